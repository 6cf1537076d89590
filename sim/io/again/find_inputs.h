#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/results/provenance.h"

namespace navette {

/// An input of a run, found again by its hash.
struct FoundInput {
  HashedFile input;
  std::filesystem::path file;
};

/// Looks for the inputs of a run: under the path that the scenario has for them, from each of `folders`, then by their
/// names below these folders (so far down, and among so many files, as is quickly done).
/// Throws InputErrors' InputError that names each file that is nowhere, or has other bytes than the run read.
std::vector<FoundInput> find_inputs(const std::vector<HashedFile>& inputs,
                                    const std::vector<std::filesystem::path>& folders, const std::string& results);

}  // namespace navette
