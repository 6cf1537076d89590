#include "dispatch/insertion_dispatcher.h"

#include <algorithm>

namespace navette {
namespace {

// One proposal holds one new plan per shuttle, so the next request is decided on what this one leaves.
template <class Search>
void decide_in_turn(std::span<const PendingTrip> pending, Proposal& proposal, Milliseconds now, Search&& search) {
  bool taken = false;
  for (const PendingTrip& trip : pending) {
    if (taken) {
      proposal.defer(trip.request);
      proposal.wake_at = now;
    } else {
      taken = search(trip);
    }
  }
}

}  // namespace

void InsertionDispatcher::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  decide_in_turn(pending, proposal, fleet.now(), [&](const PendingTrip& trip) {
    const auto insertion =
        pruning_ == Pruning::lossless ? search_.search(trip, fleet) : search_.search_unpruned(trip, fleet);
    if (insertion) {
      proposal.accept(trip.request, *insertion);
      return true;
    }
    proposal.refuse(trip.request, search_.refusal_reason(trip, fleet, Sharing::allowed));
    return false;
  });
}

void FirstComeDispatcher::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  decide_in_turn(pending, proposal, fleet.now(), [&](const PendingTrip& trip) {
    if (const auto insertion = search_.search_unshared(trip, fleet)) {
      proposal.accept(trip.request, *insertion);
      return true;
    }
    proposal.refuse(trip.request, search_.refusal_reason(trip, fleet, Sharing::none));
    return false;
  });
}

}  // namespace navette
