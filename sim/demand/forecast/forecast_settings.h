#pragma once

namespace navette {

/// From what, and how finely, demand is foretold.
struct ForecastSettings {
  int days = 28;             // >= 1; earlier days to learn from
  double zone_size = 3'000;  // [m] side of a square zone
};

}  // namespace navette
