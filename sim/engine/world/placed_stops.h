#pragma once

#include <vector>

#include "demand/map_data.h"
#include "engine/world/given_service.h"
#include "network/road_graph.h"
#include "network/road_snapper.h"

namespace navette {

/// Stops of a service that lists none, where people live: docs/services.md.
///
/// Candidates are the places on the road nearest to the dwellings of the area. Again and again the one from which most
/// dwellings without a stop can be reached on foot (max_walk_distance) becomes a stop, until no candidate reaches any;
/// no two stops stand nearer to each other than `stop_rule.spacing`. Ties: the candidate farther west, then south.
/// Source: greedy covering as in Church and ReVelle, Papers of the Regional Science Association 32 (1974).
/// Throws InputError if fewer than two stops come of it.
std::vector<GivenStop> placed_stops(const GivenService& service, const std::vector<Building>& buildings,
                                    const RoadGraph& roads, const RoadSnapper& snapper, double reach);

}  // namespace navette
