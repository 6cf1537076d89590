#include <catch2/catch.hpp>

#include "core/errors.h"
#include "network/build/build_road_graph.h"
#include "network/road_edges.h"
#include "support/road_graph_laws.h"
#include "support/road_map.h"

using namespace navette;
using navette::test::edge_between;
using navette::test::RoadMap;
using navette::test::turn_edges;

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
