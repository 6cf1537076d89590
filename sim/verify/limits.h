#pragma once

#include "verify/run.h"

namespace navette::verify {

/// What the rules of the file mean for one request; kNone: no limit.
struct Limits {
  std::int64_t latest_pickup;
  std::int64_t latest_dropoff;
  std::int64_t max_ride_time;
};

/// The request must have a direct_time.
Limits limits_of(const Run& run, std::size_t request);

}  // namespace navette::verify
