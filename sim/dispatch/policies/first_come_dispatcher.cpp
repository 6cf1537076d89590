#include "dispatch/policies/first_come_dispatcher.h"

#include "dispatch/policies/in_turn.h"

namespace navette {

void FirstComeDispatcher::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  const auto find = [&](const PendingTrip& trip) { return search_.search_unshared(trip, fleet); };
  InTurn{search_, fleet, proposal, Sharing::none, find}.decide(pending);
}

}  // namespace navette
