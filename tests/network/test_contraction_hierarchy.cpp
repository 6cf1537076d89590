#include <catch2/catch.hpp>

#include <algorithm>
#include <queue>

#include "network/labels/contraction_hierarchy.h"
#include "support/ascii_map.h"
#include "support/dijkstra.h"
#include "support/random_roads.h"

using namespace navette;
using namespace navette::test;

namespace {

// Fastest times from one hub to all by climbing only: what the hierarchy says without labels.
std::vector<Milliseconds> climb(const ContractionHierarchy& h, const std::vector<std::int32_t>& begin,
                                std::int32_t hub) {
  std::vector<Milliseconds> time(h.node_of_hub.size(), kNever);
  time[hub] = Milliseconds{0};
  for (; hub >= 0; --hub) {  // arcs lead to smaller numbers only
    if (time[hub] == kNever) continue;
    for (auto arc = begin[hub]; arc < begin[hub + 1]; ++arc) {
      auto& above = time[h.arc_hub[arc]];
      above = std::min(above, time[hub] + Milliseconds{h.arc_time[arc]});
    }
  }
  return time;
}

void check_all_pairs(const RoadGraph& graph) {
  const ContractionHierarchy h = contract(graph);
  std::vector<std::vector<Milliseconds>> down;
  down.reserve(h.node_of_hub.size());
  for (std::int32_t hub = 0; hub < h.hub_count(); ++hub) down.push_back(climb(h, h.backward_begin, hub));
  for (std::int32_t from = 0; from < h.hub_count(); ++from) {
    const auto up = climb(h, h.forward_begin, from);
    const auto truth = dijkstra(graph, NodeId{h.node_of_hub[from]});
    for (std::int32_t to = 0; to < h.hub_count(); ++to) {
      Milliseconds best = kNever;
      for (std::size_t top = 0; top < up.size(); ++top) {
        if (up[top] != kNever && down[to][top] != kNever) best = std::min(best, up[top] + down[to][top]);
      }
      INFO("from node " << h.node_of_hub[from] << " to " << h.node_of_hub[to]);
      REQUIRE(best == truth[static_cast<std::size_t>(h.node_of_hub[to])]);
    }
  }
}

}  // namespace

TEST_CASE("climbing and descending a hierarchy gives the times of Dijkstra between all nodes of random roads") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    INFO("seed " << seed);
    check_all_pairs(random_roads(seed, 1 + static_cast<std::int32_t>(seed % 90)));
  }
}

TEST_CASE("every arc of a hierarchy unpacks to joined road edges that take just its time") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    INFO("seed " << seed);
    const RoadGraph graph = random_roads(seed, 200);
    const ContractionHierarchy h = contract(graph);
    std::vector<EdgeId> path;
    const auto check_arcs = [&](const std::vector<std::int32_t>& begin, bool forward) {
      for (std::int32_t hub = 0; hub < h.hub_count(); ++hub) {
        for (auto arc = begin[hub]; arc < begin[hub + 1]; ++arc) {
          path.clear();
          h.unpack(arc, path);
          const NodeId below{h.node_of_hub[hub]};
          const NodeId above{h.node_of_hub[h.arc_hub[arc]]};
          REQUIRE_FALSE(path.empty());
          REQUIRE(graph.tail(path.front()) == (forward ? below : above));
          REQUIRE(graph.head(path.back()) == (forward ? above : below));
          std::int32_t time = 0;
          for (std::size_t i = 0; i < path.size(); ++i) {
            time += graph.duration(path[i]);
            REQUIRE((i == 0 || graph.head(path[i - 1]) == graph.tail(path[i])));
          }
          REQUIRE(time == h.arc_time[arc]);
        }
      }
    };
    check_arcs(h.forward_begin, true);
    check_arcs(h.backward_begin, false);
  }
}

TEST_CASE("hubs are the nodes renumbered, level by level, and arcs lead to earlier levels only") {
  const RoadGraph graph = random_roads(5, 500);
  const ContractionHierarchy h = contract(graph);
  REQUIRE(h.node_of_hub.size() == graph.node_count());
  for (std::size_t node = 0; node < graph.node_count(); ++node) {
    CHECK(h.node_of_hub[h.hub_of_node[node]] == static_cast<std::int32_t>(node));
  }
  CHECK(h.level_begin.front() == 0);
  CHECK(h.level_begin.back() == h.hub_count());
  CHECK(h.forward_begin.front() == 0);
  CHECK(h.forward_begin.back() == h.backward_begin.front());
  CHECK(h.backward_begin.back() == static_cast<std::int32_t>(h.arc_hub.size()));
  for (std::size_t level = 0; level + 1 < h.level_begin.size(); ++level) {
    REQUIRE(h.level_begin[level] < h.level_begin[level + 1]);
    for (auto hub = h.level_begin[level]; hub < h.level_begin[level + 1]; ++hub) {
      for (const auto* begin : {&h.forward_begin, &h.backward_begin}) {
        for (auto arc = (*begin)[hub]; arc < (*begin)[hub + 1]; ++arc) CHECK(h.arc_hub[arc] < h.level_begin[level]);
      }
    }
  }
}

TEST_CASE("the hierarchy is the same for any number of threads") {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    INFO("seed " << seed);
    const RoadGraph graph = random_roads(seed, 1500);
    const ContractionHierarchy one = contract(graph, 1);
    for (const int threads : {2, 4}) {
      const ContractionHierarchy many = contract(graph, threads);
      CHECK(one.node_of_hub == many.node_of_hub);
      CHECK(one.level_begin == many.level_begin);
      CHECK(one.arc_hub == many.arc_hub);
      CHECK(one.arc_time == many.arc_time);
      CHECK(one.arc_first == many.arc_first);
      CHECK(one.arc_second == many.arc_second);
    }
  }
}

// A----B----C    a chain needs no shortcut when its ends are taken out first
TEST_CASE("a village street needs no shortcut") {
  const auto street = ascii_map("A----B----C");
  const ContractionHierarchy h = contract(street.graph);
  CHECK(h.arc_hub.size() == street.graph.edge_count());
  CHECK(std::all_of(h.arc_second.begin(), h.arc_second.end(), [](auto second) { return second < 0; }));
}
