#include <catch2/catch.hpp>

#include <algorithm>

#include "core/errors.h"
#include "network/labels/drive_limits.h"
#include "network/labels/hub_labels.h"
#include "network/labels/travel_time_index.h"
#include "support/ascii_map.h"
#include "support/dijkstra.h"
#include "support/random_roads.h"

using namespace navette;
using namespace navette::test;

namespace {

std::int32_t shared_time(LabelView departure, LabelView arrival) {
  std::int32_t best = kNoDrive;
  for (std::size_t i = 0; i < departure.hubs.size(); ++i) {
    for (std::size_t j = 0; j < arrival.hubs.size(); ++j) {
      if (departure.hubs[i] == arrival.hubs[j]) best = std::min(best, departure.times[i] + arrival.times[j]);
    }
  }
  return best;
}

/// A graph, its labels, and the truth between all hubs.
struct Labelled {
  RoadGraph graph;
  ContractionHierarchy hierarchy;
  NodeLabels labels;
  std::vector<std::vector<std::int64_t>> truth;  // [from hub][to hub] [ms]

  explicit Labelled(RoadGraph roads)
      : graph{std::move(roads)}, hierarchy{contract(graph)}, labels{build_labels(hierarchy)} {
    for (const std::int32_t from : hierarchy.node_of_hub) {
      const auto by_node = dijkstra(graph, NodeId{from});
      truth.emplace_back();
      for (const std::int32_t to : hierarchy.node_of_hub) truth.back().push_back(by_node[to].count);
    }
  }
};

// Is any more important hub on a fastest way between the two?
bool covered(const Labelled& world, std::int32_t from, std::int32_t to, std::int32_t hub) {
  for (std::int32_t better = 0; better < hub; ++better) {
    if (world.truth[from][better] + world.truth[better][to] == world.truth[from][to]) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("labels give the times of Dijkstra between all nodes of random roads") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    INFO("seed " << seed);
    const Labelled world{random_roads(seed, 1 + static_cast<std::int32_t>(seed % 80))};
    const std::int32_t n = world.hierarchy.hub_count();
    for (std::int32_t from = 0; from < n; ++from) {
      for (std::int32_t to = 0; to < n; ++to) {
        const std::int32_t time = shared_time(world.labels.departure.of(from), world.labels.arrival.of(to));
        INFO("hub " << from << " to " << to);
        REQUIRE(time == world.truth[from][to]);
      }
    }
  }
}

TEST_CASE("labels are canonical: every time is exact, and no hub stands in them that a more important one replaces") {
  for (std::uint64_t seed = 300; seed < 400; ++seed) {
    INFO("seed " << seed);
    const Labelled world{random_roads(seed, 60)};
    for (std::int32_t v = 0; v < world.hierarchy.hub_count(); ++v) {
      for (const bool leaving : {true, false}) {
        const LabelView label = (leaving ? world.labels.departure : world.labels.arrival).of(v);
        REQUIRE(std::adjacent_find(label.hubs.begin(), label.hubs.end(), std::greater_equal<>{}) == label.hubs.end());
        REQUIRE(label.hubs.front() == 0);
        REQUIRE(label.hubs.back() == v);
        std::size_t found = 0;
        for (std::int32_t hub = 0; hub <= v; ++hub) {
          const std::int32_t from = leaving ? v : hub;
          const std::int32_t to = leaving ? hub : v;
          const bool listed = found < label.hubs.size() && label.hubs[found] == hub;
          REQUIRE(listed == (hub == v || !covered(world, from, to, hub)));
          if (listed) REQUIRE(label.times[found++] == world.truth[from][to]);
        }
      }
    }
  }
}

TEST_CASE("labels are the same for any number of threads") {
  for (const std::int32_t nodes : {1, 300, 12000}) {
    const RoadGraph graph = random_roads(static_cast<std::uint64_t>(nodes), nodes);
    const ContractionHierarchy hierarchy = contract(graph, 2);
    const NodeLabels one = build_labels(hierarchy, 1);
    for (const int threads : {2, 3, 4}) {
      const NodeLabels many = build_labels(hierarchy, threads);
      CHECK(one.departure.begin == many.departure.begin);
      CHECK(one.departure.hubs == many.departure.hubs);
      CHECK(one.departure.times == many.departure.times);
      CHECK(one.arrival.begin == many.arrival.begin);
      CHECK(one.arrival.hubs == many.arrival.hubs);
      CHECK(one.arrival.times == many.arrival.times);
    }
  }
}

TEST_CASE("labels of rural roads are short") {
  const RoadGraph graph = random_roads(2, 20000);
  const NodeLabels labels = build_labels(contract(graph, 2), 2);
  const double mean = static_cast<double>(labels.departure.hubs.size()) / static_cast<double>(graph.node_count());
  CHECK(mean > 1);
  CHECK(mean < 50);
}

// A---->B    a road that leads to B only, and none back
TEST_CASE("a graph that is not strongly connected is refused") {
  const auto trap = ascii_map("A---->B----C");
  CHECK_THROWS_AS(TravelTimeOracle{trap.graph}, InputError);
}

TEST_CASE("a road of more than three days is refused, a little less is exact") {
  const auto slow = ascii_map("A-B-C", 1000, 0.01);  // 100 hours per road
  CHECK_THROWS_WITH(TravelTimeOracle{slow.graph}, Catch::Contains("three days"));
  const auto faster = ascii_map("A-B-C", 1000, 0.014);  // 71.4 hours per road
  const TravelTimeOracle oracle{faster.graph};
  TravelTimeQuery query{oracle};
  CHECK(query.travel_time(faster.at('A'), faster.at('C'), Milliseconds{0}).count == 514'285'714);
}
