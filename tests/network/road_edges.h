// Edges of a graph that tests look for.
#pragma once

#include <catch2/catch.hpp>

#include "network/road_graph.h"

namespace navette::test {

inline std::size_t turn_edges(const RoadGraph& graph) {
  std::size_t turns = 0;
  for (std::size_t e = 0; e < graph.edge_count(); ++e) turns += graph.is_turn(EdgeId{e}) ? 1 : 0;
  return turns;
}

/// The one road edge that begins and ends at these places.
inline EdgeId edge_between(const RoadGraph& graph, Coordinate from, Coordinate to) {
  EdgeId found;
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    if (graph.is_turn(edge) || graph.place(graph.tail(edge)) != from || graph.place(graph.head(edge)) != to) continue;
    REQUIRE_FALSE(found.valid());
    found = edge;
  }
  REQUIRE(found.valid());
  return found;
}

}  // namespace navette::test
