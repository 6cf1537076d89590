#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario.h"

namespace navette {

/// A file that the scenario names, by which it can be known again.
struct HashedFile {
  std::string key;     // under which
  std::string path;    // as it stands there
  std::string sha256;  // hexadecimal
};

/// Where a results file comes from, besides its scenario.
struct Provenance {
  std::string version;                   // of the program
  std::string git_hash = "unknown";      // of its source
  std::string roads_sha256 = "unknown";  // of the file of roads, hexadecimal
  std::vector<HashedFile> inputs = {};   // that the scenario names, each once
  std::string own_policy = {};           // that decided in place of the scenario's; empty: the scenario's did
};

/// Of a run by this program. `version`: of the program.
Provenance provenance_of(const Scenario& scenario, const std::string& version, const std::string& roads_sha256);

/// The version of the file's layout, raised when something in docs/results-format.md is removed or changes meaning.
inline constexpr int kResultsSchemaVersion = 2;

/// How every HDF5 file begins.
inline constexpr std::string_view kHdf5Signature{"\x89HDF\r\n\x1a\n"};

}  // namespace navette
