#include <catch2/catch.hpp>

#include <map>

#include "dispatch/explanation.h"
#include "dispatch/policies/insertion_dispatcher.h"
#include "support/brute_force_insertion.h"
#include "support/draws.h"
#include "support/random_day.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

/// Decides by a policy, and explains each request it is asked about.
class ExplainingDispatcher : public Dispatcher {
 public:
  ExplainingDispatcher(const std::string& policy, const TravelTimeOracle& oracle, WaitingPolicy waiting)
      : policy_{make_dispatcher(policy, oracle, waiting)},
        explanation_{oracle, waiting, policy == "first_come" ? Sharing::none : Sharing::allowed} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    for (const PendingTrip& trip : pending) {
      if (trip.choices == nullptr) candidates[trip.request] = explanation_.examine(trip, fleet);
    }
    policy_->dispatch(pending, fleet, proposal);
    decided(pending, fleet, proposal);
  }
  virtual void decided(std::span<const PendingTrip> /*pending*/, const FleetView& /*fleet*/,
                       const Proposal& /*proposal*/) {}

  std::map<RequestId, std::vector<CandidateShuttle>> candidates;

 private:
  std::unique_ptr<Dispatcher> policy_;
  Explanation explanation_;
};

struct ExplainedDay {
  std::map<RequestId, std::vector<CandidateShuttle>> candidates;
  std::vector<RequestRecord> requests;
};

// Runs what the world holds, and leaves it as it is.
ExplainedDay explained(const SmallWorld& day) {
  const World world{RoadGraph{day.map.graph.columns()}, day.shuttles, day.scenario.services, ClosedRoads{day.closures}};
  const Demand demand{day.requests};
  ExplainingDispatcher dispatcher{day.scenario.dispatch.policy, world.oracle(), day.scenario.dispatch.waiting};
  ListRecorder log;
  Simulation{world, demand, day.scenario, dispatcher, log}.run();
  return {dispatcher.candidates, log.requests};
}

// What one request needs of a kind, by its only candidate or the one that needs least.
std::optional<Relaxation> needed(const ExplainedDay& day, RequestId request, RelaxationKind kind) {
  std::optional<Relaxation> least;
  for (const CandidateShuttle& candidate : day.candidates.at(request)) {
    for (const Relaxation& relaxation : candidate.relaxations) {
      if (relaxation.kind == kind && (!least || relaxation.by < least->by)) least = relaxation;
    }
  }
  return least;
}

bool served(const SmallWorld& day, RequestId request) {
  return explained(day).requests[request.index()].end == RequestEnd::served;
}

// A---------B---------C---------D      1 km per dash, 60 km/h: nine minutes from letter to letter
const char* const kValley = "A---------B---------C---------D\n";

}  // namespace

// In each of these the scenario itself is changed by what is told, and run again; then by a millisecond less.

TEST_CASE("as much more wait as told serves the request, and a millisecond less does not") {
  SmallWorld world{kValley};
  world.scenario.services[0].rules.max_wait_time = 5_min;
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.trip(world.map.between('B', 'C', 0.5), world.map.between('C', 'D', 0.5), 9_h);
  const auto day = explained(world);
  REQUIRE(day.requests[0].reason == RefusalReason::too_far_away);
  CHECK(day.candidates.at(RequestId{0}).at(0).reason == RefusalReason::too_far_away);
  const auto wait = needed(day, RequestId{0}, RelaxationKind::wait);
  REQUIRE(wait);
  CHECK(wait->by == 510_s);
  CHECK_FALSE(needed(day, RequestId{0}, RelaxationKind::travel_time));
  world.scenario.services[0].rules.max_wait_time = 5_min + wait->by;
  CHECK(served(world, RequestId{0}));
  world.scenario.services[0].rules.max_wait_time -= 1_ms;
  CHECK_FALSE(served(world, RequestId{0}));
}

TEST_CASE("what is told reckons with roads that are known to be closed") {
  // The road to the passenger is closed until 9:20, which is known from 7:00 on: the shuttle waits in front of it.
  SmallWorld world{kValley};
  world.scenario.services[0].rules.max_wait_time = 10_min;
  world.shuttle(world.map.between('A', 'B', 0.0));
  for (const auto& [from, to] : {std::pair{'B', 'C'}, {'C', 'B'}}) {
    world.closures.push_back({world.map.edge(from, to), 8_h, 9_h + 20_min, 7_h});
  }
  world.trip(world.map.between('B', 'C', 0.5), world.map.between('C', 'D', 0.5), 9_h);
  const auto day = explained(world);
  REQUIRE(day.requests[0].reason == RefusalReason::too_far_away);
  const auto wait = needed(day, RequestId{0}, RelaxationKind::wait);
  REQUIRE(wait);
  CHECK(wait->by == 870_s);  // it opens at 9:20; four and a half minutes behind it is a wait of 24 and a half
  world.scenario.services[0].rules.max_wait_time = 10_min + wait->by;
  CHECK(served(world, RequestId{0}));
  world.scenario.services[0].rules.max_wait_time -= 1_ms;
  CHECK_FALSE(served(world, RequestId{0}));
  // Where nobody knows of it, nothing is told of it.
  for (Closure& closure : world.closures) closure.announced = closure.from = 9_h + 1_min;
  world.scenario.services[0].rules.max_wait_time = 10_min;
  const auto unknown = needed(explained(world), RequestId{0}, RelaxationKind::wait);
  REQUIRE(unknown);
  CHECK(unknown->by.count == (210_s).count);
}

TEST_CASE("as much later an arrival as told serves the request, and a millisecond less does not") {
  SmallWorld world{kValley};
  world.scenario.services[0].rules.max_wait_time = 1_h;
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.trip(world.map.between('B', 'C', 0.5), world.map.between('C', 'D', 0.5), 9_h).latest_arrival = 9_h + 20_min;
  const auto day = explained(world);
  REQUIRE(day.requests[0].reason == RefusalReason::trip_too_long);
  const auto later = needed(day, RequestId{0}, RelaxationKind::travel_time);
  REQUIRE(later);
  CHECK(later->by == 150_s);
  world.requests[0].latest_arrival += later->by;
  CHECK(served(world, RequestId{0}));
  world.requests[0].latest_arrival -= 1_ms;
  CHECK_FALSE(served(world, RequestId{0}));
}

TEST_CASE("where neither more wait nor a later arrival suffices alone, both together are told") {
  SmallWorld world{kValley};
  world.scenario.services[0].rules.max_wait_time = 5_min;
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.trip(world.map.between('B', 'C', 0.5), world.map.between('C', 'D', 0.5), 9_h).latest_arrival = 9_h + 20_min;
  const auto day = explained(world);
  CHECK_FALSE(needed(day, RequestId{0}, RelaxationKind::wait));
  CHECK_FALSE(needed(day, RequestId{0}, RelaxationKind::travel_time));
  const auto both = needed(day, RequestId{0}, RelaxationKind::wait_and_travel_time);
  REQUIRE(both);
  CHECK(both->by == 510_s);
  CHECK(both->later == 150_s);
  world.scenario.services[0].rules.max_wait_time += both->by;
  world.requests[0].latest_arrival += both->later;
  CHECK(served(world, RequestId{0}));
  world.requests[0].latest_arrival -= 1_ms;
  CHECK_FALSE(served(world, RequestId{0}));
}

TEST_CASE("a wheelchair place more, as told, serves the request") {
  SmallWorld world{kValley};
  world.scenario.services[0].rules.max_wait_time = 10_min;
  world.shuttle(world.map.between('A', 'B', 0.0), 4, 1);
  for (int i = 0; i < 2; ++i) {
    world.trip(world.map.between('A', 'B', 0.1), world.map.between('C', 'D', 0.5), 9_h).wheelchairs = 1;
  }
  const auto day = explained(world);
  REQUIRE(day.requests[1].end == RequestEnd::refused);
  const auto places = needed(day, RequestId{1}, RelaxationKind::places);
  REQUIRE(places);
  CHECK(places->seats == 0);
  CHECK(places->wheelchairs == 1);
  world.shuttles[0].capacity = Load::of(4, 2);
  CHECK(served(world, RequestId{1}));
}

TEST_CASE("two seats more, as told, serve the party; one does not") {
  SmallWorld world{kValley};
  world.scenario.services[0].rules.max_wait_time = 10_min;
  world.shuttle(world.map.between('A', 'B', 0.0), 4, 0);
  for (int i = 0; i < 2; ++i) {
    world.trip(world.map.between('A', 'B', 0.1), world.map.between('C', 'D', 0.5), 9_h).party_size = 3;
  }
  const auto places = needed(explained(world), RequestId{1}, RelaxationKind::places);
  REQUIRE(places);
  CHECK(places->seats == 2);
  world.shuttles[0].capacity = Load::of(6, 0);
  CHECK(served(world, RequestId{1}));
  world.shuttles[0].capacity = Load::of(5, 0);
  CHECK_FALSE(served(world, RequestId{1}));
}

TEST_CASE("a shift that ends as late as told serves the request, and a millisecond earlier does not") {
  for (const char* policy : {"insertion", "first_come"}) {
    SmallWorld world{kValley};
    world.scenario.dispatch.policy = policy;
    world.shuttle(world.map.between('A', 'B', 0.0), 8, 1, 8_h, 9_h + 20_min);
    world.trip(world.map.between('A', 'B', 0.5), world.map.between('C', 'D', 0.5), 9_h);
    const auto day = explained(world);
    REQUIRE(day.requests[0].reason == RefusalReason::shift_ends);
    const auto shift = needed(day, RequestId{0}, RelaxationKind::shift_end);
    REQUIRE(shift);
    CHECK(shift->moved() == 9_h + 45_min);
    CHECK(shift->by == 25_min);
    world.shuttles[0].shifts[0].end = shift->moved();
    CHECK(served(world, RequestId{0}));
    world.shuttles[0].shifts[0].end -= 1_ms;
    CHECK_FALSE(served(world, RequestId{0}));
  }
}

TEST_CASE("a shift that starts as early as told serves the request, and a millisecond later does not") {
  SmallWorld world{kValley};
  world.scenario.services[0].rules.max_wait_time = 10_min;
  world.shuttle(world.map.between('A', 'B', 0.0), 8, 1, 8_h);
  world.trip(world.map.between('B', 'C', 0.0), world.map.between('C', 'D', 0.5), 7_h, 7_h + 55_min);
  const auto day = explained(world);
  REQUIRE(day.requests[0].end == RequestEnd::refused);
  const auto shift = needed(day, RequestId{0}, RelaxationKind::shift_start);
  REQUIRE(shift);
  CHECK(shift->moved() == 7_h + 56_min);
  world.shuttles[0].shifts[0].start = shift->moved();
  CHECK(served(world, RequestId{0}));
  world.shuttles[0].shifts[0].start += 1_ms;
  CHECK_FALSE(served(world, RequestId{0}));
}

TEST_CASE("a driver at the wheel as much longer as told serves the request") {
  SmallWorld world{kValley};
  world.scenario.services[0].rules.max_wait_time = 10_min;
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.shuttles[0].max_continuous_driving = 30_min;
  world.trip(world.map.between('B', 'C', 0.0), world.map.between('C', 'D', 1.0), 9_h);
  const auto day = explained(world);
  REQUIRE(day.requests[0].reason == RefusalReason::driver_rules);
  const auto driving = needed(day, RequestId{0}, RelaxationKind::driving);
  REQUIRE(driving);
  CHECK(driving->by == 24_min);  // there, along and back are 54
  CHECK(driving->moved() == 54_min);
  world.shuttles[0].max_continuous_driving += driving->by;
  CHECK(served(world, RequestId{0}));
  world.shuttles[0].max_continuous_driving -= 1_ms;
  CHECK_FALSE(served(world, RequestId{0}));
}

TEST_CASE("if the passenger named allowed as much detour as told, the request is served") {
  SmallWorld world{kValley};
  world.scenario.services[0].rules.max_wait_time = 10_min;
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.trip(world.map.between('A', 'B', 0.0), world.map.between('C', 'D', 1.0), 9_h).latest_arrival = 9_h + 30_min;
  auto& second = world.trip(world.map.between('A', 'B', 0.5), world.map.between('A', 'B', 0.2), 9_h);
  second.latest_arrival = 9_h + 15_min;
  const auto day = explained(world);
  REQUIRE(day.requests[0].end == RequestEnd::served);
  REQUIRE(day.requests[1].reason == RefusalReason::promises_to_others);
  const auto promise = needed(day, RequestId{1}, RelaxationKind::other_promise);
  REQUIRE(promise);
  CHECK(promise->other == RequestId{0});
  CHECK(promise->by == 144_s);  // 2.7 km back and again; three minutes were to spare
  world.requests[0].latest_arrival += promise->by;
  CHECK(served(world, RequestId{1}));
  world.requests[0].latest_arrival -= 1_ms;
  CHECK_FALSE(served(world, RequestId{1}));
}

TEST_CASE("an acceptance tells what each shuttle would have cost, and the least is the one chosen") {
  SmallWorld world{kValley};
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.shuttle(world.map.between('B', 'C', 0.0));
  world.trip(world.map.between('A', 'B', 0.9), world.map.between('C', 'D', 0.5), 9_h);
  const auto day = explained(world);
  const auto& candidates = day.candidates.at(RequestId{0});
  REQUIRE(candidates.size() == 2);
  REQUIRE(candidates[0].best);
  REQUIRE(candidates[1].best);
  CHECK(candidates[1].best->cost < candidates[0].best->cost);
  CHECK(day.requests[0].shuttle == ShuttleId{1});
}

namespace {

/// Holds each limit told against a search that shares no code with it: enough, and a millisecond less is not.
class DoubtingDispatcher final : public ExplainingDispatcher {
 public:
  using ExplainingDispatcher::ExplainingDispatcher;

  void decided(std::span<const PendingTrip> pending, const FleetView& fleet, const Proposal& proposal) override {
    for (const PendingTrip& trip : pending) {
      const bool accepted = proposal.verdicts.at(0).kind == VerdictKind::accept;
      bool any = false;
      auto closest = RefusalReason::too_far_away;
      for (const CandidateShuttle& candidate : candidates.at(trip.request)) {
        any |= candidate.best.has_value();
        closest = std::max(closest, candidate.reason);
        for (const Relaxation& relaxation : candidate.relaxations) doubt(trip, fleet, relaxation);
      }
      REQUIRE(any == accepted);
      if (!accepted) REQUIRE(closest == proposal.verdicts.at(0).reason);
    }
  }

  std::map<RelaxationKind, int> told;

 private:
  void doubt(const PendingTrip& trip, const FleetView& fleet, const Relaxation& relaxation) {
    const auto serves = [&](Milliseconds by) {
      PendingTrip wider = trip;
      wider.only = relaxation.shuttle;
      if (relaxation.kind == RelaxationKind::wait) wider.pickup.latest += by;
      if (relaxation.kind == RelaxationKind::travel_time) wider.dropoff.latest += by;
      if (relaxation.kind == RelaxationKind::ride) wider.dropoff.max_ride += by;
      if (relaxation.kind == RelaxationKind::wait_and_travel_time) {
        wider.pickup.latest += by;
        wider.dropoff.latest += relaxation.later;
      }
      return brute_force_insertion(wider, fleet).has_value();
    };
    ++told[relaxation.kind];
    if (relaxation.kind > RelaxationKind::ride && relaxation.kind != RelaxationKind::wait_and_travel_time) return;
    INFO("request " << trip.request.value << ", kind " << static_cast<int>(relaxation.kind) << ", by "
                    << relaxation.by.count);
    REQUIRE(serves(relaxation.by));
    REQUIRE_FALSE(serves(relaxation.by - 1_ms));
  }
};

}  // namespace

TEST_CASE("on random days what is told of a passenger's own limits is enough, and a millisecond less is not") {
  std::map<RelaxationKind, int> told;
  for (std::uint64_t seed = 1; seed <= test::draws(60); ++seed) {
    INFO("seed " << seed);
    const auto day = random_day(seed);
    DoubtingDispatcher dispatcher{"insertion", day.world.oracle(), day.scenario.dispatch.waiting};
    ListRecorder log;
    Simulation{day.world, day.demand, day.scenario, dispatcher, log}.run();
    for (const auto& [kind, times] : dispatcher.told) told[kind] += times;
  }
  for (const auto kind : {RelaxationKind::wait, RelaxationKind::travel_time, RelaxationKind::places,
                          RelaxationKind::shift_end, RelaxationKind::other_promise}) {
    INFO("kind " << static_cast<int>(kind));
    CHECK(told[kind] > test::seen(10));
  }
}
