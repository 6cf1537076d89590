#pragma once

#include <cstdint>
#include <vector>

#include "core/units.h"
#include "network/location.h"
#include "network/road_graph.h"

namespace navette::test {

/// Plain Dijkstra, written to judge the oracle; it shares no code with it.

/// Driving times from one node to all. [ms], kNever where there is no way
std::vector<Milliseconds> dijkstra(const RoadGraph& graph, NodeId from);

/// Driving time from place to place.
Milliseconds dijkstra(const RoadGraph& graph, Location from, Location to, Heading heading = Heading::either);

/// Time of a drive from place to place along given edges, partial first and last edge counted; a single edge is driven
/// from one place to the other (0 if rounding puts them the wrong way round).
/// Throws std::invalid_argument if the edges do not join, or do not hold the places.
Milliseconds drive_time(const RoadGraph& graph, Location from, Location to, const std::vector<EdgeId>& path);

}  // namespace navette::test
