#pragma once

#include <deque>
#include <span>
#include <string>
#include <vector>

#include "dispatch/insertion/insertion_search.h"
#include "dispatch/service_rules.h"
#include "fleet/fleet.h"
#include "fleet/fleet_view.h"
#include "network/known_roads.h"

namespace navette {

/// A shuttle as it is put on a board.
struct BoardShuttle {
  Shuttle shuttle;
  Location place;  // where it stands; its depot unless said otherwise
};

/// Shuttles with their schedules at one moment, outside any simulation: one asks what fits, and puts it in. The clock
/// stands still and nobody moves.
class DispatchBoard {
 public:
  /// Shifts that have ended and pauses that must have begun are left out; shifts that have begun find the shuttle in
  /// service where it stands, its time at the wheel counted from now. Plans go round the roads of which it is announced
  /// by now that they are closed. The oracle and the closed roads must outlive the board.
  /// Throws InputError if a shuttle cannot be at its depot when its next shift or pause begins, or its last shift ends.
  DispatchBoard(const TravelTimeOracle& oracle, const ClosedRoads& closed, std::vector<BoardShuttle> shuttles,
                const ServiceRules& rules, WaitingPolicy waiting, Milliseconds now);

  /// Writes a request down. Its ends are on the road. It waits until it is accepted or withdrawn.
  RequestId ask(TripRequest asked);
  /// Puts a request into a schedule; from here on what it was told binds later ones.
  /// Throws PolicyError if the insertion does not fit the schedules as they are.
  void accept(RequestId request, const Insertion& insertion);
  /// Crosses a waiting request out.
  void withdraw(RequestId request);

  [[nodiscard]] const FleetView& view() const { return view_; }
  [[nodiscard]] std::span<const PendingTrip> pending() const { return pending_; }
  [[nodiscard]] InsertionSearch& search() { return search_; }

 private:
  void put(const BoardShuttle& given, ShuttleId id, Milliseconds now);
  std::vector<PendingTrip>::iterator waiting(RequestId request);

  ServiceRules rules_;
  Fleet fleet_;
  KnownRoads roads_;
  FleetView view_;
  InsertionSearch search_;
  TravelTimeQuery query_;
  std::deque<TripRequest> asked_;  // by RequestId
  std::vector<PendingTrip> pending_;
};

}  // namespace navette
