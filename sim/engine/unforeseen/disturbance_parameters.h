#pragma once

#include <string>
#include <vector>

#include "core/units.h"

namespace navette {

/// A breakdown that is to happen.
struct GivenBreakdown {
  std::string shuttle;  // shuttle_id
  Milliseconds from;    // since midnight of day 0; in a shift of the shuttle
  Milliseconds until;   // repaired; later than `from`
};

/// What keeps plans from coming true. All off by default. No plan knows of it before it happens.
struct DisturbanceParameters {
  double driving_noise = 0;          // mean share by which driving takes longer; exponential, by shuttle and hour
  double dwell_noise = 0;            // mean share by which boarding or alighting takes longer; exponential, by visit
  double breakdowns_per_1000_h = 0;  // of shift, per shuttle
  Milliseconds breakdown_duration{3'600'000};  // until the shuttle, or one in its place, goes on; > 0
  std::vector<GivenBreakdown> breakdowns;      // besides those drawn
};

}  // namespace navette
