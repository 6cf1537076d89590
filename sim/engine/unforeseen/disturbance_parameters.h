#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/coordinate.h"
#include "core/units.h"

namespace navette {

/// A breakdown that is to happen.
struct GivenBreakdown {
  std::string shuttle;  // shuttle_id
  Milliseconds from;    // since midnight of day 0; in a shift of the shuttle
  Milliseconds until;   // repaired; later than `from`
};

/// Roads that are to be closed for a time.
struct GivenClosure {
  std::vector<Coordinate> along;  // one place: the road nearest to it; several: the fastest way from one to the next
  Milliseconds from;              // since midnight of day 0
  Milliseconds until;             // later than `from`
  bool every_day = false;         // again at these hours on every day of the run
  bool one_way = false;           // only in the direction of `along`
  std::optional<Milliseconds> announced{};  // known from then on, on all its days; none: when it begins
};

/// What keeps plans from coming true. All off by default. No plan knows of it before it happens, or
/// is announced.
struct DisturbanceParameters {
  double driving_noise = 0;          // mean share by which driving takes longer; exponential, by shuttle and hour
  double dwell_noise = 0;            // mean share by which boarding or alighting takes longer; exponential, by visit
  double breakdowns_per_1000_h = 0;  // of shift, per shuttle
  Milliseconds breakdown_duration{3'600'000};  // until the shuttle, or one in its place, goes on; > 0
  std::vector<GivenBreakdown> breakdowns;      // besides those drawn
  std::vector<GivenClosure> closures;
};

}  // namespace navette
