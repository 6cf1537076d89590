#pragma once

#include <cstdint>
#include <vector>

#include "network/labels/remaining_graph.h"

namespace navette {

/// Contracts every node of the graph, the least important first, and returns the nodes in that order.
///
/// Importance weighs the depth below the node, shortcuts needed per arc removed, and the road edges those stand for;
/// it is brought up to date when a neighbour was contracted. Ties go to the smaller node id. Afterwards each node's
/// two lists hold its arcs to more important nodes.
std::vector<std::int32_t> contract_all(RemainingGraph& graph, int threads);

}  // namespace navette
