#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verify/run.h"

namespace navette::verify {

/// One indicator as docs/indicators.md defines it, from the tables.
struct Recomputed {
  std::string name;
  std::optional<double> value;  // nothing: cannot be known
  std::string unit;
};

std::vector<Recomputed> recomputed_indicators(const Run& run);

}  // namespace navette::verify
