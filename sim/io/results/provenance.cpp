#include "io/results/provenance.h"

#include "io/git_hash.h"

namespace navette {

Provenance provenance_of(const std::string& version, const std::string& roads_sha256) {
  return {version, git_hash(), roads_sha256, {}};
}

}  // namespace navette
