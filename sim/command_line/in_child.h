#pragma once

#include <filesystem>
#include <functional>

namespace navette {

/// `of_reading`: the step reads and no more, so that its time is known from the size of the file.
enum class StepTime { of_reading, any };

/// Does a step that reads a results file in a process of its own, and returns its exit code.
///
/// A damaged file can crash the HDF5 library itself, or send it round for ever; then the user hears of the file.
/// Throws InputError if the step crashed, or took a hundred times what a reading takes.
int in_child(const std::filesystem::path& file, StepTime time, const std::function<int()>& step);

}  // namespace navette
