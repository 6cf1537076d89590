#include <catch2/catch.hpp>

#include "core/random_stream.h"
#include "network/labels/sweep.h"
#include "network/labels/travel_time_index.h"
#include "network/landmark_lanes.h"
#include "network/landmarks.h"
#include "support/random_roads.h"

using namespace navette;

namespace {

struct Place {
  Location location;
  LandmarkTimes times;
};

std::vector<Place> random_places(const TravelTimeOracle& oracle, RandomStream& random, int count) {
  std::vector<Place> places;
  for (int i = 0; i < count; ++i) {
    const Location here = oracle.graph().canonical(test::random_place(oracle.graph(), random));
    places.push_back({here, oracle.landmarks().of(here, oracle.graph().on_twin(here))});
  }
  return places;
}

}  // namespace

TEST_CASE("a sweep over all arcs tells the times that the labels tell") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    INFO("seed " << seed);
    const RoadGraph roads = test::random_roads(seed, 1 + 5 * static_cast<std::int32_t>(seed));
    const TravelTimeOracle oracle{roads};
    const TravelTimeOracle::Index& index = oracle.index();
    PinnedPlace to_one{oracle};
    PinnedPlace from_one{oracle};
    std::vector<std::int32_t> to;
    std::vector<std::int32_t> from;
    const auto hubs = static_cast<std::int32_t>(oracle.hub_count());
    for (std::int32_t one = 0; one < hubs; one += 1 + hubs / 20) {
      to_one.pin(index.arrival.of(one));
      from_one.pin(index.departure.of(one));
      sweep(index.hierarchy, index.hierarchy.forward_begin, index.arrival.of(one), to);
      sweep(index.hierarchy, index.hierarchy.backward_begin, index.departure.of(one), from);
      for (std::int32_t hub = 0; hub < hubs; ++hub) {
        REQUIRE(to[static_cast<std::size_t>(hub)] == to_one.time(index.departure.of(hub)));
        REQUIRE(from[static_cast<std::size_t>(hub)] == from_one.time(index.arrival.of(hub)));
      }
    }
  }
}

TEST_CASE("no drive between two places takes less than the landmarks say, and most take little more") {
  double said = 0;
  double took = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    INFO("seed " << seed);
    const RoadGraph roads = test::random_roads(seed, 20 + static_cast<std::int32_t>(seed));
    const TravelTimeOracle oracle{roads};
    TravelTimeQuery query{oracle};
    RandomStream random{seed, Purpose::given_demand};
    const auto places = random_places(oracle, random, 25);
    for (const Place& a : places) {
      for (const Place& b : places) {
        const auto time = query.travel_time(a.location, b.location, Milliseconds{0}).count;
        const std::int32_t bound = oracle.landmarks().least_drive(a.times, b.times);
        REQUIRE(bound <= time);
        said += std::max(bound, 0);
        took += static_cast<double>(time);
      }
    }
  }
  CHECK(said > 0.5 * took);
}

// Eight drives at once, each from its own place or from the nearest of a group of places.
TEST_CASE("no drive takes less than the landmarks say of eight places at once, alone or in groups") {
  double said = 0;
  double took = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    INFO("seed " << seed);
    const RoadGraph roads = test::random_roads(seed, 20 + static_cast<std::int32_t>(seed));
    const TravelTimeOracle oracle{roads};
    const Landmarks& landmarks = oracle.landmarks();
    TravelTimeQuery query{oracle};
    RandomStream random{seed, Purpose::given_demand};
    const auto places = random_places(oracle, random, 24);
    LandmarkLanes singles;
    LandmarkLanes froms;
    LandmarkLanes tos;
    for (std::size_t lane = 0; lane < 8; ++lane) {
      singles.set(lane, places[lane].times, landmarks);
      PlacesNear pair{places[lane].times};
      pair.add(places[lane + 8].times);
      froms.set_from(lane, pair, landmarks);
      tos.set_to(lane, pair, landmarks);
    }
    const auto drive = [&](const Place& a, const Place& b) {
      return query.travel_time(a.location, b.location, Milliseconds{0});
    };
    const auto check = [&](Eight bounds, std::size_t lane, Milliseconds time) {
      Eight::Lanes steps;
      bounds.store(steps);
      REQUIRE(steps[lane] >= 0);
      REQUIRE(steps[lane] <= landmarks.steps_down(time));
      said += steps[lane];
      took += landmarks.steps_up(time);
    };
    for (const Place& other : places) {
      const LandmarkSpread spread{other.times, landmarks};
      for (std::size_t lane = 0; lane < 8; ++lane) {
        const Place& a = places[lane];
        const Place& b = places[lane + 8];
        check(least_drive(singles, spread), lane, drive(a, other));
        check(least_drive(spread, singles), lane, drive(other, a));
        check(least_drive(froms, spread), lane, std::min(drive(a, other), drive(b, other)));
        check(least_drive(spread, tos), lane, std::min(drive(other, a), drive(other, b)));
      }
    }
  }
  CHECK(said > 0.4 * took);
}

TEST_CASE("a stop on the way saves no more time than turning round there does") {
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    INFO("seed " << seed);
    const RoadGraph roads = test::random_roads(seed, 40);
    const TravelTimeOracle oracle{roads};
    TravelTimeQuery query{oracle};
    RandomStream random{seed, Purpose::given_demand};
    const auto places = random_places(oracle, random, 16);
    const auto drive = [&](const Place& a, const Place& b) {
      return query.travel_time(a.location, b.location, Milliseconds{0}).count;
    };
    for (const Place& a : places) {
      for (const Place& by : places) {
        for (const Place& b : places) {
          const auto straight = drive(a, b);
          const auto over = drive(a, by) + drive(by, b);
          REQUIRE(straight <= over + by.times.turning_gain);
        }
      }
    }
  }
}

// in --x--- far     The junction at the near end lets nobody who came in by the road leave by it: `in` and `out` are
// out -----/        two nodes. Who turns at x is faster by the rest of the road, there and back.
TEST_CASE("turning round at a place saves the way to the end of the road where the junction bans it") {
  constexpr NodeId kIn{0}, kOut{1}, kFar{2};
  RoadGraphColumns columns;
  columns.node_place = {{0, 0}, {0, 0}, {10'000, 0}};
  columns.edge_tail = {kIn, kOut, kFar};
  columns.edge_head = {kFar, kIn, kOut};
  columns.edge_twin = {EdgeId{2}, EdgeId{}, EdgeId{0}};
  columns.edge_duration = {10'000, 60'000, 10'000};
  columns.edge_length = {100, 600, 100};
  columns.shape_begin = {0, 2, 4, 6};
  columns.shape_place = {{0, 0}, {10'000, 0}, {0, 0}, {0, 0}, {10'000, 0}, {0, 0}};
  columns.shape_time = {0, 10'000, 0, 60'000, 0, 10'000};
  columns.shape_distance = {0, 100, 0, 600, 0, 100};
  const RoadGraph roads{columns};
  const TravelTimeOracle oracle{roads};
  const auto turning_gain_at = [&](Location place) {
    return turning_gain(oracle.index(), place, roads.on_twin(place));
  };
  const std::int32_t gain = turning_gain_at({EdgeId{0}, 3'000});
  CHECK(gain >= 14'000);
  CHECK(gain <= 14'010);
  CHECK(turning_gain_at({EdgeId{1}, 3'000}) <= 10);  // a one-way road
}
