#pragma once

#include <filesystem>
#include <functional>

namespace navette {

/// Does a step that reads a results file in a process of its own, and returns its exit code.
///
/// A damaged file can crash the HDF5 library itself; then the user hears of the file, not of a crash.
/// Throws InputError if the step crashed.
int in_child(const std::filesystem::path& file, const std::function<int()>& step);

}  // namespace navette
