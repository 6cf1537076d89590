#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "dispatch/insertion/insertion_search.h"
#include "dispatch/proposal.h"

namespace navette {

/// Decides requests one after another, by one way of searching.
template <class Search>
class InTurn {
 public:
  InTurn(InsertionSearch& search, const FleetView& fleet, Proposal& proposal, Sharing sharing, Search find)
      : search_{search}, fleet_{fleet}, proposal_{proposal}, sharing_{sharing}, find_{find} {}

  // One proposal holds one new plan per shuttle, so the next request is decided on what this one leaves.
  void decide(std::span<const PendingTrip> pending) {
    bool taken = false;
    std::vector<bool> done(pending.size(), false);
    for (std::size_t k = 0; k < pending.size(); ++k) {
      const PendingTrip& trip = pending[k];
      if (done[k]) continue;
      const auto other = std::find_if(pending.begin() + static_cast<std::ptrdiff_t>(k) + 1, pending.end(),
                                      [&](const PendingTrip& next) { return next.contract == trip.contract; });
      const bool contract = trip.contract >= 0 && other != pending.end();
      if (contract) done[static_cast<std::size_t>(other - pending.begin())] = true;
      if (taken) {
        proposal_.defer(trip.request);
        if (contract) proposal_.defer(other->request);
        proposal_.wake_at = fleet_.now();
      } else {
        taken = contract ? accept_both(trip, *other) : accept(trip);
      }
    }
  }

 private:
  bool accept(const PendingTrip& trip) {
    const auto insertion = find_(trip);
    if (insertion) {
      proposal_.accept(trip.request, *insertion);
    } else {
      refuse(trip);
    }
    return insertion.has_value();
  }

  // The way out is not sold unless the way back is: the cheapest way out, and the cheapest way back behind it.
  bool accept_both(const PendingTrip& out, const PendingTrip& back) {
    const auto way_out = find_(out);
    if (!way_out) {
      refuse(out);
      proposal_.refuse(back.request, RefusalReason::way_back_refused);
      return false;
    }
    const Supposition sold{fleet_, way_out->shuttle, search_.stops_with(out, *way_out, fleet_)};
    const auto way_back = find_(back);
    if (!way_back) {
      proposal_.refuse(out.request, RefusalReason::way_back_refused);
      refuse(back);
      return false;
    }
    proposal_.accept(out.request, *way_out);
    proposal_.accept(back.request, *way_back);
    return true;
  }

  void refuse(const PendingTrip& trip) {
    proposal_.refuse(trip.request, search_.refusal_reason(trip, fleet_, sharing_));
  }

  InsertionSearch& search_;
  const FleetView& fleet_;
  Proposal& proposal_;
  Sharing sharing_;
  Search find_;
};

}  // namespace navette
