#include <catch2/catch.hpp>
#include <map>
#include <numeric>
#include <queue>
#include <set>

#include "core/errors.h"
#include "core/random_stream.h"
#include "network/build/build_road_graph.h"
#include "support/road_graph_laws.h"
#include "support/road_map.h"

using namespace navette;
using navette::test::RoadMap;

namespace {

std::int64_t fate(const BuiltRoads& built, RestrictionFate fate) {
  return built.report.restrictions.at(static_cast<std::size_t>(fate));
}

std::size_t turn_edges(const RoadGraph& graph) {
  std::size_t turns = 0;
  for (std::size_t e = 0; e < graph.edge_count(); ++e) turns += graph.is_turn(EdgeId{e}) ? 1 : 0;
  return turns;
}

// The one road edge that begins and ends at these places.
EdgeId edge_between(const RoadGraph& graph, Coordinate from, Coordinate to) {
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

// a---b---c---d    500 m per dash-group at 60, 30, 60 km/h: nothing but bends
TEST_CASE("bends and changes of speed are contracted into one edge that keeps its shape") {
  RoadMap map;
  const auto a = map.node(0, 0), b = map.node(500, 0), c = map.node(1000, 0), d = map.node(1500, 0);
  map.way({a, b}, 60);
  map.way({b, c}, 30);
  map.way({d, c}, 60);
  const auto built = build_road_graph(map.roads);
  const RoadGraph& graph = built.graph;
  REQUIRE(graph.node_count() == 2);
  REQUIRE(graph.edge_count() == 2);
  const EdgeId edge{0};
  CHECK(graph.tail(edge) == NodeId{0});
  CHECK(graph.head(edge) == NodeId{1});
  CHECK(graph.place(NodeId{1}) == map.roads.nodes[d].place);
  CHECK(graph.length(edge) == 1500);
  CHECK(graph.duration(edge) == Approx(120'000).margin(150));
  CHECK(graph.shape(edge).size() == 4);
  CHECK(graph.columns().shape_time[1] == Approx(30'000).margin(50));
  CHECK(graph.columns().shape_time[2] == Approx(90'000).margin(100));
  CHECK(graph.twin(edge) == EdgeId{1});
  test::check_road_graph_laws(graph);
  CHECK(built.report.junctions == 2);
  CHECK(built.report.roads == 1);
}

TEST_CASE("each direction of a road has its own speed") {
  RoadMap map;
  const auto a = map.node(0, 0), b = map.node(600, 0), c = map.node(1000, 0);
  map.way({a, b, c}).kmh_backward = 30;
  const auto built = build_road_graph(map.roads);
  const EdgeId there = edge_between(built.graph, map.roads.nodes[a].place, map.roads.nodes[c].place);
  CHECK(built.graph.duration(there) == Approx(60'000).margin(80));
  CHECK(built.graph.duration(built.graph.twin(there)) == Approx(120'000).margin(150));
  test::check_road_graph_laws(built.graph);
}

//   b
//  / \       two roads join the same two junctions, and a circle hangs at d
// a   d--o
//  \ /
//   c
TEST_CASE("parallel roads are kept, and a loop becomes two roads") {
  RoadMap map;
  const auto a = map.node(0, 0), b = map.node(300, 300), c = map.node(300, -300), d = map.node(600, 0);
  const auto e = map.node(900, 0), f = map.node(1000, 100), g = map.node(1100, 0), h = map.node(1000, -100);
  const auto west = map.node(-500, 0);
  map.way({west, a});
  map.way({a, b, d});
  map.way({a, c, d});
  map.way({d, e});
  map.way({e, f, g, h, e});
  const auto built = build_road_graph(map.roads);
  test::check_road_graph_laws(built.graph);
  CHECK(built.report.junctions == 5);  // west, a, d, e, and g in the middle of the circle
  CHECK(built.report.roads == 6);
  CHECK(built.graph.edge_count() == 12);
  for (std::size_t edge = 0; edge < built.graph.edge_count(); ++edge) {
    CHECK(built.graph.tail(EdgeId{edge}) != built.graph.head(EdgeId{edge}));
  }
}

TEST_CASE("a circle without any junction survives, one-way too") {
  for (const bool one_way : {false, true}) {
    RoadMap map;
    const auto a = map.node(0, 0), b = map.node(500, 0), c = map.node(500, 500), d = map.node(0, 500);
    map.way({a, b, c, d, a}).backward = !one_way;
    const auto built = build_road_graph(map.roads);
    CHECK(built.graph.node_count() == 2);
    CHECK(built.graph.edge_count() == (one_way ? 2 : 4));
    CHECK(built.report.metres_kept == Approx(2000).epsilon(0.01));
    test::check_road_graph_laws(built.graph);
  }
}

TEST_CASE("one-way pieces join only in the same direction") {
  // a ==> b ==> c ==> a is a circle of one-way streets; b is fed by a two-way road from d.
  RoadMap map;
  const auto a = map.node(0, 0), b = map.node(500, 0), c = map.node(250, 400), d = map.node(1000, 0);
  const auto m = map.node(400, 200);
  map.one_way({a, b});
  auto& against = map.way({m, b});  // mapped against its direction
  against.forward = false;
  map.one_way({m, c});
  map.one_way({c, a});
  map.way({b, d});
  const auto built = build_road_graph(map.roads);
  CHECK(built.graph.node_count() == 3);  // b, d and the cut in the circle
  CHECK(built.graph.edge_count() == 4);
  CHECK(built.report.one_way_roads == 2);
  test::check_road_graph_laws(built.graph);
}

TEST_CASE("only the largest strongly connected part is kept, and the rest is counted") {
  RoadMap map;
  const auto a = map.node(0, 0), b = map.node(1000, 0), c = map.node(1000, 1000), trap = map.node(2000, 0);
  map.way({a, b, c});
  map.one_way({b, trap});                               // nobody comes back
  map.way({map.node(50'000, 0), map.node(51'000, 0)});  // an island
  const auto built = build_road_graph(map.roads);
  CHECK(built.graph.node_count() == 2);  // b is a bend again
  const auto& dropped = built.report.dropped.at(static_cast<std::size_t>(DropReason::not_connected));
  CHECK(dropped.ways == 2);
  CHECK(dropped.metres == Approx(2000).epsilon(0.01));
  CHECK(built.report.nodes_mapped == 6);
  CHECK(built.report.nodes_kept == 3);
}

TEST_CASE("a map without a road there and back is refused") {
  RoadMap map;
  CHECK_THROWS_AS(build_road_graph(map.roads), InputError);
  map.one_way({map.node(0, 0), map.node(1000, 0)});
  map.roads.source = "village.osm";
  CHECK_THROWS_WITH(build_road_graph(map.roads), Catch::Contains("village.osm"));
}

TEST_CASE("a barrier cuts the road, and both sides are dead ends") {
  // a---b---c--X--d---a    a ring road with a bollard: the way round remains
  RoadMap map;
  const auto a = map.node(0, 0), b = map.node(500, 0), c = map.node(500, 500);
  const auto x = map.node(250, 500, true);
  const auto d = map.node(0, 500);
  map.way({a, b, c, x, d, a});
  map.way({a, map.node(-500, 0)});
  const auto built = build_road_graph(map.roads);
  CHECK(built.report.junctions_by_degree[1] == 3);
  CHECK(built.report.roads == 3);
  test::check_road_graph_laws(built.graph);
}

TEST_CASE("places that coincide give edges that are never mistaken for turns") {
  RoadMap map;
  const auto a = map.node(0, 0), b = map.node(0, 0), c = map.node(100, 0), d = map.node(-100, 0), e = map.node(0, 100);
  map.way({a, b});
  map.way({a, c});
  map.way({a, d});
  map.way({b, e});
  map.way({b, map.node(0, -100)});
  const auto built = build_road_graph(map.roads);
  CHECK(turn_edges(built.graph) == 0);
  CHECK(built.report.roads == 5);
  test::check_road_graph_laws(built.graph);
}

TEST_CASE("a road without length takes a millisecond, and has no metre") {
  RoadMap map;
  const auto a = map.node(0, 0), b = map.node(0, 0), c = map.node(0.3, 0), d = map.node(500, 0);
  map.way({a, b}, 150);
  map.way({b, c}, 150);
  map.way({c, d}, 150);
  map.way({b, map.node(0, 300)}, 150);
  map.way({c, map.node(0, -300)}, 150);
  const RoadGraph graph = build_road_graph(map.roads).graph;
  std::size_t without_length = 0;
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    CHECK_FALSE(graph.is_turn(edge));
    // 150 km/h, but for rounding.
    CHECK(graph.duration(edge) + 0.5 >= 24 * (graph.length(edge) - 0.5));
    without_length += graph.length(edge) == 0 ? 1 : 0;
  }
  CHECK(without_length == 4);
}

//   a---b===c===d---e
TEST_CASE("where people may board, and where not, are roads of their own") {
  RoadMap map;
  const auto a = map.node(0, 0), b = map.node(500, 0), c = map.node(600, 0), d = map.node(900, 0),
             e = map.node(1'500, 0);
  map.way({a, b});
  map.way({b, c}).boarding = Boarding::tunnel;
  map.way({c, d}).boarding = Boarding::tunnel;
  map.way({d, e});
  const auto built = build_road_graph(map.roads);
  CHECK(built.report.roads == 3);
  const RoadGraph& graph = built.graph;
  const auto place = [&](std::uint32_t node) { return map.roads.nodes[node].place; };
  CHECK(graph.boarding(edge_between(graph, place(b), place(d))) == Boarding::tunnel);
  CHECK(graph.boarding(edge_between(graph, place(d), place(b))) == Boarding::tunnel);
  CHECK(graph.boarding(edge_between(graph, place(a), place(b))) == Boarding::allowed);
  CHECK(built.report.metres_of_boarding.at(static_cast<std::size_t>(Boarding::tunnel)) == Approx(400).epsilon(0.01));
  test::check_road_graph_laws(graph);
}

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
