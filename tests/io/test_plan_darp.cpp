#include <catch2/catch.hpp>

#include <cmath>
#include <filesystem>

#include "core/random_stream.h"
#include "dispatch/plan/improve.h"
#include "dispatch/plan/tighten_windows.h"
#include "io/darp/check_darp.h"
#include "io/darp/read_darp.h"

using namespace navette;

namespace {

struct Found {
  DarpRoutes routes;
  std::vector<std::int32_t> unserved;
};

Found plan_day(const DarpInstance& day, std::int64_t iterations) {
  plan::Problem problem = darp_problem(day);
  plan::tighten_windows(problem);
  plan::Budget budget;
  budget.iterations = iterations;
  const plan::Plan found = plan::improve(problem, plan::empty_plan(problem), budget, 1).plan;
  return {darp_routes(day, found), found.unserved};
}

// Loads 1 to 3, dwells, windows at either end, in the style of Cordeau's instances.
DarpInstance random_day(std::uint64_t seed) {
  RandomStream random{seed, Purpose::given_demand};
  DarpInstance day;
  day.vehicles = 2;
  day.capacity = 3 + static_cast<int>(random.below(4));
  day.max_route_duration = 200 + random.below(100);
  day.max_ride = 15 + random.below(30);
  const int n = 10;
  day.rows.resize(2 * n + 1);
  day.rows[0].latest = 1'440;
  const auto trips = static_cast<std::size_t>(n);
  for (std::size_t i = 1; i <= trips; ++i) {
    for (DarpRow* row : {&day.rows[i], &day.rows[trips + i]}) {
      row->x = random.uniform(-10, 10);
      row->y = random.uniform(-10, 10);
      row->service = random.below(4);
      row->latest = 1'440;
    }
    DarpRow& pickup = day.rows[i];
    DarpRow& dropoff = day.rows[trips + i];
    pickup.load = 1 + static_cast<int>(random.below(3));
    dropoff.load = -pickup.load;
    DarpRow& timed = random.below(2) == 0 ? pickup : dropoff;
    timed.earliest = 30 + random.below(200);
    timed.latest = timed.earliest + 20;
  }
  return day;
}

}  // namespace

// Depot at (0,0); 1 and 2 are pickups, 3 and 4 their drop-offs, all on one line, one unit of time per unit of way:
//
//   depot--1--2--3--4          x = 0, 10, 20, 30, 40
TEST_CASE("each broken rule of a day is named") {
  DarpInstance day;
  day.vehicles = 1;
  day.capacity = 2;
  day.max_route_duration = 80;
  day.max_ride = 20;
  day.rows = {{0, 0, 0, 0, 0, 200},
              {10, 0, 0, 1, 0, 200},
              {20, 0, 0, 1, 0, 200},
              {30, 0, 0, -1, 0, 200},
              {40, 0, 0, -1, 0, 200}};
  const auto fault = [&](const DarpRoutes& routes) { return darp_fault(day, routes).value_or("none"); };
  CHECK(fault({{1, 2, 3, 4}}) == "none");
  CHECK(darp_cost(day, {{1, 2, 3, 4}}) == 80);
  CHECK(fault({{1, 3}}) == "request 2 is not served");
  CHECK(fault({{1, 2, 3}}) == "route 1 picks up row 2 and does not drop it off");
  CHECK(fault({{3, 1, 2, 4}}) == "row 3 is visited before its pickup, or by another vehicle");
  CHECK(fault({{1, 3, 1, 3}}) == "row 1 is visited twice");
  CHECK(fault({{1, 5}}) == "route 1 visits row 5, which is no request");
  CHECK(fault({{1, 3}, {2, 4}}) == "2 routes, but 1 vehicles");
  CHECK(fault({{1, 3, 2, 4}}) == "no times keep the windows, rides and duration of route 1");  // 100 > 80
  SECTION("capacity") {
    day.capacity = 1;
    CHECK(fault({{1, 2, 3, 4}}) == "route 1 carries 2 after row 2, capacity 1");
  }
  SECTION("ride") {
    day.max_ride = 19.999;
    CHECK(fault({{1, 2, 3, 4}}) == "no times keep the windows, rides and duration of route 1");
  }
  SECTION("windows") {
    day.rows[3].earliest = 60;
    day.rows[1].latest = 39.999;  // waits at 2 instead: the ride of 1 is too long
    CHECK(fault({{1, 2, 3, 4}}) == "no times keep the windows, rides and duration of route 1");
    day.rows[1].latest = 40;
    CHECK(fault({{1, 2, 3, 4}}) == "none");
  }
}

TEST_CASE("what the search plans is feasible in the file's own numbers") {
  int served = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const DarpInstance day = random_day(seed);
    const Found found = plan_day(day, 300);
    const auto fault = darp_fault(day, found.routes);
    if (found.unserved.empty()) {
      ++served;
      REQUIRE(fault.value_or("none") == "none");
    } else {
      // Nothing is wrong but that somebody is left out.
      REQUIRE(fault == "request " + std::to_string(found.unserved.front() + 1) + " is not served");
    }
  }
  CHECK(served > 10);
}
