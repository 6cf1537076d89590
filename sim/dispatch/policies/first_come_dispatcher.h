#pragma once

#include "dispatch/dispatcher.h"
#include "dispatch/insertion/insertion_search.h"

namespace navette {

/// No pooling: the nearest shuttle that is idle at the time asked for, else the one that is free first.
class FirstComeDispatcher : public Dispatcher {
 public:
  FirstComeDispatcher(const TravelTimeOracle& oracle, WaitingPolicy waiting) : search_{oracle, waiting} {}
  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;
  void recall(std::span<const PendingTrip> /*pending*/, const FleetView& /*fleet*/,
              const Proposal& /*decided*/) override {}  // nothing is remembered

 private:
  InsertionSearch search_;
};

}  // namespace navette
