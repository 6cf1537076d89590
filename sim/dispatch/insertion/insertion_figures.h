#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dispatch/insertion/candidate.h"
#include "dispatch/proposal.h"
#include "dispatch/stop_choices.h"

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
};

/// `stops`: the shuttle's with the trip put in, times planned. `trip`: may have several pairs of places.
InsertionFigures figures_of(const PendingTrip& trip, const Insertion& insertion, const ShuttleNow& shuttle,
                            std::span<const PlannedStop> stops);

/// A trip as one shuttle may serve it: the pairs of places of other shuttles' courses left out.
class TripOfShuttle {
 public:
  /// The trip must outlive it.
  TripOfShuttle(const PendingTrip& trip, ShuttleId shuttle);
  TripOfShuttle(const TripOfShuttle&) = delete;
  TripOfShuttle& operator=(const TripOfShuttle&) = delete;

  /// Whether any pair is left. If none is, there is nothing to search.
  [[nodiscard]] bool possible() const { return possible_; }
  [[nodiscard]] const PendingTrip& trip() const { return trip_; }
  /// An insertion of it as one of the whole trip: its pair counted among all.
  [[nodiscard]] Insertion among_all(Insertion insertion) const;

 private:
  PendingTrip trip_;
  bool possible_;
  StopChoices choices_;             // those left
  std::vector<std::int32_t> rows_;  // where they were
};

}  // namespace navette
