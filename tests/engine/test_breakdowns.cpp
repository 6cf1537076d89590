#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/errors.h"
#include "engine/unforeseen/breakdowns.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

// A---------B---------C      9 km each, 60 km/h: a minute per km
const char* const kRoad = "A---------B---------C";

constexpr std::array kPolicies{"insertion", "first_come", "nearest_feasible", "regret", "batch", "rolling_plan"};

Location at(const SmallWorld& world, double share) { return world.map.between('A', 'B', share); }
Location far(const SmallWorld& world, double share) { return world.map.between('B', 'C', share); }

std::vector<Event> all(const ListRecorder& day, EventKind kind) {
  std::vector<Event> found;
  std::copy_if(day.events.begin(), day.events.end(), std::back_inserter(found),
               [&](const Event& event) { return event.kind == kind; });
  return found;
}

std::vector<Shuttle> fleet(int shuttles, int days) {
  std::vector<Shuttle> made(static_cast<std::size_t>(shuttles));
  for (std::size_t s = 0; s < made.size(); ++s) {
    made[s].name = fmt::format("s{}", s);
    for (int day = 0; day < days; ++day) {
      made[s].shifts.push_back({6_h + kDay * day, 10_h + kDay * day});
      made[s].shifts.push_back({12_h + kDay * day, 18_h + kDay * day});
    }
  }
  return made;
}

std::vector<std::string> errors_of(const std::vector<GivenBreakdown>& given) {
  DisturbanceParameters disturbances;
  disturbances.breakdowns = given;
  try {
    breakdowns(fleet(2, 2), disturbances, 1);
  } catch (const InputError& error) {
    return error.messages();
  }
  return {};
}

}  // namespace

TEST_CASE("a shuttle that breaks down stops where it is, and brings its passengers late") {
  for (const bool late : {false, true}) {
    for (const std::string policy : kPolicies) {
      INFO(policy);
      SmallWorld world{kRoad};
      world.scenario.dispatch.policy = policy;
      world.scenario.services[0].rules.max_travel_time_beta = late ? 10_min : 2_h;
      world.scenario.disturbances.breakdowns = {{"s0", 9_h + 5_min, 9_h + 35_min}};
      world.shuttle(at(world, 0));
      world.trip(at(world, 0), far(world, 0.5), 8_h + 30_min, 9_h);
      const auto& day = world.run();
      const auto broke = all(day, EventKind::broke_down);
      REQUIRE(broke.size() == 1);
      CHECK(broke[0].time == 9_h + 5_min);
      CHECK(broke[0].place == at(world, 5.0 / 9));
      CHECK(broke[0].value == (30_min).count);
      const auto repaired = all(day, EventKind::repaired);
      REQUIRE(repaired.size() == 1);
      CHECK(repaired[0].time == 9_h + 35_min);
      CHECK(repaired[0].place == broke[0].place);
      const auto delayed = all(day, EventKind::delayed);
      REQUIRE(delayed.size() == 1);
      CHECK(delayed[0].time == broke[0].time);
      CHECK(delayed[0].value == (30_min).count);
      REQUIRE(day.legs.size() == 3);
      CHECK(day.legs[0].diverted);
      CHECK(day.legs[0].arrival == 9_h + 5_min);
      CHECK(day.legs[0].distance == 5_km);
      CHECK(day.legs[1].departure == 9_h + 35_min);
      CHECK(day.legs[1].distance == 8'500_m);
      CHECK(day.requests[0].dropoff == 9_h + 43_min + 30_s);
      const auto broken = all(day, EventKind::promise_broken);
      CHECK(broken.empty() == !late);
      if (late) CHECK(broken[0].value == (day.requests[0].dropoff - day.requests[0].promise.latest_dropoff).count);
    }
  }
}

TEST_CASE("who waits for a broken shuttle is brought by another that keeps the promise, or else by the late one") {
  for (const bool another : {false, true}) {
    for (const std::string policy : kPolicies) {
      INFO(policy);
      SmallWorld world{kRoad};
      world.scenario.dispatch.policy = policy;
      world.scenario.disturbances.breakdowns = {{"s0", 8_h + 35_min, 11_h}};
      world.shuttle(at(world, 0));
      if (another) world.shuttle(far(world, 1));
      world.trip(at(world, 0.8), at(world, 0.2), 8_h + 30_min, 9_h + 30_min);
      const auto& day = world.run();
      const auto& request = day.requests[0];
      CHECK(all(day, EventKind::broke_down).size() == 1);
      CHECK(request.end == RequestEnd::served);
      const auto reassigned = all(day, EventKind::reassigned);
      CHECK(reassigned.size() == (another ? 1U : 0U));
      CHECK(all(day, EventKind::accepted).size() == 1);
      CHECK(request.shuttle == ShuttleId{another ? 1 : 0});
      CHECK(request.promise.pickup == 9_h + 30_min);  // as it was told first
      CHECK(all(day, EventKind::promise_broken).empty() == another);
      if (another) {
        CHECK(reassigned[0].time == 8_h + 35_min);
        CHECK(request.pickup == 9_h + 30_min);
      } else {
        CHECK(request.pickup > 11_h);
      }
    }
  }
}

TEST_CASE("who can still be fetched in time stays with the shuttle that breaks down") {
  SmallWorld world{kRoad};
  world.scenario.disturbances.breakdowns = {{"s0", 8_h + 35_min, 9_h}};
  world.shuttle(at(world, 0));
  world.shuttle(far(world, 1));
  world.trip(at(world, 0.8), at(world, 0.2), 8_h + 30_min, 9_h + 30_min);
  const auto& day = world.run();
  CHECK(all(day, EventKind::reassigned).empty());
  CHECK(all(day, EventKind::promise_broken).empty());
  CHECK(day.requests[0].shuttle == ShuttleId{0});
  CHECK(day.requests[0].pickup == 9_h + 30_min);
}

TEST_CASE("a shuttle out of order is promised to nobody before it is repaired") {
  SmallWorld world{kRoad};
  world.scenario.disturbances.breakdowns = {{"s0", 9_h, 10_h}};
  world.shuttle(at(world, 0));
  world.trip(at(world, 0.1), at(world, 0.5), 9_h + 10_min);
  world.trip(at(world, 0.2), at(world, 0.5), 9_h + 11_min, 10_h + 30_min);
  const auto& day = world.run();
  CHECK(day.requests[0].end == RequestEnd::refused);
  CHECK(day.requests[1].end == RequestEnd::served);
  CHECK(day.requests[1].promise.pickup == 10_h + 30_min);
  CHECK(all(day, EventKind::delayed).empty());
}

TEST_CASE("a shuttle that is repaired after its shift comes home late") {
  SmallWorld world{kRoad};
  world.scenario.disturbances.breakdowns = {{"s0", 17_h + 55_min, 19_h}};
  world.shuttle(at(world, 0));
  world.trip(at(world, 0), far(world, 0), 17_h + 30_min);
  const auto& day = world.run();
  const auto ended = all(day, EventKind::shift_ended);
  REQUIRE(ended.size() == 1);
  CHECK(ended[0].time > 19_h);
  CHECK(ended[0].time <= 19_h + 10_min);
}

TEST_CASE("breakdowns come as often as they should, in shifts only, and one at a time") {
  const auto shuttles = fleet(200, 50);  // 100,000 hours
  DisturbanceParameters disturbances;
  CHECK(breakdowns(shuttles, disturbances, 3).empty());
  disturbances.breakdowns_per_1000_h = 20;
  disturbances.breakdown_duration = 1_ms;
  const auto all = breakdowns(shuttles, disturbances, 3);
  CHECK(static_cast<double>(all.size()) == Approx(2'000).margin(180));  // four standard deviations
  for (const Breakdown& one : all) {
    CHECK(one.until - one.from == 1_ms);
    const std::int64_t hour = one.from.count % kDay.count / (1_h).count;
    CHECK(((hour >= 6 && hour < 10) || (hour >= 12 && hour < 18)));
  }
  CHECK(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.from < b.from; }));

  disturbances.breakdowns_per_1000_h = 1'000;
  disturbances.breakdown_duration = 15_h;  // over the night
  const auto long_ones = breakdowns(shuttles, disturbances, 3);
  CHECK(long_ones.size() > 5'000);
  std::vector<Milliseconds> repaired(shuttles.size());
  for (const Breakdown& one : long_ones) {
    CHECK(one.from >= repaired[one.shuttle.index()]);
    repaired[one.shuttle.index()] = one.until;
  }
}

TEST_CASE("a breakdown is drawn for the shuttle and the day alone") {
  DisturbanceParameters disturbances;
  disturbances.breakdowns_per_1000_h = 50;
  const auto few = breakdowns(fleet(5, 10), disturbances, 7);
  auto many = breakdowns(fleet(9, 30), disturbances, 7);
  std::erase_if(many, [](const Breakdown& one) { return one.shuttle.value >= 5 || one.from >= 10 * kDay; });
  REQUIRE(few.size() > 5);
  CHECK(few == many);
  CHECK(few != breakdowns(fleet(5, 10), disturbances, 8));
}

TEST_CASE("breakdowns that are given happen besides those drawn, in place of those in their way") {
  DisturbanceParameters disturbances;
  disturbances.breakdowns_per_1000_h = 1'000;
  disturbances.breakdown_duration = 10_min;
  const auto drawn = breakdowns(fleet(1, 1), disturbances, 1);
  REQUIRE(drawn.size() > 2);
  disturbances.breakdowns = {{"s0", 6_h, 10_h}};
  const auto both = breakdowns(fleet(1, 1), disturbances, 1);
  CHECK(both.front() == Breakdown{ShuttleId{0}, 6_h, 10_h});
  CHECK(both.size() - 1 == static_cast<std::size_t>(std::count_if(drawn.begin(), drawn.end(),
                                                                  [](const auto& one) { return one.from >= 10_h; })));
}

TEST_CASE("breakdowns that do not fit the fleet are told, all at once") {
  CHECK(errors_of({{"s0", 7_h, 8_h}, {"s1", 7_h, 8_h}, {"s0", 8_h, 9_h}}).empty());
  const auto errors =
      errors_of({{"s7", 7_h, 8_h}, {"s0", 11_h, 12_h}, {"s1", 7_h, 9_h}, {"s1", 8_h, 10_h}, {"s1", 18_h, 19_h}});
  REQUIRE(errors.size() == 4);
  CHECK_THAT(errors[0], Catch::Contains("disturbances.breakdowns: there is no shuttle s7; did you mean s0?"));
  CHECK_THAT(errors[1], Catch::Contains("shuttle s0 is in no shift at 11:00:00"));
  CHECK_THAT(errors[2], Catch::Contains("shuttle s1 is to break down at 08:00:00 while another"));
  CHECK_THAT(errors[3], Catch::Contains("shuttle s1 is in no shift at 18:00:00"));
}

TEST_CASE("breakdowns of a shift after midnight are those of its evening") {
  const auto drawn = [](std::vector<Shift> shifts) {
    DisturbanceParameters disturbances;
    disturbances.breakdowns_per_1000_h = 1'000;
    disturbances.breakdown_duration = 10_min;
    std::vector<Shuttle> shuttles(1);
    shuttles[0].shifts = std::move(shifts);
    std::vector<Milliseconds> from;
    for (const Breakdown& one : breakdowns(shuttles, disturbances, 1)) from.push_back(one.from);
    return from;
  };
  // Hours worked are counted on over the pieces of a day: cut at midnight or not, the same hours break.
  const auto whole = drawn({{18_h, 30_h}});
  REQUIRE(whole.size() >= 3);
  CHECK(whole.back() > 24_h);
  CHECK(drawn({{18_h, 24_h}, {24_h, 30_h}}) == whole);
}
