#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <map>

#include "dispatch/policies/rolling_plan_dispatcher.h"
#include "engine/run/simulation.h"
#include "support/brute_force_sequence.h"
#include "support/draws.h"
#include "support/list_recorder.h"
#include "support/random_day.h"

using namespace navette;
using namespace navette::literals;

namespace {

DispatchSettings often() {
  DispatchSettings settings;
  settings.rolling_plan.interval = 1_min;
  settings.rolling_plan.iterations = 60;
  return settings;
}

/// Counts what the policy proposes.
class WatchedDispatcher : public Dispatcher {
 public:
  explicit WatchedDispatcher(Dispatcher& watched) : watched_{watched} {}
  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    watched_.dispatch(pending, fleet, proposal);
    new_plans += static_cast<int>(proposal.plans.size());
  }

  int new_plans = 0;

 private:
  Dispatcher& watched_;
};

/// Sees to it that whoever is in a new plan is picked up and set down there within the promise; by times of its own.
class KeepsPromises : public Dispatcher {
 public:
  explicit KeepsPromises(Dispatcher& policy) : policy_{policy} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    policy_.dispatch(pending, fleet, proposal);
    std::map<std::pair<RequestId, StopKind>, PlannedStop> promised;
    for (std::size_t s = 0; s < fleet.size(); ++s) {
      for (const PlannedStop& stop : fleet.schedule(ShuttleId{s}).stops()) {
        if (stop.request.valid()) promised[{stop.request, stop.kind}] = stop;
      }
    }
    for (const ProposedPlan& plan : proposal.plans) {
      ++new_plans;
      std::vector<PlannedStop> depots;
      for (const PlannedStop& stop : fleet.schedule(plan.shuttle).stops()) {
        if (stop.kind == StopKind::depot) depots.push_back(stop);
      }
      test::Sequence sequence{fleet.origin(plan.shuttle), {}, {}, {}};
      auto depot = depots.begin();
      for (const PlannedVisit& visit : plan.visits) {
        sequence.stops.push_back(visit.kind == StopKind::depot ? *depot++ : promised.at({visit.request, visit.kind}));
      }
      sequence.drive = test::drives(fleet.oracle().graph(), sequence.origin, sequence.stops);
      REQUIRE(test::feasible(sequence));
    }
  }

  int new_plans = 0;

 private:
  Dispatcher& policy_;
};

// The driving of all shuttles.
Milliseconds driving_time(const test::ListRecorder& recorder) {
  Milliseconds sum{0};
  for (const auto& leg : recorder.legs) sum += leg.arrival - leg.departure;
  return sum;
}

}  // namespace

TEST_CASE("new plans of random days keep every rule and every promise") {
  int new_plans = 0;
  int served = 0;
  int moved = 0;
  for (std::uint64_t seed = 1; seed <= test::draws(120); ++seed) {
    INFO("seed " << seed);
    const auto day = test::random_day(seed, 30);
    RollingPlanDispatcher policy{day.world.oracle(), day.scenario.dispatch.waiting, often()};
    WatchedDispatcher dispatcher{policy};
    test::ListRecorder recorder;
    // The simulation checks order, loads, windows, rides, promises and shifts of each new plan.
    REQUIRE_NOTHROW(Simulation{day.world, day.demand, day.scenario, dispatcher, recorder}.run());
    for (const auto& request : recorder.requests) {
      if (request.end != RequestEnd::served) continue;
      ++served;
      INFO("request " << request.request.value);
      REQUIRE(request.pickup <= request.promise.latest_pickup);
      REQUIRE(request.dropoff <= request.promise.latest_dropoff);
      REQUIRE(request.dropoff - request.boarded <= request.promise.max_ride);
      for (const auto& event : recorder.events) {
        if (event.request != request.request) continue;
        if (event.kind == EventKind::boarding) REQUIRE(event.shuttle == request.shuttle);
        if (event.kind == EventKind::accepted) moved += event.shuttle != request.shuttle ? 1 : 0;
      }
    }
    new_plans += dispatcher.new_plans;
  }
  CHECK(served > test::seen(1'000));
  CHECK(new_plans > test::seen(50));
  CHECK(moved > test::seen(10));
}

TEST_CASE("a new plan puts off nobody's promise while shuttles are late") {
  int broken = 0;
  int new_plans = 0;
  for (std::uint64_t seed = 1; seed <= test::draws(80); ++seed) {
    INFO("seed " << seed);
    auto day = test::random_day(seed, 30);
    day.scenario.disturbances.driving_noise = 0.3;
    day.scenario.disturbances.dwell_noise = 0.5;
    RollingPlanDispatcher policy{day.world.oracle(), day.scenario.dispatch.waiting, often()};
    KeepsPromises dispatcher{policy};
    test::ListRecorder recorder;
    REQUIRE_NOTHROW(Simulation{day.world, day.demand, day.scenario, dispatcher, recorder}.run());
    new_plans += dispatcher.new_plans;
    broken += static_cast<int>(std::count_if(recorder.events.begin(), recorder.events.end(), [](const Event& event) {
      return event.kind == EventKind::promise_broken;
    }));
  }
  CHECK(new_plans > test::seen(50));
  CHECK(broken > test::seen(10));  // by the road, not by a decision
}

TEST_CASE("the same day is planned anew in the same way") {
  const auto day = test::random_day(4, 40);
  std::array<std::vector<Milliseconds>, 2> pickups;
  for (auto& times : pickups) {
    RollingPlanDispatcher dispatcher{day.world.oracle(), day.scenario.dispatch.waiting, often()};
    test::ListRecorder recorder;
    Simulation{day.world, day.demand, day.scenario, dispatcher, recorder}.run();
    for (const auto& request : recorder.requests) times.push_back(request.pickup);
  }
  CHECK(pickups[0] == pickups[1]);
}

TEST_CASE("with new plans, shuttles drive less for each trip than when requests are decided in turn") {
  Milliseconds in_turn{0};
  Milliseconds anew{0};
  for (std::uint64_t seed = 1; seed <= test::draws(40); ++seed) {
    const auto day = test::random_day(seed, 30);
    for (const bool rolling : {false, true}) {
      DispatchSettings settings = often();
      settings.rolling_plan.iterations = 300;
      const auto dispatcher = make_dispatcher(rolling ? "rolling_plan" : "insertion", day.world.oracle(),
                                              day.scenario.dispatch.waiting, settings);
      test::ListRecorder recorder;
      Simulation{day.world, day.demand, day.scenario, *dispatcher, recorder}.run();
      const auto served = std::count_if(recorder.requests.begin(), recorder.requests.end(),
                                        [](const auto& request) { return request.end == RequestEnd::served; });
      (rolling ? anew : in_turn) += Milliseconds{driving_time(recorder).count / std::max<std::int64_t>(1, served)};
    }
  }
  CHECK(anew < in_turn);
}

TEST_CASE("nothing is planned anew while nobody waits, and the run ends") {
  const auto day = test::random_day(9, 0);
  RollingPlanDispatcher dispatcher{day.world.oracle(), day.scenario.dispatch.waiting, often()};
  test::ListRecorder recorder;
  Simulation{day.world, day.demand, day.scenario, dispatcher, recorder}.run();
  CHECK(recorder.requests.empty());
}
