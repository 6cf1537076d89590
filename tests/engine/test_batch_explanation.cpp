#include <catch2/catch.hpp>

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "dispatch/decision_witness.h"
#include "dispatch/policies/batch_dispatcher.h"
#include "support/brute_force_insertion.h"
#include "support/draws.h"
#include "support/random_day.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

PendingTrip relaxed(const PendingTrip& trip, const Relaxation& relaxation, Milliseconds less = 0_ms) {
  PendingTrip wider = trip;
  const Milliseconds by = relaxation.by - less;
  if (relaxation.kind == RelaxationKind::wait) wider.pickup.latest += by;
  if (relaxation.kind == RelaxationKind::travel_time) wider.dropoff.latest += by;
  if (relaxation.kind == RelaxationKind::ride) wider.dropoff.max_ride += by;
  if (relaxation.kind == RelaxationKind::wait_and_travel_time) {
    wider.pickup.latest += relaxation.by;
    wider.dropoff.latest += relaxation.later - less;
  }
  return wider;
}

bool is_own_limit(const Relaxation& relaxation) {
  return relaxation.kind <= RelaxationKind::ride || relaxation.kind == RelaxationKind::wait_and_travel_time;
}

/// Decides by batch, and decides each moment again with each limit widened that is told to somebody refused.
class DoubtingDispatcher final : public Dispatcher {
 public:
  DoubtingDispatcher(const TravelTimeOracle& oracle, WaitingPolicy waiting, const DispatchSettings& settings)
      : oracle_{oracle},
        waiting_{waiting},
        settings_{settings},
        policy_{oracle, waiting, settings},
        explanation_{oracle, waiting, Sharing::allowed, settings.objective} {
    policy_.tell_unplaced([this](const PendingTrip& trip, const FleetView& fleet) { look_at(trip, fleet); });
  }

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    found_.clear();
    policy_.dispatch(pending, fleet, proposal);
    for (const auto& [request, candidates] : found_) {
      auto closest = RefusalReason::too_far_away;
      for (const CandidateShuttle& candidate : candidates) {
        REQUIRE_FALSE(candidate.best);
        if (closeness(candidate.reason) > closeness(closest)) closest = candidate.reason;
        for (const Relaxation& relaxation : candidate.relaxations) {
          if (is_own_limit(relaxation)) decide_again(request, relaxation, pending, fleet);
        }
      }
      const auto verdict = std::find_if(proposal.verdicts.begin(), proposal.verdicts.end(),
                                        [id = request](const Verdict& one) { return one.request == id; });
      REQUIRE(verdict->kind == VerdictKind::refuse);
      REQUIRE(verdict->reason == closest);
    }
  }

  std::map<RelaxationKind, int> told;
  int among_others = 0;

 private:
  // While the view shows what the others were given.
  void look_at(const PendingTrip& trip, const FleetView& fleet) {
    const auto& candidates = found_[trip.request] = explanation_.examine(trip, fleet);
    for (const CandidateShuttle& candidate : candidates) {
      for (const Relaxation& relaxation : candidate.relaxations) {
        if (!is_own_limit(relaxation)) continue;
        PendingTrip enough = relaxed(trip, relaxation);
        PendingTrip too_little = relaxed(trip, relaxation, 1_ms);
        enough.only = too_little.only = candidate.shuttle;
        INFO("request " << trip.request.value << ", kind " << static_cast<int>(relaxation.kind));
        REQUIRE(brute_force_insertion(enough, fleet));
        REQUIRE_FALSE(brute_force_insertion(too_little, fleet));
      }
    }
  }

  void decide_again(RequestId request, const Relaxation& relaxation, std::span<const PendingTrip> pending,
                    const FleetView& fleet) {
    ++told[relaxation.kind];
    among_others += pending.size() > 1 ? 1 : 0;
    std::vector<PendingTrip> wider{pending.begin(), pending.end()};
    for (PendingTrip& trip : wider) {
      if (trip.request == request) trip = relaxed(trip, relaxation);
    }
    DispatchSettings at_once = settings_;
    at_once.batch.window = 0_s;
    BatchDispatcher again{oracle_, waiting_, at_once};
    Proposal proposal;
    again.dispatch(wider, fleet, proposal);
    const auto verdict = std::find_if(proposal.verdicts.begin(), proposal.verdicts.end(),
                                      [request](const Verdict& one) { return one.request == request; });
    INFO("request " << request.value << " of " << pending.size() << ", kind " << static_cast<int>(relaxation.kind)
                    << ", by " << relaxation.by.count);
    REQUIRE(verdict->kind == VerdictKind::accept);
  }

  const TravelTimeOracle& oracle_;
  WaitingPolicy waiting_;
  DispatchSettings settings_;
  BatchDispatcher policy_;
  Explanation explanation_;
  std::map<RequestId, std::vector<CandidateShuttle>> found_;
};

struct WitnessedDay {
  ExaminedDecision decision;
  std::vector<RequestRecord> requests;
};

WitnessedDay witnessed(const SmallWorld& day, RequestId request) {
  const World world{RoadGraph{day.map.graph.columns()}, day.shuttles, day.scenario.services};
  const Demand demand{day.requests};
  const auto& [policy, waiting, settings] = day.scenario.dispatch;
  DecisionWitness witness{make_dispatcher(policy, world.oracle(), waiting, settings),
                          Explanation{world.oracle(), waiting, Sharing::allowed, settings.objective}, request};
  ListRecorder log;
  Simulation{world, demand, day.scenario, witness, log}.run();
  return {witness.examined(), log.requests};
}

// A---------B---------C---------D      1 km per dash, 60 km/h: nine minutes from letter to letter
struct Valley : SmallWorld {
  Valley() : SmallWorld{"A---------B---------C---------D\n"} {
    scenario.dispatch.policy = "batch";
    scenario.services[0].rules.max_wait_time = 1_h;
    shuttle(map.between('A', 'B', 0.0), 1, 0);
    // One seat, and time for one of them only.
    trip(map.between('A', 'B', 0.0), map.between('B', 'C', 0.0), 9_h).latest_arrival = 9_h + 15_min;
    trip(map.between('A', 'B', 0.0), map.between('B', 'C', 0.5), 9_h + 10_s).latest_arrival = 9_h + 20_min;
  }
};

}  // namespace

TEST_CASE("a limit widened as told serves the request in the joint decision too, on random days") {
  std::map<RelaxationKind, int> told;
  int among_others = 0;
  for (std::uint64_t seed = 1; seed <= test::draws(50); ++seed) {
    INFO("seed " << seed);
    auto day = random_day(seed, 30);
    day.scenario.dispatch.settings.batch.window = 5_min;
    day.scenario.dispatch.settings.batch.reassign = seed % 3 != 0;
    if (seed % 4 == 0) day.scenario.dispatch.settings.objective.kind = Objective::passenger_delay;
    DoubtingDispatcher dispatcher{day.world.oracle(), day.scenario.dispatch.waiting, day.scenario.dispatch.settings};
    ListRecorder log;
    Simulation{day.world, day.demand, day.scenario, dispatcher, log}.run();
    for (const auto& [kind, times] : dispatcher.told) told[kind] += times;
    among_others += dispatcher.among_others;
  }
  CHECK(told[RelaxationKind::wait] > test::seen(10));
  CHECK(told[RelaxationKind::travel_time] > test::seen(10));
  CHECK(told[RelaxationKind::wait_and_travel_time] > test::seen(10));
  CHECK(among_others > test::seen(100));
}

TEST_CASE("who loses to another in a joint decision is told to whom, and what would have been enough") {
  const Valley valley;
  const auto first = witnessed(valley, RequestId{0});
  REQUIRE((first.requests[0].end == RequestEnd::served) != (first.requests[1].end == RequestEnd::served));
  const RequestId loser{first.requests[0].end == RequestEnd::served ? 1 : 0};
  const RequestId winner{1 - loser.value};
  const auto day = witnessed(valley, loser);
  CHECK(day.decision.jointly);
  CHECK(day.decision.others == 1);
  CHECK(day.decision.others_accepted == 1);
  REQUIRE(day.decision.candidates.size() == 1);
  const CandidateShuttle& candidate = day.decision.candidates[0];
  CHECK_FALSE(candidate.best);
  CHECK(candidate.alone);
  CHECK(candidate.given == std::vector<RequestId>{winner});
  CHECK(candidate.reason == day.requests[loser.index()].reason);
  const auto later = std::find_if(candidate.relaxations.begin(), candidate.relaxations.end(),
                                  [](const Relaxation& one) { return one.kind == RelaxationKind::travel_time; });
  REQUIRE(later != candidate.relaxations.end());

  Valley wider;
  wider.requests[loser.index()].latest_arrival += later->by;
  for (const auto& request : witnessed(wider, loser).requests) CHECK(request.end == RequestEnd::served);
  wider.requests[loser.index()].latest_arrival -= 1_ms;
  CHECK(witnessed(wider, loser).requests[loser.index()].end == RequestEnd::refused);

  // A seat more serves both.
  const auto seat = std::find_if(candidate.relaxations.begin(), candidate.relaxations.end(),
                                 [](const Relaxation& one) { return one.kind == RelaxationKind::places; });
  REQUIRE(seat != candidate.relaxations.end());
  Valley roomier;
  roomier.shuttles[0].capacity = Load::of(1 + seat->seats, 0);
  for (const auto& request : witnessed(roomier, loser).requests) CHECK(request.end == RequestEnd::served);
}

TEST_CASE("who is accepted in a joint decision is told what each shuttle would have added alone, and who went where") {
  Valley valley;
  valley.shuttle(valley.map.between('A', 'B', 0.2), 1, 0);
  const auto day = witnessed(valley, RequestId{1});
  for (const auto& request : day.requests) REQUIRE(request.end == RequestEnd::served);
  REQUIRE(day.decision.candidates.size() == 2);
  const ShuttleId others = day.requests[0].shuttle;
  REQUIRE(others != day.requests[1].shuttle);
  for (const CandidateShuttle& candidate : day.decision.candidates) {
    CHECK(candidate.best);
    CHECK(candidate.given ==
          (candidate.shuttle == others ? std::vector<RequestId>{RequestId{0}} : std::vector<RequestId>{}));
  }
}

TEST_CASE("asked alone, batch is explained as a decision on one") {
  Valley valley;
  valley.requests[1].submitted_at = valley.requests[1].earliest_departure = 12_h;
  valley.requests[1].latest_arrival = 12_h + 5_min;
  const auto day = witnessed(valley, RequestId{1});
  REQUIRE(day.requests[1].end == RequestEnd::refused);
  CHECK(day.decision.others == 0);
}
