#include "io/results/provenance.h"

#include <algorithm>

#include "io/file_sha256.h"
#include "io/git_hash.h"

namespace navette {

Provenance provenance_of(const Scenario& scenario, const std::string& version, const std::string& roads_sha256) {
  Provenance provenance;
  provenance.version = version;
  provenance.git_hash = git_hash();
  provenance.roads_sha256 = roads_sha256;
  auto& inputs = provenance.inputs;
  for (const NamedFile& one : scenario.files) {
    // What several services share is read for each of them.
    const bool known = std::any_of(inputs.begin(), inputs.end(), [&](const HashedFile& before) {
      return before.key == one.key && before.path == one.path;
    });
    if (known) continue;
    inputs.push_back({one.key, one.path, one.file == scenario.territory.roads ? roads_sha256 : file_sha256(one.file)});
  }
  return provenance;
}

}  // namespace navette
