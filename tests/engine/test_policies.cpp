#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "dispatch/policies/policy_registry.h"
#include "engine/run/simulation.h"
#include "support/draws.h"
#include "support/list_recorder.h"
#include "support/random_day.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::literals;

namespace {

/// Laws that hold for whatever decides.
const std::vector<std::string> kPolicies{policy_names().begin(), policy_names().end()};

struct Log {
  std::vector<Event> events;
  std::vector<RequestRecord> requests;
};

Log run(const test::RandomDay& day, const std::string& policy) {
  const auto& [named, waiting, settings] = day.scenario.dispatch;
  const auto dispatcher = make_dispatcher(policy, day.world.oracle(), waiting, settings);
  test::ListRecorder recorder;
  Simulation{day.world, day.demand, day.scenario, *dispatcher, recorder}.run();
  return {recorder.events, recorder.requests};
}

auto told(const Event& event) {
  return std::tuple{event.time, event.kind, event.request, event.shuttle, event.place, event.value};
}

bool same_events(const Log& a, const Log& b) {
  return std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(),
                    [](const Event& one, const Event& other) { return told(one) == told(other); });
}

}  // namespace

TEST_CASE("every policy keeps every rule and every promise on random days") {
  for (const std::string& policy : kPolicies) {
    INFO(policy);
    int served = 0;
    for (std::uint64_t seed = 1; seed <= test::draws(60); ++seed) {
      INFO("seed " << seed);
      auto day = seed % 3 == 0 ? test::random_day_of_two_services(seed, 30) : test::random_day(seed, 30);
      day.scenario.booking.offers = seed % 4 == 0;
      // The simulation checks order, loads, windows, rides, promises and shifts of each proposal.
      const Log recorder = run(day, policy);
      for (const auto& request : recorder.requests) {
        if (request.end != RequestEnd::served) continue;
        ++served;
        INFO("request " << request.request.value);
        REQUIRE(request.pickup >= request.decided_at);
        REQUIRE(request.pickup <= request.promise.latest_pickup);
        REQUIRE(request.dropoff <= request.promise.latest_dropoff);
        REQUIRE(request.dropoff - request.boarded <= request.promise.max_ride);
      }
    }
    CHECK(served > test::seen(500));
  }
}

TEST_CASE("no policy proposes what a rule forbids while shuttles are slow and people take their time") {
  for (const std::string& policy : kPolicies) {
    INFO(policy);
    int broken = 0;
    for (std::uint64_t seed = 1; seed <= test::draws(120); ++seed) {
      INFO("seed " << seed);
      auto day = test::random_day(seed, 30);
      day.scenario.disturbances.driving_noise = 0.3;
      day.scenario.disturbances.dwell_noise = 0.5;
      day.scenario.dispatch.settings.rolling_plan.interval = 1_min;
      day.scenario.dispatch.settings.rolling_plan.iterations = 60;
      Log recorder;
      REQUIRE_NOTHROW(recorder = run(day, policy));
      broken += static_cast<int>(std::count_if(recorder.events.begin(), recorder.events.end(), [](const Event& event) {
        return event.kind == EventKind::promise_broken;
      }));
    }
    CHECK(broken > test::seen(10));  // by the road, not by a decision
  }
}

TEST_CASE("every policy decides the same day in the same way") {
  for (const std::string& policy : kPolicies) {
    INFO(policy);
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const auto day = test::random_day(seed, 40);
      CHECK(same_events(run(day, policy), run(day, policy)));
    }
  }
}

TEST_CASE("regret that collects for no time decides as insertion does, by any objective") {
  for (std::uint64_t seed = 1; seed <= test::draws(80); ++seed) {
    INFO("seed " << seed);
    auto day = seed % 3 == 0 ? test::random_day_of_two_services(seed, 30) : test::random_day(seed, 30);
    day.scenario.dispatch.settings.regret.window = 0_s;
    day.scenario.dispatch.settings.regret.k = 2 + static_cast<int>(seed % 3);
    day.scenario.dispatch.settings.objective.kind = static_cast<Objective>(seed % 4);
    day.scenario.dispatch.settings.objective.sum.passenger_delay = 0.5;
    REQUIRE(same_events(run(day, "regret"), run(day, "insertion")));
  }
}

TEST_CASE("regret decides on all it has collected when the window closes, and on none before") {
  auto day = test::random_day(3, 40);
  day.scenario.dispatch.settings.regret.window = 2_min;
  int together = 0;
  Milliseconds last{-1};
  for (const auto& request : run(day, "regret").requests) {
    if (request.reason <= RefusalReason::no_shuttle_in_service && request.reason != RefusalReason::none) continue;
    CHECK(request.decided_at >= request.heard_at);
    CHECK(request.decided_at <= request.heard_at + 2_min);
    together += request.decided_at == last ? 1 : 0;
    last = request.decided_at;
  }
  CHECK(together > test::seen(5));
}

// A---------B---------C---------D      9 km from letter to letter, 60 km/h
const char* const kValley = "A---------B---------C---------D\n";

TEST_CASE("regret first serves whom only one shuttle can reach") {
  test::SmallWorld world{kValley};
  world.shuttle(world.map.at('B'), 1);
  world.shuttle(world.map.at('D'), 1);
  world.scenario.services[0].rules.max_wait_time = 12_min;
  world.scenario.services[0].rules.max_travel_time_beta = 13_min;
  world.scenario.services[0].rules.max_travel_time_alpha = 1;
  // The first may wait for either shuttle, and is on the way back for the one at B; the second is in its reach alone.
  world.trip(world.map.at('C'), world.map.at('B'), 9_h);
  world.trip(world.map.at('A'), world.map.at('B'), 9_h + 10_s);
  SECTION("in turn, the shuttle that alone could serve the second is gone") {
    world.scenario.dispatch.policy = "insertion";
    const auto& requests = world.run().requests;
    CHECK(requests[0].end == RequestEnd::served);
    CHECK(requests[1].end == RequestEnd::refused);
  }
  SECTION("together, both are served") {
    world.scenario.dispatch.policy = "regret";
    const auto& requests = world.run().requests;
    CHECK(requests[0].shuttle == ShuttleId{1});
    CHECK(requests[1].shuttle == ShuttleId{0});
  }
}

TEST_CASE("the nearest shuttle is sent, though another would drive less in all") {
  for (const bool nearest : {false, true}) {
    test::SmallWorld day{kValley};
    day.shuttle(day.map.at('A'));
    day.shuttle(day.map.at('D'));
    day.scenario.services[0].rules.max_wait_time = 1_h;
    day.scenario.dispatch.policy = nearest ? "nearest_feasible" : "insertion";
    day.trip(day.map.at('A'), day.map.at('D'), 8_h);          // s0 goes to D
    day.trip(day.map.at('C'), day.map.at('D'), 8_h + 1_min);  // s1 is nearer, s0 passes by
    const auto& requests = day.run().requests;
    CHECK(requests[1].shuttle == ShuttleId{nearest ? 1 : 0});
  }
}

TEST_CASE("the nearest shuttle that cannot is passed over") {
  for (const int seats : {1, 2}) {
    test::SmallWorld day{kValley};
    day.shuttle(day.map.at('A'), 8);
    day.shuttle(day.map.at('C'), seats);
    day.scenario.services[0].rules.max_wait_time = 1_h;
    day.scenario.dispatch.policy = "nearest_feasible";
    day.trip(day.map.at('C'), day.map.at('D'), 9_h).party_size = 2;
    CHECK(day.run().requests[0].shuttle == ShuttleId{seats == 2 ? 1 : 0});
  }
}
