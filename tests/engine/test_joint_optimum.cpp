#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/simulation.h"
#include "support/joint_optimum.h"
#include "support/list_recorder.h"
#include "support/random_day.h"

using namespace navette;
using namespace navette::literals;

namespace {

constexpr std::size_t kTrips = 4;

/// A random day whose few trips are all asked for before a shuttle sets out; a last one comes when they are decided.
Demand asked_early(const test::RandomDay& day) {
  std::vector<TripRequest> requests{day.demand.raw().begin(), day.demand.raw().end()};
  for (std::size_t r = 0; r < requests.size(); ++r) {
    TripRequest& request = requests[r];
    const Milliseconds before = request.earliest_departure;
    // Close to one another, so that they share shuttles and are in each other's way.
    request.earliest_departure = 8_h + 20_min + Milliseconds{before.count % (25 * 60'000LL)};
    if (request.latest_arrival < kNever) request.latest_arrival += request.earliest_departure - before;
    request.submitted_at = r < kTrips ? 7_h : 7_h + 30_min;
  }
  return Demand{std::move(requests)};
}

/// Lets a policy decide, and looks at the plans that stand when the last request comes.
class Watched : public Dispatcher {
 public:
  Watched(Dispatcher& policy, const ObjectiveSettings& objective) : policy_{policy}, objective_{objective} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    for (const PendingTrip& trip : pending) {
      if (trip.request.index() < kTrips) learn(trip);
      if (trip.request.index() == kTrips && !optimum) judge(fleet);
    }
    policy_.dispatch(pending, fleet, proposal);
  }

  std::optional<test::JointOptimum> optimum;
  double cost = 0;
  std::uint32_t served = 0;  // one bit for each of `trips_`

 private:
  void learn(const PendingTrip& trip) {
    const bool known =
        std::any_of(trips_.begin(), trips_.end(), [&](const PendingTrip& one) { return one.request == trip.request; });
    if (!known) trips_.push_back(trip);
  }

  void judge(const FleetView& fleet) {
    for (std::size_t s = 0; s < fleet.size(); ++s) {
      for (const PlannedStop& stop : fleet.schedule(ShuttleId{s}).stops()) {
        for (std::size_t t = 0; t < trips_.size(); ++t) {
          if (stop.kind == StopKind::pickup && stop.request == trips_[t].request) served |= 1U << t;
        }
      }
    }
    cost = test::cost_of_plans(fleet, objective_);
    // As the fleet was before anybody asked.
    for (std::size_t s = 0; s < fleet.size(); ++s) {
      std::vector<PlannedStop> depots;
      for (const PlannedStop& stop : fleet.schedule(ShuttleId{s}).stops()) {
        if (stop.kind == StopKind::depot) depots.push_back(stop);
      }
      fleet.suppose(ShuttleId{s}, depots);
    }
    optimum.emplace(trips_, fleet, objective_);
    for (std::size_t s = 0; s < fleet.size(); ++s) fleet.forget(ShuttleId{s});
  }

  Dispatcher& policy_;
  const ObjectiveSettings& objective_;
  std::vector<PendingTrip> trips_;
};

struct Tally {
  int judged = 0;
  int as_many = 0;  // as can be served at all
  int optimal = 0;  // as many, and for no more than need be
  int dearer = 0;   // than the same trips could be served
};

Tally hold_against_optimum(const std::string& policy, Objective objective, std::uint64_t seeds) {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    INFO(policy << ", seed " << seed);
    auto day = test::random_day(seed, kTrips + 1, 2);
    const Demand demand = asked_early(day);
    DispatchSettings& settings = day.scenario.dispatch.settings;
    settings.objective.kind = objective;
    settings.objective.delay.pickup = 0.5;
    settings.objective.sum.passenger_delay = 0.5;
    settings.objective.sum.vehicle_distance = 0.1;
    settings.rolling_plan.interval = 1_min;
    settings.rolling_plan.iterations = 100;
    const auto deciding = make_dispatcher(policy, day.world.oracle(), day.scenario.dispatch.waiting, settings);
    Watched watched{*deciding, settings.objective};
    test::ListRecorder recorder;
    Simulation{day.world, demand, day.scenario, watched, recorder}.run();
    if (!watched.optimum) continue;  // the last one is on no road, or too many for any shuttle
    const auto least = watched.optimum->cost(watched.served);
    REQUIRE(least.has_value());
    const double tolerance = 1e-6 * std::max(1.0, *least);
    INFO("cost " << watched.cost << ", least " << *least << ", served " << watched.served);
    REQUIRE(watched.cost >= *least - tolerance);
    const int count = std::popcount(watched.served);
    REQUIRE(count <= watched.optimum->most());
    ++tally.judged;
    const bool dearer = watched.cost > *least + tolerance;
    tally.as_many += count == watched.optimum->most() ? 1 : 0;
    tally.optimal += count == watched.optimum->most() && !dearer ? 1 : 0;
    tally.dearer += dearer ? 1 : 0;
  }
  return tally;
}

}  // namespace

TEST_CASE("insertion never beats the best joint plan, by any objective, and often reaches it") {
  int dearer = 0;
  for (const Objective objective :
       {Objective::operating_time, Objective::vehicle_distance, Objective::passenger_delay, Objective::weighted}) {
    const Tally tally = hold_against_optimum("insertion", objective, 120);
    CHECK(tally.judged > 80);
    CHECK(tally.optimal > 40);
    dearer += tally.dearer;
  }
  CHECK(dearer > 10);  // or there would be nothing to gain by planning jointly
}

TEST_CASE("no other policy beats the best joint plan either") {
  for (const std::string policy : {"first_come", "nearest_feasible", "regret", "batch", "rolling_plan"}) {
    const Tally tally = hold_against_optimum(policy, Objective::operating_time, 120);
    CHECK(tally.judged > 80);
    CHECK(tally.as_many > 40);
  }
}

TEST_CASE("of trips asked for one by one, batch with all of them to be reassigned finds the best joint plan") {
  const Tally tally = hold_against_optimum("batch", Objective::operating_time, 120);
  CHECK(tally.optimal >= tally.judged - 2);
}

TEST_CASE("plans improved at leisure are nearly always the best for whom they serve, those of insertion less often") {
  const Tally in_turn = hold_against_optimum("insertion", Objective::operating_time, 120);
  const Tally anew = hold_against_optimum("rolling_plan", Objective::operating_time, 120);
  CHECK(anew.dearer < in_turn.dearer);
  CHECK(anew.dearer <= anew.judged / 10);
}
