#pragma once

#include <cstddef>
#include <vector>

#include "engine/scenario.h"
#include "io/results/provenance.h"
#include "record/replications.h"

namespace navette {

/// The results file of replications as bytes: scenario, provenance, and the indicators of each seed. The same
/// replications make the same bytes.
/// Throws OutputError if it cannot be put together.
std::vector<std::byte> replications_image(const Scenario& scenario, const Replications& replications,
                                          const Provenance& provenance);

}  // namespace navette
