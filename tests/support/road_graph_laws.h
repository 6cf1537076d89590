#pragma once

#include "network/road_graph.h"

namespace navette::test {

/// Checks what must hold in every imported road graph: strongly connected, twins are each other's reverse, roads have
/// length and time, turns have neither and lie between nodes of one place, no road ends where it began.
void check_road_graph_laws(const RoadGraph& graph);

}  // namespace navette::test
