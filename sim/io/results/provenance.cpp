#include "io/results/provenance.h"

#include "io/file_sha256.h"
#include "io/git_hash.h"

namespace navette {

Provenance provenance_of(const Scenario& scenario, const std::string& version) {
  return {version, git_hash(), file_sha256(scenario.territory.roads)};
}

}  // namespace navette
