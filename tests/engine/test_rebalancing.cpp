#include <algorithm>

#include <catch2/catch.hpp>

#include "core/errors.h"
#include "support/draws.h"
#include "support/random_day.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

// A minute per dash.
const char* const kRoad = "A----------B----------C";

std::vector<LegRecord> legs_for(const ListRecorder& day, LegPurpose purpose) {
  std::vector<LegRecord> found;
  std::copy_if(day.legs.begin(), day.legs.end(), std::back_inserter(found),
               [&](const LegRecord& leg) { return leg.purpose == purpose; });
  return found;
}

std::vector<StopRecord> waits(const ListRecorder& day) {
  std::vector<StopRecord> found;
  std::copy_if(day.stops.begin(), day.stops.end(), std::back_inserter(found),
               [](const StopRecord& stop) { return stop.kind == StopKind::wait; });
  return found;
}

bool same_place(const SmallWorld& world, Location place, char name) {
  return world.map.graph.place(place) == world.map.graph.place(world.map.at(name));
}

/// Days of trips that all go one way, and a last one on which nobody asks.
void ask_every_day(SmallWorld& world, int days, char from, char to, Milliseconds departure) {
  for (int day = 0; day < days; ++day) world.trip(world.map.at(from), world.map.at(to), day * kDay + departure);
  world.scenario.run.days = days + 1;
  for (Shuttle& shuttle : world.shuttles) {
    for (int day = 1; day <= days; ++day) shuttle.shifts.push_back({day * kDay + 8_h, day * kDay + 18_h});
  }
}

}  // namespace

TEST_CASE("a shuttle that stays waits where the last passenger left it") {
  SmallWorld world{kRoad};
  world.shuttle(world.map.at('A'));
  world.trip(world.map.at('A'), world.map.at('C'), 9_h);
  const auto& day = world.run();
  CHECK(waits(day).empty());
  CHECK(day.legs.back().departure == 18_h - 20_min);
}

TEST_CASE("a shuttle returns to its depot as soon as it has nothing to do") {
  SmallWorld world{kRoad};
  world.scenario.rebalancing.strategy = RebalancingStrategy::depot;
  world.shuttle(world.map.at('A'));
  world.trip(world.map.at('A'), world.map.at('C'), 9_h);
  const auto& day = world.run();
  REQUIRE(day.legs.size() == 2);
  CHECK(day.legs[1].purpose == LegPurpose::repositioning);
  CHECK(day.legs[1].departure == 9_h + 20_min);
  CHECK(day.legs[1].arrival == 9_h + 40_min);
  CHECK(day.legs[1].distance == 20_km);
  REQUIRE(waits(day).size() == 1);
  CHECK(waits(day)[0].begin == 9_h + 40_min);
  CHECK(waits(day)[0].end == 9_h + 40_min);
  CHECK(day.events.back().kind == EventKind::shift_ended);
  CHECK(day.events.back().time == 18_h);
}

TEST_CASE("a shuttle goes to the nearest waiting place, and from the depot too") {
  SmallWorld world{kRoad};
  world.scenario.rebalancing.strategy = RebalancingStrategy::waiting_place;
  world.scenario.rebalancing.places = {world.map.graph.place(world.map.node('B')),
                                       world.map.graph.place(world.map.node('C'))};
  world.shuttle(world.map.at('A'));
  world.trip(world.map.at('B'), world.map.between('B', 'C', 0.8), 9_h);
  const auto& day = world.run();
  REQUIRE(waits(day).size() == 2);
  CHECK(waits(day)[0].begin == 8_h + 10_min);
  CHECK(same_place(world, waits(day)[0].place, 'B'));
  CHECK(waits(day)[1].begin == 9_h + 10_min);
  CHECK(same_place(world, waits(day)[1].place, 'C'));
  CHECK(day.requests[0].pickup == 9_h);
}

TEST_CASE("a request calls a shuttle off at once, and it fetches the passenger from where it is") {
  SmallWorld world{kRoad};
  world.scenario.rebalancing.strategy = RebalancingStrategy::depot;
  world.scenario.services[0].rules.max_wait_time = 1_h;
  world.shuttle(world.map.at('A'));
  world.trip(world.map.at('A'), world.map.at('C'), 9_h);
  // Four minutes on the way back; it turns round at B, the next junction.
  world.trip(world.map.at('C'), world.map.at('B'), 9_h + 24_min);
  world.trip(world.map.at('A'), world.map.at('B'), 9_h + 50_min);
  const auto& day = world.run();
  CHECK(day.requests[1].pickup == 9_h + 40_min);
  CHECK(std::count_if(day.legs.begin(), day.legs.end(), [](const LegRecord& leg) { return leg.diverted; }) == 1);
  const auto moved = legs_for(day, LegPurpose::repositioning);
  REQUIRE_FALSE(moved.empty());
  CHECK(moved[0].diverted);
  CHECK(moved[0].arrival == 9_h + 24_min);
  CHECK(day.requests[2].end == RequestEnd::served);
}

TEST_CASE("a move takes no ride from anybody: what was possible without it is accepted") {
  // The way home by the depot would make the shuttle late for its shift's end, were it not given up.
  SmallWorld world{kRoad};
  world.scenario.rebalancing.strategy = RebalancingStrategy::waiting_place;
  world.scenario.rebalancing.places = {world.map.graph.place(world.map.node('C'))};
  world.scenario.rebalancing.min_idle_time = 0_s;
  world.shuttle(world.map.at('A'), 8, 1, 8_h, 8_h + 42_min);
  world.trip(world.map.between('A', 'B', 0.9), world.map.at('A'), 8_h + 2_min, 8_h + 20_min);
  const auto& day = world.run();
  CHECK(day.requests[0].end == RequestEnd::served);
  CHECK(day.requests[0].pickup == 8_h + 20_min);
}

TEST_CASE("a shuttle with too little time before it must set out stays") {
  SmallWorld world{kRoad};
  world.scenario.rebalancing.strategy = RebalancingStrategy::depot;
  world.shuttle(world.map.at('A'));
  world.trip(world.map.at('A'), world.map.at('C'), 9_h, 9_h);
  SECTION("drive first: it goes to the next passenger at once") {
    world.trip(world.map.at('C'), world.map.at('A'), 9_h, 15_h);
    const auto& day = world.run();
    CHECK(waits(day).size() <= 1);  // at the depot, after the last
    CHECK(day.requests[1].pickup == 15_h);
    CHECK(legs_for(day, LegPurpose::repositioning).empty());
  }
  SECTION("wait first: it has hours to wait elsewhere, and is back in time") {
    world.scenario.dispatch.waiting = WaitingPolicy::wait_first;
    world.trip(world.map.at('C'), world.map.at('A'), 9_h, 15_h);
    const auto& day = world.run();
    REQUIRE(waits(day).size() == 1);
    CHECK(waits(day)[0].begin == 9_h + 40_min);
    CHECK(day.requests[1].pickup == 15_h);
    const auto approach = legs_for(day, LegPurpose::approach);
    REQUIRE(approach.size() == 1);
    CHECK(approach[0].departure == 15_h - 20_min);
  }
  SECTION("wait first, but not time enough") {
    world.scenario.dispatch.waiting = WaitingPolicy::wait_first;
    world.trip(world.map.at('C'), world.map.at('A'), 9_h, 9_h + 45_min);
    const auto& day = world.run();
    CHECK(waits(day).empty());
    CHECK(day.requests[1].pickup == 9_h + 45_min);
  }
}

TEST_CASE("plus one: another shuttle comes to where one has just been called, or refused") {
  SmallWorld world{kRoad};
  world.scenario.rebalancing.strategy = RebalancingStrategy::plus_one;
  world.shuttle(world.map.at('A'));
  world.shuttle(world.map.at('A'));
  SECTION("accepted") {
    world.scenario.services[0].rules.max_wait_time = 1_h;
    world.trip(world.map.at('C'), world.map.at('A'), 9_h);
    const auto& day = world.run();
    REQUIRE(waits(day).size() == 1);
    CHECK(waits(day)[0].shuttle == ShuttleId{1});
    CHECK(waits(day)[0].begin == 9_h + 20_min);
    CHECK(same_place(world, waits(day)[0].place, 'C'));
  }
  SECTION("refused") {
    world.scenario.services[0].rules.max_wait_time = 5_min;
    world.trip(world.map.at('C'), world.map.at('A'), 9_h);
    const auto& day = world.run();
    CHECK(day.requests[0].end == RequestEnd::refused);
    REQUIRE(waits(day).size() == 1);
    CHECK(waits(day)[0].shuttle == ShuttleId{0});
  }
  SECTION("booked long before: when the ride begins") {
    world.trip(world.map.at('C'), world.map.at('A'), 8_h, 12_h);
    const auto& day = world.run();
    REQUIRE(waits(day).size() == 1);
    CHECK(waits(day)[0].begin == 12_h + 20_min);
  }
}

TEST_CASE("minimum-cost flow sends a shuttle where earlier days asked for one, before anybody asks") {
  SmallWorld world{kRoad};
  world.scenario.rebalancing.strategy = RebalancingStrategy::min_cost_flow;
  world.shuttle(world.map.at('A'));
  world.shuttle(world.map.at('B'));
  SECTION("by its share of the demand: nobody is wanted elsewhere, so both go") {
    ask_every_day(world, 2, 'C', 'B', 9_h + 30_min);
    const auto& day = world.run();
    const auto moved = waits(day);
    REQUIRE(moved.size() >= 2);
    // On the last day nobody asks; an hour before, within the horizon, both set out for C.
    const auto last_day =
        std::find_if(moved.begin(), moved.end(), [](const StopRecord& stop) { return stop.begin >= 2 * kDay; });
    REQUIRE(moved.end() - last_day == 2);
    CHECK(last_day[0].shuttle == ShuttleId{1});
    CHECK(last_day[0].begin == 2 * kDay + 8_h + 30_min + 10_min);
    CHECK(last_day[1].begin == 2 * kDay + 8_h + 30_min + 20_min);
    for (auto stop = last_day; stop != moved.end(); ++stop) CHECK(same_place(world, stop->place, 'C'));
  }
  SECTION("by the number expected: one request expected wants one shuttle, the nearer") {
    world.scenario.rebalancing.target = RebalancingTarget::estimated_demand;
    ask_every_day(world, 1, 'C', 'B', 9_h + 5_min);
    const auto& day = world.run();
    const auto moved = waits(day);
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].shuttle == ShuttleId{1});
    // The hour from 9:00 on lies wholly ahead at 9:00 only; before, less than one request is expected.
    CHECK(moved[0].begin == kDay + 9_h + 10_min);
  }
}

TEST_CASE("feedforward brings back what the trips of earlier days carry away") {
  SmallWorld world{kRoad};
  world.scenario.rebalancing.strategy = RebalancingStrategy::feedforward;
  world.shuttle(world.map.at('C'));
  for (int k = 0; k < 2; ++k) ask_every_day(world, 1, 'A', 'C', 9_h + k * 20_min);
  world.shuttles[0].shifts.resize(2);
  const auto& day = world.run();
  const auto moved = waits(day);
  REQUIRE(moved.size() == 1);  // the second finds nobody left at C
  CHECK(same_place(world, moved[0].place, 'A'));
  CHECK(moved[0].begin > kDay + 9_h);
  CHECK(moved[0].begin < kDay + 10_h);
}

TEST_CASE("what is asked for on a day moves no shuttle on that day before it is asked") {
  for (const auto strategy : {RebalancingStrategy::min_cost_flow, RebalancingStrategy::feedforward}) {
    std::vector<std::vector<Milliseconds>> moves;
    for (const bool another : {false, true}) {
      SmallWorld world{kRoad};
      world.scenario.rebalancing.strategy = strategy;
      world.shuttle(world.map.at('B'));
      ask_every_day(world, 1, 'C', 'A', 9_h + 30_min);
      if (another) world.trip(world.map.at('A'), world.map.at('B'), kDay + 12_h);
      moves.emplace_back();
      for (const Event& event : world.run().events) {
        if (event.kind == EventKind::departed && event.time < kDay + 12_h) moves.back().push_back(event.time);
      }
    }
    CHECK(moves[0] == moves[1]);
  }
}

TEST_CASE("a waiting place far from every road is told") {
  SmallWorld world{kRoad};
  world.scenario.rebalancing.strategy = RebalancingStrategy::waiting_place;
  world.scenario.rebalancing.places = {Coordinate::from_degrees(-120, 40)};
  world.shuttle(world.map.at('A'));
  CHECK_THROWS_WITH(world.run(), Catch::Contains("rebalancing.places: place 1 at lon -120.00000, lat 40.00000 lies"));
}

TEST_CASE("under every policy and strategy, on random days, promises are kept and shuttles end at their depots") {
  int moved = 0;
  int diverted = 0;
  for (std::uint64_t seed = 1; seed <= test::draws(120); ++seed) {
    const auto drawn = seed % 3 == 0 ? random_day_of_two_services(seed, 30) : random_day(seed, 30);
    for (const auto strategy : {RebalancingStrategy::depot, RebalancingStrategy::waiting_place,
                                RebalancingStrategy::plus_one, RebalancingStrategy::min_cost_flow}) {
      Scenario scenario = drawn.scenario;
      scenario.rebalancing.strategy = strategy;
      scenario.rebalancing.min_idle_time = Milliseconds{static_cast<std::int64_t>(seed % 5) * 120'000};
      for (std::size_t k = 0; k < 3; ++k) {
        scenario.rebalancing.places.push_back(drawn.world.roads().place(NodeId{(seed * 7 + k * 11) % 20}));
      }
      scenario.dispatch.policy = std::vector<const char*>{"insertion", "first_come", "rolling_plan"}[seed % 3];
      INFO("seed " << seed << ", strategy " << static_cast<int>(strategy) << ", " << scenario.dispatch.policy);
      const auto dispatcher =
          make_dispatcher(scenario.dispatch.policy, drawn.world.oracle(), scenario.dispatch.waiting);
      ListRecorder day;
      Simulation{drawn.world, drawn.demand, scenario, *dispatcher, day}.run();
      for (const RequestRecord& request : day.requests) {
        if (request.end != RequestEnd::served) continue;
        CHECK(request.pickup <= request.promise.latest_pickup);
        CHECK(request.dropoff <= request.promise.latest_dropoff);
        CHECK(request.dropoff - request.boarded <= request.promise.max_ride);
      }
      std::size_t shifts = 0;
      for (const Shuttle& shuttle : drawn.world.shuttles()) shifts += shuttle.shifts.size();
      CHECK(static_cast<std::size_t>(std::count_if(day.events.begin(), day.events.end(), [](const Event& event) {
              return event.kind == EventKind::shift_ended;
            })) == shifts);
      for (const LegRecord& leg : legs_for(day, LegPurpose::repositioning)) {
        CHECK(leg.load.is_zero());
        diverted += leg.diverted ? 1 : 0;
      }
      moved += static_cast<int>(waits(day).size());
    }
  }
  CHECK(moved > test::seen(500));
  CHECK(diverted > test::seen(50));
}

TEST_CASE("nothing moves when nothing is expected any more: after the last hour, and after the run") {
  for (const auto strategy : {RebalancingStrategy::min_cost_flow, RebalancingStrategy::feedforward}) {
    SmallWorld world{kRoad};
    world.scenario.rebalancing.strategy = strategy;
    world.scenario.rebalancing.interval = 10_min;
    world.scenario.rebalancing.horizon = 24_h;
    world.shuttle(world.map.at('B'));
    // Every day from A to C and back, the last at 14:00; on the last day nobody asks. Then two hours of the morning.
    for (int day = 0; day < 3; ++day) {
      for (int hour = 9; hour <= 14; ++hour) {
        const bool out = hour % 2 == 1;
        world.trip(world.map.at(out ? 'A' : 'C'), world.map.at(out ? 'C' : 'A'), day * kDay + hour * 1_h);
      }
    }
    world.scenario.run.days = 4;
    world.shuttles[0].shifts.clear();
    for (int day = 0; day < 4; ++day) world.shuttles[0].shifts.push_back({day * kDay + 8_h, day * kDay + 24_h});
    world.shuttles[0].shifts.back().end += 8_h;
    const auto& run = world.run();
    std::size_t moves = 0;
    for (const StopRecord& stop : waits(run)) {
      ++moves;
      CHECK(stop.begin - stop.begin.count / kDay.count * kDay < 15_h + 20_min);  // the way there included
      CHECK(stop.begin < 4 * kDay);
    }
    if (strategy == RebalancingStrategy::min_cost_flow) CHECK(moves > 0);
  }
}

TEST_CASE("shuttles move in a night for those who asked in the night of the evening before") {
  SmallWorld world{kRoad};
  world.scenario.rebalancing.strategy = RebalancingStrategy::min_cost_flow;
  world.scenario.rebalancing.min_idle_time = 0_s;
  world.scenario.run.days = 2;
  world.shuttle(world.map.at('A'));
  world.shuttles[0].shifts = {{18_h, 28_h}, {42_h, 52_h}};
  world.trip(world.map.at('C'), world.map.at('B'), 26_h + 30_min);
  const auto& run = world.run();
  const auto moved = waits(run);
  REQUIRE_FALSE(moved.empty());
  for (const StopRecord& stop : moved) {
    CHECK(stop.begin >= kDay + 25_h + 30_min + 20_min);  // an hour before, and the way there
    CHECK(stop.begin < kDay + 27_h);
    CHECK(same_place(world, stop.place, 'C'));
  }
}
