#include <algorithm>
#include <catch2/catch.hpp>
#include <queue>
#include <tuple>
#include <vector>

#include "core/random_stream.h"
#include "network/build/build_road_graph.h"
#include "network/road_edges.h"
#include "support/road_graph_laws.h"
#include "support/road_map.h"

using namespace navette;
using navette::test::edge_between;
using navette::test::RoadMap;
using navette::test::turn_edges;

namespace {

std::int64_t fate(const BuiltRoads& built, RestrictionFate fate) {
  return built.report.restrictions.at(static_cast<std::size_t>(fate));
}

struct Way {
  std::int64_t time;  // [ms] from the beginning of the first edge to the end of the last
  std::vector<EdgeId> edges;
};

// Plain Dijkstra over edges: the fastest way that begins with one edge and ends with another.
Way fastest(const RoadGraph& graph, EdgeId first, EdgeId last) {
  std::vector<std::int64_t> time(graph.edge_count(), -1);
  std::vector<EdgeId> before(graph.edge_count());
  using Entry = std::tuple<std::int64_t, EdgeId, EdgeId>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  queue.emplace(graph.duration(first), first, EdgeId{});
  while (!queue.empty()) {
    const auto [now, edge, from] = queue.top();
    queue.pop();
    if (time[edge.index()] >= 0) continue;
    time[edge.index()] = now;
    before[edge.index()] = from;
    const auto range = graph.edges_from(graph.head(edge));
    for (auto e = range.first; e < range.last; ++e) queue.emplace(now + graph.duration(EdgeId{e}), EdgeId{e}, edge);
  }
  Way way{time[last.index()], {}};
  for (EdgeId edge = last; edge.valid(); edge = before[edge.index()]) {
    if (!graph.is_turn(edge)) way.edges.insert(way.edges.begin(), edge);
  }
  return way;
}

}  // namespace

//       n
//       |        no left turn from the south (s -> x -> w)
//   w---x---e
//       |
//       s
namespace {

struct Crossing {
  explicit Crossing(double arm = 1000) {
    x = map.node(0, 0), n = map.node(0, arm), w = map.node(-arm, 0), e = map.node(arm, 0), s = map.node(0, -arm);
    map.way({n, x});  // 1
    map.way({w, x});  // 2
    map.way({x, e});  // 3
    map.way({x, s});  // 4
  }
  [[nodiscard]] EdgeId edge(const RoadGraph& graph, std::uint32_t from, std::uint32_t to) const {
    return edge_between(graph, map.roads.nodes[from].place, map.roads.nodes[to].place);
  }
  RoadMap map;
  std::uint32_t x, n, w, e, s;
};
}  // namespace

TEST_CASE("a banned turn costs the detour over a dead end; the others cost nothing") {
  Crossing village;
  village.map.roads.restrictions.push_back({4, village.x, 2, false});
  const auto built = build_road_graph(village.map.roads);
  const RoadGraph& graph = built.graph;
  CHECK(fate(built, RestrictionFate::honoured) == 1);
  CHECK(graph.node_count() == 4 + 8);
  CHECK(turn_edges(graph) == 4 * 3 - 1);
  test::check_road_graph_laws(graph);
  const EdgeId from = village.edge(graph, village.s, village.x);
  CHECK(fastest(graph, from, village.edge(graph, village.x, village.n)).time == Approx(120'000).margin(200));
  const auto detour = fastest(graph, from, village.edge(graph, village.x, village.w));
  CHECK(detour.time == Approx(240'000).margin(400));
  CHECK(detour.edges.size() == 4);
}

TEST_CASE("an only-restriction bans all other turns") {
  Crossing village;
  village.map.roads.restrictions.push_back({4, village.x, 1, true});
  const auto built = build_road_graph(village.map.roads);
  CHECK(turn_edges(built.graph) == 4 * 3 - 2);
  const EdgeId from = village.edge(built.graph, village.s, village.x);
  CHECK(fastest(built.graph, from, village.edge(built.graph, village.x, village.e)).edges.size() == 4);
  CHECK(fastest(built.graph, from, village.edge(built.graph, village.x, village.n)).edges.size() == 2);
}

TEST_CASE("restrictions that cannot be honoured are counted by reason") {
  Crossing village;
  auto& roads = village.map.roads;
  roads.ways[1].nodes = {village.w, village.x, village.e};  // way 2 now passes through the crossing
  roads.ways[2].nodes = {village.e, village.map.node(2000, 0)};
  roads.restrictions.push_back({4, village.x, 2, false});
  roads.restrictions.push_back({4, village.x, 99, false});
  roads.restrictions.push_back({4, village.e, 3, false});
  roads.restrictions.push_back({4, village.x, 4, false});  // no U-turn: nobody makes one anyway
  roads.not_restricting.at(static_cast<std::size_t>(RestrictionFate::over_ways)) = 7;
  const auto built = build_road_graph(roads);
  CHECK(fate(built, RestrictionFate::ambiguous) == 1);
  CHECK(fate(built, RestrictionFate::roads_not_in_network) == 2);
  CHECK(fate(built, RestrictionFate::honoured) == 1);
  CHECK(fate(built, RestrictionFate::over_ways) == 7);
  CHECK(turn_edges(built.graph) == 0);
}

TEST_CASE("a road that only banned turns reach is dropped and counted") {
  Crossing village;
  for (const std::int64_t from : {1, 3, 4}) village.map.roads.restrictions.push_back({from, village.x, 2, false});
  const auto built = build_road_graph(village.map.roads);
  test::check_road_graph_laws(built.graph);
  CHECK(built.report.roads == 3);
  const auto& cut = built.report.dropped.at(static_cast<std::size_t>(DropReason::cut_off_by_turns));
  CHECK(cut.ways == 1);
  CHECK(cut.metres == Approx(1000).epsilon(0.01));
}

//             p
//             |
//  n          |     No left turn at x from s to w. Without care one would drive on to y, where three roads meet, turn
//  |          |     round there and come back: 2 x 300 m. The honest detour is round the block or over a dead end.
//  x----------y-----q
//  |
TEST_CASE("nobody turns round at the next junction to get past a banned turn") {
  RoadMap map;
  const auto x = map.node(0, 0), s = map.node(0, -3000), w = map.node(-3000, 0), n = map.node(0, 3000);
  const auto y = map.node(0, 300), p = map.node(3000, 300), q = map.node(-3000, 300);
  map.way({s, x});  // 1
  map.way({x, w});  // 2
  map.way({x, y});  // 3
  map.way({y, n});
  map.way({y, p});
  map.way({y, q});
  map.roads.restrictions.push_back({1, x, 2, false});
  const auto built = build_road_graph(map.roads);
  const RoadGraph& graph = built.graph;
  CHECK(built.report.junctions_expanded_for_restrictions == 1);
  CHECK(built.report.junctions_expanded_against_u_turns == 1);
  const auto edge = [&](auto from, auto to) {
    return edge_between(graph, map.roads.nodes[from].place, map.roads.nodes[to].place);
  };
  const Way way = fastest(graph, edge(s, x), edge(x, w));
  CHECK(way.edges.size() == 6);  // up to a dead end beyond y and back
  CHECK(way.edges[2] != graph.twin(way.edges[1]));
  CHECK(graph.twin(way.edges[2]) == way.edges[3]);
  test::check_road_graph_laws(graph);
}

TEST_CASE("on random maps no fastest path makes a banned turn or turns round except where there is no other way out") {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::territory_roads};
    // A grid with gaps and one-way streets, and bans at random.
    RoadMap map;
    constexpr std::uint32_t kSide = 4;
    for (std::uint32_t v = 0; v < kSide * kSide; ++v) {
      const std::uint32_t column = v % kSide;
      const std::uint32_t row = v / kSide;
      const double east = column * 500.0 + random.uniform(-99, 99);
      map.node(east, row * 500.0 + random.uniform(-99, 99));
    }
    for (std::uint32_t v = 0; v < kSide * kSide; ++v) {
      for (const std::uint32_t u : {v + 1, v + kSide}) {
        if (u >= kSide * kSide || (u == v + 1 && u % kSide == 0) || random.below(8) == 0) continue;
        map.way({v, u}).backward = random.below(6) != 0;
      }
    }
    const auto ways = map.roads.ways.size();
    for (int i = 0; i < 40; ++i) {
      const auto& way = map.roads.ways[random.below(static_cast<std::uint32_t>(ways))];
      const auto& other = map.roads.ways[random.below(static_cast<std::uint32_t>(ways))];
      const auto via = way.nodes[random.below(2)];
      if (other.osm_id == way.osm_id || (other.nodes[0] != via && other.nodes[1] != via)) continue;
      const bool only = random.below(4) == 0;
      map.roads.restrictions.push_back({way.osm_id, via, other.osm_id, only});
    }
    const auto built = build_road_graph(map.roads);
    const RoadGraph& graph = built.graph;
    test::check_road_graph_laws(graph);

    // Which turns the graph has at each place, to know where there is no other way out.
    std::vector<EdgeId> road_edges;
    for (std::size_t e = 0; e < graph.edge_count(); ++e) {
      if (!graph.is_turn(EdgeId{e})) road_edges.emplace_back(e);
    }
    const auto has_other_way_out = [&](EdgeId edge) {
      const auto range = graph.edges_from(graph.head(edge));
      std::size_t out = 0;
      for (auto e = range.first; e < range.last; ++e) {
        const EdgeId next{e};
        if (graph.is_turn(next)) {
          out += graph.edges_from(graph.head(next)).first < graph.edges_from(graph.head(next)).last &&
                         EdgeId{graph.edges_from(graph.head(next)).first} != graph.twin(edge)
                     ? 1
                     : 0;
        } else {
          out += next != graph.twin(edge) ? 1 : 0;
        }
      }
      return out > 0;
    };
    for (const EdgeId first : road_edges) {
      for (const EdgeId last : road_edges) {
        // Two ways to name a beginning on a two-way road: a traveller takes the better one.
        const Way way = fastest(graph, first, last);
        REQUIRE(way.time >= 0);
        if (graph.twin(first).valid() && std::count(way.edges.begin(), way.edges.end(), graph.twin(first)) > 0)
          continue;
        if (graph.twin(last).valid() && std::count(way.edges.begin(), way.edges.end(), graph.twin(last)) > 0) continue;
        for (std::size_t i = 1; i < way.edges.size(); ++i) {
          if (way.edges[i] == graph.twin(way.edges[i - 1])) CHECK_FALSE(has_other_way_out(way.edges[i - 1]));
        }
      }
    }
  }
}
