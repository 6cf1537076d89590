#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "dispatch/insertion/insertion_search.h"
#include "engine/run/simulation.h"
#include "support/draws.h"
#include "support/list_recorder.h"
#include "support/penalised_limits.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

// A---------B---------C---------D      1 km per dash, 60 km/h: nine minutes from letter to letter
const char* const kValley = "A---------B---------C---------D\n";

struct Valley : SmallWorld {
  Valley() : SmallWorld{kValley} {
    scenario.services[0].rules.max_wait_time = 5_min;
    scenario.services[0].rules.largest_excess = 15_min;
    scenario.dispatch.settings.objective.penalty = {1, 10};
  }
  ServiceRules& rules() { return scenario.services[0].rules; }
};

std::vector<RequestRecord> run(const RandomDay& day, const std::string& policy) {
  const auto& [named, waiting, settings] = day.scenario.dispatch;
  const auto dispatcher = make_dispatcher(policy, day.world.oracle(), waiting, settings);
  ListRecorder recorder;
  Simulation{day.world, day.demand, day.scenario, *dispatcher, recorder}.run();
  return recorder.requests;
}

}  // namespace

TEST_CASE("whom nobody could fetch in time is fetched late, and what is told may drift as long as others may wait") {
  for (const char* policy : {"insertion", "nearest_feasible", "first_come", "regret", "batch", "rolling_plan"}) {
    INFO(policy);
    Valley world;
    world.scenario.dispatch.policy = policy;
    world.scenario.dispatch.settings.regret.window = world.scenario.dispatch.settings.batch.window = 0_s;
    world.shuttle(world.map.between('A', 'B', 0.0));
    world.trip(world.map.between('B', 'C', 0.5), world.map.between('C', 'D', 0.5), 9_h);
    const RequestRecord request = world.run().requests[0];
    REQUIRE(request.end == RequestEnd::served);
    CHECK(request.promise.pickup == 9_h + 810_s);  // 13.5 km away
    CHECK(request.promise.latest_pickup == request.promise.pickup + 5_min);
    CHECK(request.promise.latest_dropoff > request.promise.dropoff);  // this limit is kept, and stands
  }
}

TEST_CASE("beyond the largest excess a request is refused, to the millisecond") {
  for (const char* policy : {"insertion", "nearest_feasible", "first_come", "regret", "batch", "rolling_plan"}) {
    INFO(policy);
    for (const bool enough : {true, false}) {
      Valley world;
      world.scenario.dispatch.policy = policy;
      world.scenario.dispatch.settings.regret.window = world.scenario.dispatch.settings.batch.window = 0_s;
      world.rules().largest_excess = 510_s - (enough ? 0_ms : 1_ms);
      world.shuttle(world.map.between('A', 'B', 0.0));
      world.trip(world.map.between('B', 'C', 0.5), world.map.between('C', 'D', 0.5), 9_h);
      const RequestRecord request = world.run().requests[0];
      CHECK((request.end == RequestEnd::served) == enough);
      if (!enough) CHECK(request.reason == RefusalReason::too_far_away);
    }
  }
}

TEST_CASE("an arrival asked for and the longest ride are never exceeded") {
  Valley world;
  world.rules().max_wait_time = 20_min;
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.trip(world.map.between('B', 'C', 0.5), world.map.between('C', 'D', 0.5), 9_h).latest_arrival = 9_h + 20_min;
  CHECK(world.run().requests[0].reason == RefusalReason::trip_too_long);

  Valley rides;
  rides.rules().max_absolute_detour = 0_min;
  rides.shuttle(rides.map.between('A', 'B', 0.0));
  rides.trip(rides.map.between('A', 'B', 0.0), rides.map.between('C', 'D', 1.0), 9_h);
  rides.trip(rides.map.between('A', 'B', 0.5), rides.map.between('A', 'B', 0.2), 9_h);
  const auto& requests = rides.run().requests;
  CHECK(requests[0].dropoff - requests[0].boarded == requests[0].promise.max_ride);
  CHECK(requests[1].reason == RefusalReason::promises_to_others);
}

TEST_CASE("whoever can be fetched in time is, however far that is to drive") {
  Valley world;
  world.rules().max_wait_time = 4_min;
  world.scenario.dispatch.settings.objective.penalty = {0, 0};
  world.shuttle(world.map.between('A', 'B', 0.3));  // 6.3 km away, and on the way
  world.shuttle(world.map.between('B', 'C', 0.3));  // 2.7 km away
  world.trip(world.map.between('A', 'B', 1.0), world.map.between('A', 'B', 0.3), 9_h);
  CHECK(world.run().requests[0].shuttle == ShuttleId{1});
}

TEST_CASE("a shuttle that others may need gives whoever is late no more than the ride of one's own") {
  for (const char* policy : {"insertion", "nearest_feasible", "first_come"}) {
    INFO(policy);
    Valley world;
    world.scenario.dispatch.policy = policy;
    world.shuttle(world.map.between('A', 'B', 0.0));
    world.trip(world.map.between('A', 'B', 0.1), world.map.between('A', 'B', 0.2), 9_h);
    // The shuttle is back at its depot afterwards, so to come here it drives farther than the trip is long.
    world.trip(world.map.between('B', 'C', 0.5), world.map.between('B', 'C', 0.9), 9_h + 1_ms);
    CHECK(world.run().requests[1].reason == RefusalReason::promises_to_others);
    Valley idle;
    idle.scenario.dispatch.policy = policy;
    idle.shuttle(idle.map.between('A', 'B', 0.0));
    idle.trip(idle.map.between('B', 'C', 0.5), idle.map.between('B', 'C', 0.9), 9_h + 1_ms);
    CHECK(idle.run().requests[0].end == RequestEnd::served);
  }
}

TEST_CASE("the price decides between being late and driving farther") {
  const auto chosen = [](double price) {
    Valley world;
    world.rules().max_wait_time = 2_min;
    world.scenario.dispatch.settings.objective.penalty.wait = price;
    world.shuttle(world.map.between('A', 'B', 0.3));  // 6.3 km away
    world.shuttle(world.map.between('B', 'C', 0.3));  // 2.7 km away
    world.trip(world.map.between('A', 'B', 1.0), world.map.between('A', 'B', 0.3), 9_h);
    const auto& request = world.run().requests[0];
    REQUIRE(request.end == RequestEnd::served);
    return request.shuttle;
  };
  // The left one drives 12.6 km, the right one 18: 324 s more. They come 258 s and 42 s late.
  CHECK(chosen(1) == ShuttleId{0});
  CHECK(chosen(3) == ShuttleId{1});
}

TEST_CASE("who was promised to be late can be made later still by those who come after, but no farther than told") {
  const auto day = [](double to) {
    Valley world;
    world.shuttle(world.map.between('A', 'B', 0.0));
    world.trip(world.map.between('B', 'C', 0.5), world.map.between('C', 'D', 0.5), 9_h);
    // It boards on the way, but to bring it in time is a detour.
    world.trip(world.map.between('A', 'B', 0.5), world.map.between('A', 'B', to), 9_h + 1_ms).latest_arrival =
        9_h + 15_min;
    return world.run().requests;
  };
  const auto near = day(0.4);
  CHECK(near[1].end == RequestEnd::served);
  CHECK(near[0].pickup > near[0].promise.pickup);
  CHECK(near[0].pickup <= near[0].promise.latest_pickup);
  const auto far = day(0.2);
  CHECK(far[0].pickup == far[0].promise.pickup);
  CHECK(far[1].reason == RefusalReason::promises_to_others);
}

TEST_CASE(
    "on random days every policy tells each passenger a limit that is kept, or exceeded a little more than told") {
  for (const std::string policy : {"insertion", "nearest_feasible", "first_come", "regret", "batch", "rolling_plan"}) {
    INFO(policy);
    int late = 0;
    int in_time = 0;
    for (std::uint64_t seed = 1; seed <= test::draws(60); ++seed) {
      INFO("seed " << seed);
      auto given = seed % 3 == 0 ? random_day_of_two_services(seed, 30) : random_day(seed, 30);
      given.scenario.dispatch.settings.objective.penalty = {1, static_cast<double>(seed % 4)};
      given.scenario.booking.offers = seed % 4 == 0;
      const Milliseconds excess{60'000 * static_cast<std::int64_t>(1 + seed % 15)};
      const auto day = with_penalised_limits(given, excess);
      for (const auto& request : run(day, policy)) {
        if (request.end != RequestEnd::served) continue;
        INFO("request " << request.request.value);
        TripRequest asked = day.demand[request.request];
        if (request.agreed_departure != kNever) asked.earliest_departure = request.agreed_departure;
        const ServiceRules& rules = day.scenario.services[request.service.index()].rules;
        const auto limits = rules.limits(asked, request.direct_time);
        const Milliseconds latest_dropoff = limits.latest_dropoff - request.walk_from_dropoff;
        const auto& promise = request.promise;
        REQUIRE(promise.pickup <= limits.latest_pickup + excess);
        REQUIRE(promise.dropoff <= latest_dropoff + excess);
        const auto bound = [&](Milliseconds told, Milliseconds limit, Milliseconds widest) {
          return told > limit ? std::min(told + rules.max_wait_time, widest) : limit;
        };
        const Milliseconds widest_dropoff =
            std::min(limits.latest_dropoff + excess, asked.latest_arrival) - request.walk_from_dropoff;
        REQUIRE(promise.latest_pickup <= bound(promise.pickup, limits.latest_pickup, limits.latest_pickup + excess));
        REQUIRE(promise.latest_dropoff == bound(promise.dropoff, latest_dropoff, widest_dropoff));
        REQUIRE(request.pickup <= promise.latest_pickup);
        REQUIRE(request.dropoff <= promise.latest_dropoff);
        REQUIRE(request.dropoff <= asked.latest_arrival);
        REQUIRE(request.dropoff - request.boarded <= promise.max_ride);
        (promise.pickup > limits.latest_pickup || promise.dropoff > latest_dropoff ? late : in_time) += 1;
      }
    }
    CHECK(late > test::seen(100));
    CHECK(in_time > test::seen(300));
  }
}

namespace {

/// Decides by insertion; where somebody can keep the limits, somebody does.
class PricyDispatcher final : public Dispatcher {
 public:
  PricyDispatcher(const TravelTimeOracle& oracle, WaitingPolicy waiting, const ObjectiveSettings& objective)
      : search_{oracle, waiting, objective} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    for (const PendingTrip& trip : pending) {
      const auto found = search_.search(trip, fleet);
      if (found) {
        const auto hard = search_.search(trip.within_limits(), fleet);
        if (hard) REQUIRE(*found == *hard);
        kept += hard ? 1 : 0;
        exceeded += hard ? 0 : 1;
        proposal.accept(trip.request, *found);
      } else {
        REQUIRE_FALSE(search_.search(trip.within_limits(), fleet));
        proposal.refuse(trip.request, search_.refusal_reason(trip, fleet, Sharing::allowed));
      }
    }
  }

  int kept = 0;
  int exceeded = 0;

 private:
  InsertionSearch search_;
};

}  // namespace

TEST_CASE("at any price limits are exceeded only where nobody can keep them, and else as if they were hard") {
  int kept = 0;
  int exceeded = 0;
  for (std::uint64_t seed = 1; seed <= test::draws(60); ++seed) {
    INFO("seed " << seed);
    auto given = random_day(seed, 30);
    const double price = seed % 3 == 0 ? 0 : seed % 3 == 1 ? 1 : 1e6;
    given.scenario.dispatch.settings.objective.penalty = {price, price};
    const auto day = with_penalised_limits(given, 10_min);
    PricyDispatcher dispatcher{day.world.oracle(), day.scenario.dispatch.waiting,
                               day.scenario.dispatch.settings.objective};
    ListRecorder recorder;
    Simulation{day.world, day.demand, day.scenario, dispatcher, recorder}.run();
    kept += dispatcher.kept;
    exceeded += dispatcher.exceeded;
  }
  CHECK(kept > test::seen(300));
  CHECK(exceeded > test::seen(100));
}
