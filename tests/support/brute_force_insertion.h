#pragma once

#include <optional>

#include "dispatch/dispatch_settings.h"
#include "dispatch/pending_trip.h"
#include "dispatch/proposal.h"
#include "fleet/fleet_view.h"

namespace navette::test {

/// The cheapest feasible insertion found by trying every pair of positions of every shuttle, written to judge the
/// search and sharing no code with it: driving times by Dijkstra, feasibility as a system of difference constraints
/// solved by Bellman-Ford on an explicit list of arcs, cost added up over the whole schedule. (Lengths of drives are
/// those of the oracle's paths: of two ways that take equally long, either may be meant.)
std::optional<Insertion> brute_force_insertion(const PendingTrip& trip, const FleetView& fleet,
                                               const ObjectiveSettings& objective = {});

}  // namespace navette::test
