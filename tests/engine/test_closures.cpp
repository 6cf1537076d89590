#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

#include "core/errors.h"
#include "engine/unforeseen/closures.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

// A---B---C      1 km per dash, 60 km/h: a minute per km
// |       |
// D-------E
const char* const kRing = R"(
    A---B---C
    |       |
    D-------E)";

constexpr std::array kPolicies{"insertion", "first_come", "nearest_feasible", "regret", "batch", "rolling_plan"};

std::vector<Event> all(const ListRecorder& day, EventKind kind) {
  std::vector<Event> found;
  std::copy_if(day.events.begin(), day.events.end(), std::back_inserter(found),
               [&](const Event& event) { return event.kind == kind; });
  return found;
}

void close(SmallWorld& world, char from, char to, Milliseconds begin, Milliseconds end) {
  world.closures.push_back({world.map.edge(from, to), begin, end});
  world.closures.push_back({world.map.edge(to, from), begin, end});
}

}  // namespace

TEST_CASE("who sets out for a closed road goes round it, and what that takes is told as a delay") {
  for (const bool late : {false, true}) {
    for (const std::string policy : kPolicies) {
      INFO(policy);
      SmallWorld world{kRing};
      world.scenario.dispatch.policy = policy;
      world.scenario.services[0].rules.max_travel_time_alpha = 1;
      world.scenario.services[0].rules.max_travel_time_beta = late ? 1_min : 2_h;
      close(world, 'B', 'C', 9_h, 10_h);
      world.shuttle(world.map.between('A', 'B', 0));
      world.trip(world.map.between('A', 'B', 0), world.map.between('C', 'E', 0.5), 8_h + 30_min, 9_h + 10_min);
      const auto& day = world.run();
      REQUIRE(day.requests[0].end == RequestEnd::served);
      CHECK(day.requests[0].promise.dropoff == 9_h + 16_min + 30_s);  // nobody knew
      CHECK(day.requests[0].dropoff == 9_h + 18_min + 30_s);
      const auto round = all(day, EventKind::went_round);
      REQUIRE(round.size() == 1);
      CHECK(round[0].time == 9_h + 10_min);
      CHECK(round[0].value == (2_min).count);
      const auto delayed = all(day, EventKind::delayed);
      REQUIRE(delayed.size() == 1);
      CHECK(delayed[0].value == (2_min).count);
      CHECK(all(day, EventKind::promise_broken).empty() != late);
      CHECK(all(day, EventKind::diverted).empty());
    }
  }
}

TEST_CASE("who is on the way to a road when it is closed turns round at the next junction") {
  SmallWorld world{kRing};
  close(world, 'B', 'C', 9_h + 12_min, 11_h);
  world.shuttle(world.map.between('A', 'B', 0));
  world.trip(world.map.between('A', 'B', 0), world.map.between('C', 'E', 0.5), 8_h + 30_min, 9_h + 10_min);
  const auto& day = world.run();
  REQUIRE(day.legs.size() >= 2);
  CHECK(day.legs[0].diverted);
  CHECK(day.legs[0].arrival == 9_h + 12_min);
  CHECK(day.legs[0].to == world.map.between('A', 'B', 2.0 / 3));
  CHECK(day.legs[1].departure == 9_h + 12_min);
  CHECK(day.legs[1].distance == 12'500_m);
  CHECK(day.requests[0].dropoff == 9_h + 24_min + 30_s);
  const auto round = all(day, EventKind::went_round);
  REQUIRE(round.size() == 1);
  CHECK(round[0].time == 9_h + 12_min);
  CHECK(round[0].value == (8_min).count);
}

TEST_CASE("who is on a road when it is closed leaves it, and who has passed it does not mind") {
  for (const Milliseconds closed : {9_h + 13_min + 1_ms, 9_h + 14_min, 9_h + 16_min, 9_h + 17_min}) {
    SmallWorld world{kRing};
    close(world, 'B', 'C', closed, 11_h);
    world.shuttle(world.map.between('A', 'B', 0), 8, 1, 8_h, 10_h);
    world.trip(world.map.between('A', 'B', 0), world.map.between('C', 'E', 0.5), 8_h + 30_min, 9_h + 10_min);
    const auto& day = world.run();
    CHECK(day.requests[0].dropoff == 9_h + 16_min + 30_s);
    CHECK(all(day, EventKind::diverted).empty());
  }
}

TEST_CASE("at the moment of closing nobody may enter any more, at the moment of opening everybody may") {
  SmallWorld world{kRing};
  close(world, 'B', 'C', 9_h + 13_min, 9_h + 13_min + 1_ms);
  world.shuttle(world.map.between('A', 'B', 0));
  world.trip(world.map.between('A', 'B', 0), world.map.between('C', 'E', 0.5), 8_h + 30_min, 9_h + 10_min);
  const auto& day = world.run();
  CHECK(day.requests[0].dropoff == 9_h + 16_min + 30_s + 1_ms);
  CHECK(all(day, EventKind::went_round).size() == 1);
}

TEST_CASE("where waiting is sooner than the way round, or there is none, a shuttle waits at the closed road") {
  for (const bool dead_end : {false, true}) {
    for (const std::string policy : kPolicies) {
      SmallWorld world{dead_end ? "A---B---C" : kRing};
      world.scenario.dispatch.policy = policy;
      const Milliseconds opens = dead_end ? 9_h + 40_min : 9_h + 14_min;
      close(world, 'B', 'C', 9_h, opens);
      world.shuttle(world.map.between('A', 'B', 0));
      world.trip(world.map.between('A', 'B', 0), world.map.between('B', 'C', 0.5), 8_h + 30_min, 9_h + 10_min);
      const auto& day = world.run();
      REQUIRE(day.requests[0].end == RequestEnd::served);
      CHECK(day.requests[0].dropoff == opens + 1_min + 30_s);
      REQUIRE(day.paths[0].size() == 2);
      CHECK(day.paths[0][1].entry == opens);
      CHECK(day.legs[0].distance == 4'500_m);
      CHECK(all(day, EventKind::went_round)[0].value == (opens - (9_h + 13_min)).count);
    }
  }
}

TEST_CASE("who waits at a closed road and gets another errand turns to it from there") {
  SmallWorld world{R"(
    A---B---C
        |
        D    )"};
  close(world, 'B', 'C', 9_h, 12_h);
  world.scenario.services[0].rules.max_travel_time_beta = 6_h;
  world.scenario.services[0].rules.max_wait_time = 6_h;
  world.shuttle(world.map.between('A', 'B', 0));
  world.trip(world.map.between('B', 'C', 0.5), world.map.between('B', 'C', 0.9), 9_h + 5_min, 9_h + 10_min);
  world.trip(world.map.between('B', 'D', 0.5), world.map.between('A', 'B', 0.5), 9_h + 30_min);
  const auto& day = world.run();
  REQUIRE(day.requests[1].end == RequestEnd::served);
  CHECK(day.requests[1].pickup == 9_h + 30_min + 30_s);
  const auto diverted = all(day, EventKind::diverted);
  REQUIRE(diverted.size() == 1);
  CHECK(diverted[0].place == Location{world.map.edge('A', 'B'), world.map.graph.duration(world.map.edge('A', 'B'))});
  CHECK(day.requests[0].pickup == 12_h + 1_min + 30_s);
}

TEST_CASE("closures are whole roads from place to place, in both directions unless said, on every day if said") {
  const auto map = ascii_map(kRing);
  const RoadSnapper snapper{map.graph};
  const TravelTimeOracle oracle{map.graph};
  Scenario scenario;
  scenario.run.days = 2;
  const auto place = [&](char from, char to, double share) { return map.graph.place(map.between(from, to, share)); };
  scenario.disturbances.closures = {{{place('A', 'B', 0.4)}, 9_h, 10_h, false, false}};
  std::vector<EdgeId> edges;
  const ClosedRoads closed = closed_roads_of(scenario, snapper, oracle);
  for (const Closure& one : closed.all()) edges.push_back(one.edge);
  std::vector<EdgeId> expected{map.edge('A', 'B'), map.edge('B', 'A')};
  std::sort(expected.begin(), expected.end());
  CHECK(edges == expected);

  scenario.disturbances.closures = {{{place('A', 'B', 0.4), place('C', 'E', 0.5)}, 9_h, 10_h, true, true}};
  expected = {map.edge('A', 'B'), map.edge('B', 'C'), map.edge('C', 'E')};
  std::sort(expected.begin(), expected.end());
  const auto both_days = closed_roads_of(scenario, snapper, oracle).all();
  REQUIRE(both_days.size() == 6);
  for (std::size_t k = 0; k < 6; ++k) {
    CHECK(both_days[k].edge == expected[k / 2]);
    CHECK(both_days[k].from == 9_h + kDay * static_cast<std::int64_t>(k % 2));
    CHECK(both_days[k].until == 10_h + kDay * static_cast<std::int64_t>(k % 2));
  }

  scenario.disturbances.closures = {{{Coordinate::from_degrees(10, 10)}, 9_h, 10_h, false, false},
                                    {{Coordinate::from_degrees(11, 11)}, 9_h, 10_h, false, false}};
  try {
    closed_roads_of(scenario, snapper, oracle);
    FAIL("no error");
  } catch (const InputError& error) {
    REQUIRE(error.messages().size() == 2);
    CHECK_THAT(error.messages()[0],
               Catch::Contains("disturbances.closures: lon 10.00000, lat 10.00000 lies more than"));
  }
}

namespace {

/// Two ride to one place; the first waits at A to be fetched, so that the ride with the second, who is at B at 9:30
/// only, is not longer than direct. From 9:05 on the road from there is closed.
void ride_together(SmallWorld& world, char from, char to) {
  auto& rules = world.scenario.services[0].rules;
  rules.max_wait_time = 1_h;
  rules.max_travel_time_alpha = 1;
  rules.max_absolute_detour = 0_s;
  close(world, from, to, 9_h + 5_min, 12_h);
  const Location there = world.map.between('C', 'E', 0.5);
  const Location a = world.map.between('A', 'D', 0);  // who is on a closed road may leave it
  const Location b = world.map.between('A', 'B', 1);
  world.shuttle(a);
  world.trip(b, there, 8_h, 9_h + 30_min);
  world.trip(a, there, 8_h + 10_min, 9_h);
}

}  // namespace

TEST_CASE("a ride that a closed road makes too long is as short as it can be") {
  SmallWorld world{kRing};
  ride_together(world, 'B', 'C');
  const auto& day = world.run();
  REQUIRE(day.requests[1].end == RequestEnd::served);
  CHECK(day.requests[1].promise.pickup == 9_h + 27_min);
  CHECK(day.requests[1].promise.max_ride == 6_min + 30_s);
  CHECK(day.requests[1].pickup == 9_h + 27_min);  // as promised: earlier would only be longer
  CHECK(day.requests[1].dropoff == 9_h + 41_min + 30_s);
  const auto broken = all(day, EventKind::promise_broken);
  REQUIRE(broken.size() == 2);
  CHECK(broken[1].value == (8_min).count);
  CHECK(all(day, EventKind::delayed).size() == 1);
}

TEST_CASE("who is fetched earlier for a way round has a longer ride, and is not late") {
  SmallWorld world{kRing};
  ride_together(world, 'A', 'B');
  const auto& day = world.run();
  REQUIRE(day.requests[1].end == RequestEnd::served);
  CHECK(day.requests[1].pickup == 9_h + 18_min);
  CHECK(day.requests[1].dropoff == day.requests[1].promise.dropoff);
  const auto broken = all(day, EventKind::promise_broken);
  REQUIRE(broken.size() == 1);
  CHECK(broken[0].value == (9_min).count);
  const auto round = all(day, EventKind::went_round);
  REQUIRE(round.size() == 1);
  CHECK(round[0].value == (9_min).count);
  CHECK(all(day, EventKind::delayed).empty());
}
