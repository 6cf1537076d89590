#include "dispatch/policies/insertion_dispatcher.h"

#include "dispatch/policies/in_turn.h"

namespace navette {

void InsertionDispatcher::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  const auto find = [&](const PendingTrip& trip) {
    return pruning_ == Pruning::lossless ? search_.search(trip, fleet) : search_.search_unpruned(trip, fleet);
  };
  InTurn{search_, fleet, proposal, Sharing::allowed, find}.decide(pending);
}

}  // namespace navette
