#pragma once

#include <optional>

#include "verify/run.h"

namespace navette::verify {

/// What the rules of the file mean for one request; kNone: no limit.
struct Limits {
  std::int64_t latest_pickup;
  std::int64_t latest_dropoff;
  std::int64_t max_ride_time;
};

/// When the course of a virtual line calls at the two stops of a request.
struct CourseTimes {
  std::int64_t pickup;
  std::int64_t dropoff;
};

/// By the rules of the service that accepted the request, else of the first. The request must have a direct_time.
/// `excess`: by which the latest pickup and the travel time allowed are exceeded. [ms]
/// `with_way_back`: of a way out that has to arrive before the way back leaves.
Limits limits_of(const Run& run, std::size_t request, std::int64_t excess = 0, bool with_way_back = false);
/// The same, as far as that service may exceed them.
Limits widest_limits_of(const Run& run, std::size_t request, bool with_way_back = false);
/// The same, as they bind whoever was accepted: those that are exceeded, as far as the times promised exceed
/// them, and may drift.
Limits promised_limits_of(const Run& run, std::size_t request, bool with_way_back);
/// When the passenger can be picked up at the earliest: ready, walked to the place, the course there.
std::int64_t ready_at(const Run& run, std::size_t request);
/// Nothing if the request has no course, or its course does not call at its stops, in order and late enough.
std::optional<CourseTimes> visits_of(const Run& run, std::size_t request);
/// When the way back of a way out leaves; kNone: it is none, or has none.
std::int64_t way_back_leaves(const Run& run, std::size_t request);
/// Whether a request was certainly sold together with the other way of its tour: by a service that sells both as one
/// contract, as do those that were asked before it. False of one that nobody accepted.
bool under_contract(const Run& run, std::size_t request);

}  // namespace navette::verify
