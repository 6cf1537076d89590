#include "support/road_graph_laws.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <vector>

namespace navette::test {
namespace {

std::size_t reached(const RoadGraph& graph, bool backward) {
  std::vector<bool> seen(graph.node_count());
  std::vector<NodeId> stack{NodeId{0}};
  seen[0] = true;
  std::size_t count = 0;
  while (!stack.empty()) {
    const NodeId node = stack.back();
    stack.pop_back();
    ++count;
    const auto visit = [&](NodeId next) {
      if (!seen[next.index()]) stack.push_back(next);
      seen[next.index()] = true;
    };
    if (backward) {
      for (const EdgeId edge : graph.edges_to(node)) visit(graph.tail(edge));
    } else {
      const auto range = graph.edges_from(node);
      for (auto e = range.first; e < range.last; ++e) visit(graph.head(EdgeId{e}));
    }
  }
  return count;
}

bool is_mirror(const RoadGraph& graph, EdgeId edge) {
  const auto there = graph.shape(edge);
  const auto back = graph.shape(graph.twin(edge));
  return std::equal(there.begin(), there.end(), back.rbegin(), back.rend()) &&
         graph.tail(edge) != graph.tail(graph.twin(edge)) && graph.length(edge) == graph.length(graph.twin(edge));
}

}  // namespace

void check_road_graph_laws(const RoadGraph& graph) {
  REQUIRE(graph.node_count() > 0);
  CHECK(reached(graph, false) == graph.node_count());
  CHECK(reached(graph, true) == graph.node_count());
  std::size_t broken_twins = 0;
  std::size_t broken_roads = 0;
  std::size_t broken_turns = 0;
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    const auto shape = graph.shape(edge);
    const Coordinate tail = graph.place(graph.tail(edge));
    const Coordinate head = graph.place(graph.head(edge));
    if (graph.is_turn(edge)) {
      broken_turns += graph.twin(edge).valid() || shape.size() != 2 || tail != head || shape[0] != shape[1] ? 1 : 0;
      continue;
    }
    broken_roads += graph.duration(edge) < 1 || graph.length(edge) < 0 || shape.front() != tail ||
                            shape.back() != head || graph.tail(edge) == graph.head(edge)
                        ? 1
                        : 0;
    if (graph.twin(edge).valid()) broken_twins += is_mirror(graph, edge) ? 0 : 1;
  }
  CHECK(broken_turns == 0);
  CHECK(broken_roads == 0);
  CHECK(broken_twins == 0);
}

}  // namespace navette::test
