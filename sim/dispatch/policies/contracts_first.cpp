#include "dispatch/policies/contracts_first.h"

#include <algorithm>

namespace navette {
namespace {

void decide(const PendingTrip& out, const PendingTrip& back, const FleetView& fleet, InsertionSearch& search,
            SupposedPlans& plans, Proposal& proposal) {
  const auto way_out = search.search(out, fleet);
  if (!way_out) {
    proposal.refuse(out.request, search.refusal_reason(out, fleet, Sharing::allowed));
    proposal.refuse(back.request, RefusalReason::way_back_refused);
    return;
  }
  const auto as_it_was = stops_shown(fleet, way_out->shuttle);
  plans.suppose(way_out->shuttle, search.stops_with(out, *way_out, fleet));
  const auto way_back = search.search(back, fleet);
  if (!way_back) {
    proposal.refuse(out.request, RefusalReason::way_back_refused);
    proposal.refuse(back.request, search.refusal_reason(back, fleet, Sharing::allowed));
    plans.suppose(way_out->shuttle, as_it_was);
    return;
  }
  plans.suppose(way_back->shuttle, search.stops_with(back, *way_back, fleet));
  proposal.accept(out.request, *way_out);
  proposal.accept(back.request, *way_back);
}

}  // namespace

std::vector<const PendingTrip*> decide_contracts(std::span<const PendingTrip> pending, const FleetView& fleet,
                                                 InsertionSearch& search, SupposedPlans& plans, Proposal& proposal) {
  std::vector<const PendingTrip*> others;
  std::vector<bool> done(pending.size(), false);
  for (std::size_t k = 0; k < pending.size(); ++k) {
    if (done[k]) continue;
    std::size_t other = pending.size();
    for (std::size_t next = k + 1; next < pending.size() && pending[k].contract >= 0; ++next) {
      if (pending[next].contract == pending[k].contract) other = std::min(other, next);
    }
    if (other == pending.size()) {
      others.push_back(&pending[k]);
      continue;
    }
    done[other] = true;
    decide(pending[k], pending[other], fleet, search, plans, proposal);
  }
  return others;
}

}  // namespace navette
