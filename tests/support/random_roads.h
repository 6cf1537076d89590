#pragma once

#include <cstdint>

#include "core/random_stream.h"
#include "network/road_graph.h"

namespace navette::test {

/// A made-up strongly connected road graph with everything that is awkward: dead ends, one-way roads, parallel roads,
/// loops, turn edges of no length and no duration, shape points with uneven speeds, twins of different durations,
/// edges too short to take a millisecond. Every fourth seed gives all roads the same duration, so that fastest ways
/// tie everywhere.
///
/// Nodes stand on a jittered grid, about 200 m apart, joined like rural roads (about 1.4 roads per node): lanes,
/// a district road every 1.2 km, a main road every 5 km. Exactly
/// `nodes` (>= 1) nodes; the same graph for the same arguments; time and memory grow in proportion to `nodes`.
RoadGraph random_roads(std::uint64_t seed, std::int32_t nodes);

/// A place on a random edge that is no turn edge, somewhere along it or, often, at one of its ends.
Location random_place(const RoadGraph& graph, RandomStream& random);

}  // namespace navette::test
