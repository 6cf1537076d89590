#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include "core/random_stream.h"
#include "network/labels/place_ends.h"
#include "network/labels/travel_time_index.h"
#include "network/travel_time_oracle.h"
#include "support/ascii_map.h"
#include "support/dijkstra.h"
#include "support/random_roads.h"

using namespace navette;
using namespace navette::test;
using namespace navette::literals;

namespace {

constexpr Milliseconds kMorning = 8_h;

std::string told(Location place) {
  return "(edge " + std::to_string(place.edge.value) + ", " + std::to_string(place.offset) + " ms)";
}

// One question asked in every way there is: the time, the path, and a pinned place at either end.
void check_against_dijkstra(const RoadGraph& graph, TravelTimeQuery& query, PinnedPlace& pinned, Location from,
                            Location to, Heading heading) {
  INFO(told(from) << " to " << told(to) << (heading == Heading::ahead ? " ahead" : " either way"));
  const Milliseconds truth = dijkstra(graph, from, to, heading);
  REQUIRE(query.travel_time(from, to, kMorning, heading).count == truth.count);
  std::vector<EdgeId> path;
  query.path(from, to, kMorning, path, heading);
  REQUIRE(drive_time(graph, from, to, path).count == truth.count);
  if (heading == Heading::ahead) REQUIRE(path.front() == from.edge);

  PlaceLabel departure;
  PlaceLabel arrival;
  query.oracle().departure_label(from, heading, departure);
  query.oracle().arrival_label(to, arrival);
  REQUIRE(departure.hubs.size() <= query.oracle().longest_place_label());
  REQUIRE(arrival.hubs.size() <= query.oracle().longest_place_label());
  const Milliseconds on_road = same_edge_time(graph, from, to, heading);
  pinned.pin(departure.view());
  REQUIRE(std::min(on_road, Milliseconds{pinned.time(arrival.view())}).count == truth.count);
  pinned.pin(arrival.view());
  REQUIRE(std::min(on_road, Milliseconds{pinned.time(departure.view())}).count == truth.count);
  if (heading == Heading::either) return;
  const LaterLabel ahead = query.oracle().label_ahead(from);
  REQUIRE(std::min(on_road, Milliseconds{pinned.time(ahead.label)} + ahead.later).count == truth.count);
}

}  // namespace

TEST_CASE("times and paths from place to place equal Dijkstra's on random roads") {
  for (std::uint64_t seed = 0; seed < 250; ++seed) {
    INFO("seed " << seed);
    const RoadGraph graph = random_roads(seed, 1 + static_cast<std::int32_t>(seed * 7 % 120));
    const TravelTimeOracle oracle{graph};
    TravelTimeQuery query{oracle};
    PinnedPlace pinned{oracle};
    RandomStream random{seed, Purpose::given_demand};
    for (int i = 0; i < 60; ++i) {
      const Location from = random_place(graph, random);
      Location to = random_place(graph, random);
      if (i % 3 == 0) {  // both on one road, named on either of its edges
        to = {from.edge,
              static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(graph.duration(from.edge)) + 1))};
        if (i % 2 == 0 && graph.twin(to.edge).valid()) to = graph.on_twin(to);
      }
      for (const Heading heading : {Heading::either, Heading::ahead}) {
        check_against_dijkstra(graph, query, pinned, from, to, heading);
      }
    }
  }
}

TEST_CASE("a place is no way off itself, on whichever edge it is named") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    INFO("seed " << seed);
    const RoadGraph graph = random_roads(seed, 50);
    const TravelTimeOracle oracle{graph};
    TravelTimeQuery query{oracle};
    RandomStream random{seed, Purpose::given_demand};
    for (int i = 0; i < 200; ++i) {
      const Location place = random_place(graph, random);
      CHECK(query.travel_time(place, place, kMorning, Heading::either) == 0_ms);
      CHECK(query.travel_time(place, place, kMorning, Heading::ahead) == 0_ms);
      if (!graph.twin(place.edge).valid()) continue;
      CHECK(query.travel_time(place, graph.on_twin(place), kMorning, Heading::either) == 0_ms);
    }
  }
}

// A----B----C      one minute per dash
//      |
//      D
TEST_CASE("a drive in a village takes the minutes one counts on the map, and its path names the roads") {
  const auto village = ascii_map(R"(
    A----B----C
         |
         |
         D    )");
  const TravelTimeOracle oracle{village.graph};
  TravelTimeQuery query{oracle};
  const Location farm = village.between('A', 'B', 0.25);
  const Location mill = village.between('B', 'D', 0.5);
  CHECK(query.travel_time(farm, mill, kMorning) == 4_min);
  CHECK(query.travel_time(mill, farm, kMorning) == 4_min);
  std::vector<EdgeId> path;
  query.path(farm, mill, kMorning, path);
  CHECK(path == std::vector{village.edge('A', 'B'), village.edge('B', 'D')});
  query.path(mill, farm, kMorning, path);
  CHECK(path == std::vector{village.edge('D', 'B'), village.edge('B', 'A')});
}

// A--------B       two places on one road
TEST_CASE("on one road a stopped shuttle may turn round, one on its way goes on to the junction first") {
  const auto road = ascii_map("A--------B");
  const TravelTimeOracle oracle{road.graph};
  TravelTimeQuery query{oracle};
  const EdgeId there = road.edge('A', 'B');
  const EdgeId back = road.edge('B', 'A');
  const Location west{there, 120'000};
  const Location east{there, 360'000};
  std::vector<EdgeId> path;

  CHECK(query.travel_time(west, east, kMorning, Heading::ahead) == 4_min);
  query.path(west, east, kMorning, path, Heading::ahead);
  CHECK(path == std::vector{there});

  CHECK(query.travel_time(east, west, kMorning, Heading::either) == 4_min);
  query.path(east, west, kMorning, path, Heading::either);
  CHECK(path == std::vector{back});

  CHECK(same_edge_time(road.graph, east, west, Heading::ahead) == kNever);
  CHECK(query.travel_time(east, west, kMorning, Heading::ahead) == 8_min);  // 2 to B, turn, 6 back
  query.path(east, west, kMorning, path, Heading::ahead);
  CHECK(path == std::vector{there, back});

  // The same places, named on the other edge.
  CHECK(query.travel_time(west, road.graph.on_twin(east), kMorning, Heading::ahead) == 4_min);
  CHECK(query.travel_time(east, road.graph.on_twin(west), kMorning, Heading::either) == 4_min);
  CHECK(query.travel_time(east, road.graph.on_twin(west), kMorning, Heading::ahead) == 8_min);
  CHECK(query.travel_time(road.graph.on_twin(east), west, kMorning, Heading::ahead) == 4_min);
}

// A--->B
// ^    |           one way all round, one minute per sign
// D<---C
TEST_CASE("a target just behind on a one-way road means once round the block") {
  const auto block = ascii_map(R"(
    A--->B
    ^    v
    D<---C)");
  const TravelTimeOracle oracle{block.graph};
  TravelTimeQuery query{oracle};
  const Location first{block.edge('A', 'B'), 60'000};
  const Location second{block.edge('A', 'B'), 120'000};
  CHECK(query.travel_time(first, second, kMorning) == 1_min);
  CHECK(query.travel_time(second, first, kMorning) == 9_min);
  std::vector<EdgeId> path;
  query.path(second, first, kMorning, path);
  CHECK(path == std::vector{block.edge('A', 'B'), block.edge('B', 'C'), block.edge('C', 'D'), block.edge('D', 'A'),
                            block.edge('A', 'B')});
}

TEST_CASE("leaving the road can be faster than staying on it") {
  // Two roads join the same two junctions: 60 minutes one-way round a hill, 1 minute two-way.
  const Coordinate a{20'000'000, 440'000'000};
  const Coordinate b{20'010'000, 440'000'000};
  RoadGraphColumns c;
  c.node_place = {a, b};
  c.edge_tail = {NodeId{0}, NodeId{0}, NodeId{1}};
  c.edge_head = {NodeId{1}, NodeId{1}, NodeId{0}};
  c.edge_twin = {EdgeId{}, EdgeId{2}, EdgeId{1}};
  c.edge_duration = {3'600'000, 60'000, 90'000};
  c.edge_length = {40'000, 1'000, 1'000};
  c.shape_begin = {0, 2, 4, 6};
  c.shape_place = {a, b, a, b, b, a};
  c.shape_time = {0, 3'600'000, 0, 60'000, 0, 90'000};
  c.shape_distance = {0, 40'000, 0, 1'000, 0, 1'000};
  const RoadGraph graph{std::move(c)};
  const TravelTimeOracle oracle{graph};
  TravelTimeQuery query{oracle};
  // Behind on the hill road: to its end, back by the short one, and up the hill again.
  CHECK(query.travel_time({EdgeId{0}, 3'000'000}, {EdgeId{0}, 100'000}, kMorning).count == 600'000 + 90'000 + 100'000);
  // The two directions of the short road differ: 30 s that way is 45 s back.
  CHECK(query.travel_time({EdgeId{1}, 0}, {EdgeId{1}, 30'000}, kMorning).count == 30'000);
  CHECK(query.travel_time({EdgeId{1}, 30'000}, {EdgeId{1}, 0}, kMorning).count == 45'000);
  std::vector<EdgeId> path;
  query.path({EdgeId{0}, 3'000'000}, {EdgeId{0}, 100'000}, kMorning, path);
  CHECK(path == std::vector{EdgeId{0}, EdgeId{2}, EdgeId{0}});
}

TEST_CASE("the oracle is the same for any number of threads") {
  const RoadGraph graph = random_roads(11, 3000);
  const TravelTimeOracle one{graph, 1};
  for (const int threads : {2, 4}) {
    const TravelTimeOracle many{graph, threads};
    CHECK(one.index().hierarchy.node_of_hub == many.index().hierarchy.node_of_hub);
    CHECK(one.index().departure.hubs == many.index().departure.hubs);
    CHECK(one.index().departure.times == many.index().departure.times);
    CHECK(one.index().arrival.hubs == many.index().arrival.hubs);
    CHECK(one.index().arrival.times == many.index().arrival.times);
    CHECK(one.longest_place_label() == many.longest_place_label());
  }
}

TEST_CASE("a place's label holds every hub of both ends of its road once, in order, at the smaller time") {
  std::size_t of_two_ends = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    INFO("seed " << seed);
    const RoadGraph graph = random_roads(seed, 10 + 20 * static_cast<std::int32_t>(seed));
    const TravelTimeOracle oracle{graph};
    RandomStream random{seed, Purpose::given_demand};
    PlaceLabel label;
    const auto check = [&](const StoredLabels& labels, const PlaceEnds& ways) {
      std::map<std::int32_t, std::int32_t> expected;  // hub, time
      for (const PlaceEnd& end : ways) {
        const LabelView of_end = labels.of(oracle.index().hub(end.node));
        for (std::size_t i = 0; i < of_end.hubs.size(); ++i) {
          const auto [entry, added] = expected.emplace(of_end.hubs[i], of_end.times[i] + end.time);
          entry->second = std::min(entry->second, of_end.times[i] + end.time);
        }
      }
      of_two_ends += ways.count == 2 ? 1 : 0;
      std::map<std::int32_t, std::int32_t> held;
      for (std::size_t i = 0; i < label.hubs.size(); ++i) held.emplace(label.hubs[i], label.times[i]);
      CHECK(std::is_sorted(label.hubs.begin(), label.hubs.end()));
      CHECK(held.size() == label.hubs.size());
      REQUIRE(held == expected);
    };
    for (int i = 0; i < 30; ++i) {
      const Location place = random_place(graph, random);
      oracle.departure_label(place, Heading::either, label);
      check(oracle.index().departure, ways_out(graph, place, Heading::either));
      oracle.arrival_label(place, label);
      check(oracle.index().arrival, ways_in(graph, place));
    }
  }
  CHECK(of_two_ends > 1'000);
}

TEST_CASE("an oracle and a query can be moved, and a pinned place pinned again") {
  const RoadGraph graph = random_roads(4, 200);
  TravelTimeOracle built{graph};
  const TravelTimeOracle oracle{std::move(built)};
  TravelTimeQuery made{oracle};
  TravelTimeQuery query{std::move(made)};
  PinnedPlace pinned{oracle};
  RandomStream random{4, Purpose::given_demand};
  for (int i = 0; i < 300; ++i) {
    check_against_dijkstra(graph, query, pinned, random_place(graph, random), random_place(graph, random),
                           Heading::either);
  }
}
