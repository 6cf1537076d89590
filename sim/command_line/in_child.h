#pragma once

#include <filesystem>
#include <functional>

namespace navette {

/// `of_reading`: the step reads and no more, so that its time is known from the size of the file. `of_replay`: it makes
/// a day anew that the file holds, as large in memory and far longer. `any`: nothing is known of it.
enum class StepTime { of_reading, of_replay, any };

/// Does a step that reads a results file in a process of its own, and returns its exit code.
///
/// A damaged file can crash the HDF5 library itself, send it round for ever, or have it fill the memory; then the user
/// hears of the file. Throws InputError if it is no regular file, or the step crashed or took a hundred times what a
/// reading takes (a replay: ten thousand times): of the processor, of the clock, or of memory.
int in_child(const std::filesystem::path& file, StepTime time, const std::function<int()>& step);

}  // namespace navette
