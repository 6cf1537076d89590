#pragma once

#include <string>
#include <vector>

#include "core/coordinate.h"
#include "core/units.h"

namespace navette {

/// Roads that are closed between two times, unknown to the plan until a shuttle meets them.
struct RoadClosure {
  std::string name;
  Coordinate place;
  double radius = 50;  // [m] every road that passes within is closed
  Milliseconds from;   // since midnight of day 0
  Milliseconds until;
};

/// What keeps plans from coming true. All off by default.
struct DisturbanceParameters {
  double driving_noise = 0;          // mean share by which a drive takes longer than planned; exponential, keyed
  double dwell_noise = 0;            // mean share by which a dwell takes longer; exponential, keyed by request
  double breakdowns_per_1000_h = 0;  // of shift, per shuttle
  Milliseconds breakdown_duration{3'600'000};  // until the shuttle, or the one that replaces it, goes on
  std::vector<RoadClosure> closures;
};

/// What drivers may be asked to do; checked of every plan.
struct DriverRules {
  Milliseconds max_spread = kNever;              // from the start of the first shift of a day to the end of the last
  Milliseconds max_continuous_driving = kNever;  // at the wheel between two pauses
  Milliseconds pause_duration{0};                // at the depot, nobody on board; 0: no pauses
  Milliseconds pause_from{0};                    // after the shift's start: the pause begins no earlier ...
  Milliseconds pause_until{0};                   // ... and no later
};

}  // namespace navette
