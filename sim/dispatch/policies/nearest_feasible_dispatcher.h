#pragma once

#include "dispatch/dispatcher.h"
#include "dispatch/insertion/insertion_search.h"

namespace navette {

/// The nearest shuttle that can: of those that can serve the request at all, the one with the shortest drive to it from
/// where it is now; its plan takes the trip where that costs least. At once, or the request is refused.
///
/// Between several pairs of places, the shortest drive to any of the pickups decides. Ties: (drive, choice of places,
/// shuttle). Source: the nearest-vehicle rule of taxi dispatching, as in Lee, Wang, Cheu and Teo, Transportation
/// Research Record 1882 (2004), with pooling.
class NearestFeasibleDispatcher : public Dispatcher {
 public:
  NearestFeasibleDispatcher(const TravelTimeOracle& oracle, WaitingPolicy waiting, const ObjectiveSettings& objective)
      : search_{oracle, waiting, objective}, query_{oracle} {}
  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;
  void recall(std::span<const PendingTrip> /*pending*/, const FleetView& /*fleet*/,
              const Proposal& /*decided*/) override {}  // nothing is remembered

 private:
  std::optional<Insertion> find(const PendingTrip& trip, const FleetView& fleet);

  InsertionSearch search_;
  TravelTimeQuery query_;
};

}  // namespace navette
