#pragma once

#include <span>
#include <vector>

#include "dispatch/insertion/insertion_search.h"
#include "dispatch/policies/supposed_plans.h"
#include "dispatch/proposal.h"

namespace navette {

/// Decides those of the pending trips whose two ways are one contract, in their order, each way by cheapest insertion
/// behind what was decided before; `plans` shows what they leave. Returns the other trips.
std::vector<const PendingTrip*> decide_contracts(std::span<const PendingTrip> pending, const FleetView& fleet,
                                                 InsertionSearch& search, SupposedPlans& plans, Proposal& proposal);

}  // namespace navette
