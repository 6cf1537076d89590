#pragma once

#include <optional>

#include "dispatch/dispatch_settings.h"
#include "dispatch/pending_trip.h"
#include "dispatch/proposal.h"
#include "fleet/fleet_view.h"

namespace navette::test {

/// The cheapest feasible insertion found by trying every pair of positions of every shuttle, written to judge the
/// search and sharing no code with it: brute_force_sequence.h.
std::optional<Insertion> brute_force_insertion(const PendingTrip& trip, const FleetView& fleet,
                                               const ObjectiveSettings& objective = {});

}  // namespace navette::test
