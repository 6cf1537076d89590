#pragma once

#include <cstdint>
#include <vector>

#include "core/id.h"
#include "core/units.h"
#include "fleet/planned_stop.h"

namespace navette {

/// A place where a trip may begin or end: the door, or a stop of the service that can be walked to.
struct StopChoice {
  PlannedStop visit;       // as it would be planned: place, dwell, window, load
  Milliseconds walk;       // between it and the door
  std::int32_t stop = -1;  // of the service; negative: the door
};

/// The pairs of places between which a trip may ride, nearest walks first.
struct StopChoices {
  struct Pair {
    std::int32_t pickup = 0;   // row of `pickups`
    std::int32_t dropoff = 0;  // row of `dropoffs`
    Milliseconds drive;        // fastest from one to the other
    ShuttleId only;            // the one shuttle that may serve it; invalid: any of the service
    std::int32_t course = -1;  // of a virtual line; negative: none
  };
  std::vector<StopChoice> pickups;
  std::vector<StopChoice> dropoffs;
  std::vector<Pair> pairs;
};

}  // namespace navette
