#pragma once

#include <limits>

#include "core/units.h"

namespace navette {

/// From what, and how finely, demand is foretold.
struct ForecastSettings {
  int days = 28;             // >= 1; earlier days to learn from
  double zone_size = 3'000;  // [m] side of a square zone
};

/// The days that are foretold.
struct ForecastDays {
  Milliseconds begin{0};                       // of each, since its midnight: by then the evening before is over
  int last = std::numeric_limits<int>::max();  // of the run
};

}  // namespace navette
