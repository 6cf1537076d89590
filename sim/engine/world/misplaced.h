#pragma once

#include "engine/scenario.h"
#include "network/road_graph.h"

namespace navette {

/// Throws InputError, with a sentence per key or file, if places of the scenario (requests, depots, stops, hubs, areas,
/// polygons, destinations, closures) lie far from all roads, but among them once longitude and latitude are swapped; or
/// if an area has nothing in common with the rectangle around the roads. A place that is merely far away is told by
/// whoever needs it.
void check_places(const Scenario& scenario, const RoadGraph& roads);

}  // namespace navette
