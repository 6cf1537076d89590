#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "io/run_listener.h"

namespace navette {

/// Runs the scenario that a results file holds anew, from the inputs that it was made of, and returns the results file
/// that comes of it: the same but for the program's version, if nothing was changed. Of replications, all of them.
/// `folders`: where the inputs may be, see find_inputs.
/// Throws InputError that says why if it cannot be done: an input is missing or was changed, the file does not tell its
/// inputs, or decisions were made by what the file does not hold (a policy in Python). Else as run_scenario.
std::vector<std::byte> repeat_run(const std::filesystem::path& results,
                                  const std::vector<std::filesystem::path>& folders, const std::string& version,
                                  RunListener& listener);

}  // namespace navette
