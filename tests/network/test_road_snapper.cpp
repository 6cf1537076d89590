#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <optional>
#include <thread>
#include <tuple>

#include "core/random_stream.h"
#include "network/build/build_road_graph.h"
#include "network/road_snapper.h"
#include "support/ascii_map.h"
#include "support/road_map.h"

using namespace navette;
using navette::test::ascii_map;
using navette::test::RoadMap;

namespace {

// A map of short crooked roads, two-way and one-way, all connected over a ring, with a turn restriction or two. The
// ring's roads have up to `bends` places between their ends.
RawRoads random_map(RandomStream& random, std::uint32_t bends = 0) {
  RoadMap map;
  constexpr std::uint32_t kNodes = 40;
  std::vector<std::uint32_t> ring;
  for (std::uint32_t v = 0; v < kNodes; ++v) {
    ring.push_back(map.node(random.uniform(-3000, 3000), random.uniform(-3000, 3000)));
  }
  for (std::uint32_t v = 0; v < kNodes; ++v) {
    std::vector<std::uint32_t> way{ring[v]};
    for (std::uint32_t bend = bends == 0 ? 0 : random.below(bends + 1); bend > 0; --bend) {
      way.push_back(map.node(random.uniform(-3000, 3000), random.uniform(-3000, 3000)));
    }
    way.push_back(ring[(v + 1) % kNodes]);
    map.way(way);
  }
  for (int i = 0; i < 20; ++i) map.one_way({ring[random.below(kNodes)], ring[random.below(kNodes)]});
  map.roads.restrictions.push_back({1, ring[1], 2, false});
  return map.roads;
}

struct Nearest {
  double distance;
  EdgeId edge;
};

// Every segment of every road edge, one after another, in the same flat map.
Nearest brute_force(const RoadGraph& graph, const LocalPlane& plane, Coordinate place) {
  Nearest best{1e300, {}};
  const auto p = plane.to_plane(place);
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    if (graph.is_turn(edge)) continue;
    const auto shape = graph.shape(edge);
    for (std::size_t i = 1; i < shape.size(); ++i) {
      const auto a = plane.to_plane(shape[i - 1]);
      const auto b = plane.to_plane(shape[i]);
      const double along = (p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y);
      const double squared = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
      const double share = squared > 0 ? std::min(1.0, std::max(0.0, along / squared)) : 0;
      const double distance = std::hypot(p.x - a.x - share * (b.x - a.x), p.y - a.y - share * (b.y - a.y));
      if (distance < best.distance - 1e-7) best = {distance, edge};
    }
  }
  return best;
}

// Of every piece of every road, by the snapper's own arithmetic, the least (distance, edge, segment, share).
std::optional<Snapped> exact_nearest(const RoadGraph& graph, Coordinate place, bool where_people_board) {
  std::int32_t west = INT32_MAX;
  std::int32_t south = INT32_MAX;
  std::int32_t east = INT32_MIN;
  std::int32_t north = INT32_MIN;
  for (const Coordinate corner : graph.columns().shape_place) {
    west = std::min(west, corner.lon);
    east = std::max(east, corner.lon);
    south = std::min(south, corner.lat);
    north = std::max(north, corner.lat);
  }
  const LocalPlane plane{Coordinate{static_cast<std::int32_t>((std::int64_t{west} + east) / 2),
                                    static_cast<std::int32_t>((std::int64_t{south} + north) / 2)}};
  const auto p = plane.to_plane(place);
  std::tuple best{1e300, EdgeId{}, std::size_t{0}, 0.0};
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    const EdgeId twin = graph.twin(edge);
    if (graph.is_turn(edge) || (twin.valid() && twin < edge)) continue;
    if (where_people_board && graph.boarding(edge) != Boarding::allowed) continue;
    const auto shape = graph.shape(edge);
    for (std::size_t k = 0; k + 1 < shape.size(); ++k) {
      const auto a = plane.to_plane(shape[k]);
      const auto b = plane.to_plane(shape[k + 1]);
      const double dx = b.x - a.x;
      const double dy = b.y - a.y;
      const double length = dx * dx + dy * dy;
      const double share = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0.0;
      const double ex = (p.x - a.x) - share * dx;
      const double ey = (p.y - a.y) - share * dy;
      best = std::min(best, std::tuple{ex * ex + ey * ey, edge, k, share});
    }
  }
  const auto [squared, edge, segment, share] = best;
  if (!edge.valid() || squared == 1e300) return std::nullopt;
  return Snapped{graph.canonical(graph.at(edge, segment, share)), std::sqrt(squared)};
}

Snapped exact_nearest(const RoadGraph& graph, Coordinate place) { return *exact_nearest(graph, place, false); }

}  // namespace

TEST_CASE("the very nearest place of roads of many pieces, to the last bit") {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::territory_roads};
    const RoadGraph graph = build_road_graph(random_map(random, 12)).graph;
    const RoadSnapper snapper{graph};
    const LocalPlane plane{Coordinate::from_degrees(2.0, 44.0)};
    for (int i = 0; i < 100; ++i) {
      // Every other one at a bend of a road, where several pieces are equally near.
      const auto& bends = graph.columns().shape_place;
      const Coordinate place = i % 2 == 0 ? plane.from_plane({random.uniform(-5000, 5000), random.uniform(-5000, 5000)})
                                          : bends[random.below(static_cast<std::uint32_t>(bends.size()))];
      const Snapped nearest = exact_nearest(graph, place);
      const auto snapped = snapper.snap(place, 1e6);
      REQUIRE(snapped);
      CHECK(snapped->location == nearest.location);
      CHECK(snapped->distance == nearest.distance);
    }
  }
}

TEST_CASE("a place is put on the nearest road where people board, on random maps") {
  for (std::uint32_t seed = 1; seed <= 30; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::territory_roads};
    const RoadGraph all = build_road_graph(random_map(random, 12)).graph;
    StoredRoadColumns columns = all.columns();
    std::vector<Boarding> boarding(all.edge_count(), Boarding::allowed);
    for (std::size_t e = 0; e < all.edge_count(); ++e) {
      const EdgeId twin = all.twin(EdgeId{e});
      if (twin.valid() && twin.index() < e) {
        boarding[e] = boarding[twin.index()];
      } else if (random.below(3) == 0) {
        boarding[e] = Boarding::motorway;
      }
    }
    columns.edge_boarding = Column<Boarding>{std::move(boarding)};
    const RoadGraph graph{std::move(columns)};
    const RoadSnapper snapper{graph};
    const LocalPlane plane{Coordinate::from_degrees(2.0, 44.0)};
    for (int i = 0; i < 60; ++i) {
      const Coordinate place = plane.from_plane({random.uniform(-5000, 5000), random.uniform(-5000, 5000)});
      CHECK(snapper.snap_to_any(place, 1e6)->location == exact_nearest(graph, place).location);
      const auto snapped = snapper.snap(place, 1e6);
      const auto expected = exact_nearest(graph, place, true);
      if (!expected) {
        CHECK_FALSE(snapped);
        continue;
      }
      REQUIRE(snapped);
      CHECK(graph.boarding(snapped->location.edge) == Boarding::allowed);
      CHECK(snapped->location == expected->location);
      CHECK_FALSE(snapper.snap(place, std::nextafter(snapped->distance, 0)));
    }
  }
}

TEST_CASE("the snapped edge is as near as the nearest of all edges, on random maps") {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::territory_roads};
    const RoadGraph graph = build_road_graph(random_map(random)).graph;
    const RoadSnapper snapper{graph};
    const LocalPlane plane{Coordinate::from_degrees(2.0, 44.0)};
    for (int i = 0; i < 100; ++i) {
      const Coordinate place = plane.from_plane({random.uniform(-5000, 5000), random.uniform(-5000, 5000)});
      const Nearest nearest = brute_force(graph, plane, place);
      const auto snapped = snapper.snap(place, 1e6);
      REQUIRE(snapped);
      // The flat maps have different references, so lengths differ by up to 0.1 %.
      CHECK(snapped->distance == Approx(nearest.distance).epsilon(1e-3).margin(0.01));
      CHECK_FALSE(graph.is_turn(snapped->location.edge));
      CHECK(graph.canonical(snapped->location) == snapped->location);
      CHECK(distance(graph.place(snapped->location), place) == Approx(snapped->distance).epsilon(2e-3).margin(0.1));
    }
  }
}

// A----B----C     1 km per dash
//      |
//      D
TEST_CASE("a farm snaps to the road beside it, not to the junction") {
  const auto village = ascii_map(R"(
    A----B----C
         |
         D    )");
  const RoadSnapper snapper{village.graph};
  const LocalPlane plane{village.graph.place(village.node('A'))};
  const auto farm = snapper.snap(plane.from_plane({1000, 120}), 500);
  REQUIRE(farm);
  CHECK(farm->distance == Approx(120).epsilon(0.01));
  // The drawing puts 5 km of map under 4 dashes, so 1 km is a fifth of the way.
  const Location expected = village.between('A', 'B', 0.2);
  CHECK(farm->location.edge == expected.edge);
  CHECK(farm->location.offset == Approx(expected.offset).margin(100));
}

TEST_CASE("no road within reach is no place") {
  const auto village = ascii_map("A----B");
  const RoadSnapper snapper{village.graph};
  const LocalPlane plane{village.graph.place(village.node('A'))};
  const Coordinate far = plane.from_plane({1000, 300});
  CHECK_FALSE(snapper.snap(far, 299));
  CHECK(snapper.snap(far, 301));
  CHECK_FALSE(snapper.snap(far, std::nan("")));
}

TEST_CASE("at a junction the edge with the smallest id is taken") {
  const auto village = ascii_map(R"(
    A----B----C
         |
         D    )");
  const RoadSnapper snapper{village.graph};
  for (const char name : {'A', 'B', 'C', 'D'}) {
    const auto at = snapper.snap(village.graph.place(village.node(name)), 10);
    REQUIRE(at);
    CHECK(at->distance == Approx(0).margin(0.02));
    EdgeId smallest = at->location.edge;
    for (std::size_t e = 0; e < village.graph.edge_count(); ++e) {
      const EdgeId edge{e};
      if (village.graph.tail(edge) == village.node(name) || village.graph.head(edge) == village.node(name)) {
        smallest = std::min(smallest, edge);
      }
    }
    CHECK(at->location.edge == smallest);
  }
}

TEST_CASE("parallel roads of the same shape snap to the first of them") {
  RoadMap map;
  const auto a = map.node(0, 0), b = map.node(400, 50), c = map.node(1000, 0);
  map.way({a, b, c});
  map.way({a, b, c});
  map.way({map.node(-500, 0), a});
  map.way({c, map.node(1500, 0)});
  map.roads.ways[1].nodes = {a, map.node(400, 50), c};
  const RoadGraph graph = build_road_graph(map.roads).graph;
  const RoadSnapper snapper{graph};
  const auto snapped = snapper.snap(map.roads.nodes[b].place, 100);
  REQUIRE(snapped);
  EdgeId first;
  for (std::size_t e = graph.edge_count(); e-- > 0;) {
    if (graph.shape(EdgeId{e}).size() == 3) first = EdgeId{e};
  }
  CHECK(snapped->location.edge == first);
}

TEST_CASE("many threads may snap at once and find the same") {
  RandomStream random{7, Purpose::territory_roads};
  const RoadGraph graph = build_road_graph(random_map(random)).graph;
  const RoadSnapper snapper{graph};
  const LocalPlane plane{Coordinate::from_degrees(2.0, 44.0)};
  std::vector<Coordinate> places;
  places.reserve(500);
  for (int i = 0; i < 500; ++i) {
    places.push_back(plane.from_plane({random.uniform(-5000, 5000), random.uniform(-5000, 5000)}));
  }
  const auto snap_all = [&](std::vector<Location>& found) {
    for (const Coordinate place : places) found.push_back(snapper.snap(place, 1e6)->location);
  };
  std::vector<Location> here;
  std::vector<Location> there;
  std::thread other{[&] { snap_all(there); }};
  snap_all(here);
  other.join();
  CHECK(here == there);
}
