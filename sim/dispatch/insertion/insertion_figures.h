#pragma once

#include <span>

#include "dispatch/insertion/candidate.h"
#include "dispatch/proposal.h"

namespace navette {

/// What one way of serving a trip means: for the passenger, for the others, for the shuttle. By the plan.
struct InsertionFigures {
  Milliseconds operating_time;  // of the shuttle, added: driving and dwell
  Milliseconds driving;         // of the shuttle, added
  Milliseconds pickup;          // begin of boarding
  Milliseconds dropoff;         // begin of alighting
  Milliseconds wait;            // from the earliest departure to `pickup`
  Milliseconds ride;            // from the end of boarding to `dropoff`
  Milliseconds walk;            // to the pickup and from the drop-off
  Milliseconds delay;           // of the others: later drop-offs, summed over people; negative: earlier
};

/// A feasible insertion with its figures.
struct FeasibleInsertion {
  Insertion insertion;
  InsertionFigures figures;
  Milliseconds price{0};  // of limits that are exceeded; part of the insertion's cost
  bool late = false;      // a limit is exceeded
};

/// `stops`: the shuttle's with the trip put in, times planned. `trip`: may have several pairs of places.
InsertionFigures figures_of(const PendingTrip& trip, const Insertion& insertion, const ShuttleNow& shuttle,
                            std::span<const PlannedStop> stops);

}  // namespace navette
