#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>

namespace navette::test {

/// Tells that the running test case cannot check what it is about; it is then counted as skipped, not as passed.
/// Catch2 v2 knows no skipping: the case returns by itself afterwards.
void skip(const std::string& why);

/// Whether a file or folder is missing; if so the running test case is skipped: `if (skipped_without({file})) return;`.
bool skipped_without(std::initializer_list<std::filesystem::path> files);

}  // namespace navette::test
