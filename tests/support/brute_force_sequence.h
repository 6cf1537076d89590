#pragma once

#include <cstdint>
#include <vector>

#include "dispatch/dispatch_settings.h"
#include "dispatch/pending_trip.h"
#include "fleet/fleet_view.h"

namespace navette::test {

/// What a shuttle would do, written to judge the searches and sharing no code with them: driving times by Dijkstra,
/// feasibility as a system of difference constraints solved by Bellman-Ford on an explicit list of arcs, cost added up
/// over the whole plan. (Lengths of drives are those of the oracle's paths: of two ways that take equally long, either
/// may be meant.)
struct Sequence {
  Origin origin;
  std::vector<PlannedStop> stops;
  std::vector<std::int64_t> drive;  // [ms] to each stop from the one before
  std::vector<std::int64_t> begin;  // [ms] of each stop, the least that is feasible
};

/// From the origin, and from stop to stop. [ms]
std::vector<std::int64_t> drives(const RoadGraph& graph, const Origin& origin, const std::vector<PlannedStop>& stops);

/// Whether there are times that keep all windows and rides; sets the least ones. Of loads and depots it knows nothing.
bool feasible(Sequence& s);

/// What a plan costs, in thousandths of the objective's unit; `persons` on board at its start.
double cost_of(const Sequence& s, int persons, const ObjectiveSettings& objective, const TravelTimeOracle& oracle);

/// The least delay that a passenger can have, in the same unit: a plan's cost counts from it.
double wish(const PendingTrip& trip, const ObjectiveSettings& objective);

}  // namespace navette::test
