#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <map>

#include "core/random_stream.h"
#include "dispatch/batch/set_packing.h"
#include "dispatch/insertion/insertion_search.h"
#include "dispatch/policies/batch_dispatcher.h"
#include "dispatch/policies/insertion_dispatcher.h"
#include "engine/run/simulation.h"
#include "support/brute_force_sequence.h"
#include "support/draws.h"
#include "support/list_recorder.h"
#include "support/random_day.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::literals;

namespace {

// What all plans cost by the objective, were the proposal made so, in thousandths of its unit; visits are those of the
// old plans and of the pending trips.
double cost_after(const Proposal& proposal, std::span<const PendingTrip> pending, const FleetView& fleet,
                  const ObjectiveSettings& objective) {
  double total = 0;
  std::map<std::pair<RequestId, StopKind>, PlannedStop> visits;
  std::map<ShuttleId, std::vector<PlannedStop>> plans;
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const auto stops = fleet.schedule(ShuttleId{s}).stops();
    plans[ShuttleId{s}] = {stops.begin(), stops.end()};
    for (const PlannedStop& stop : stops) visits[{stop.request, stop.kind}] = stop;
  }
  for (const PendingTrip& trip : pending) {
    const auto verdict = std::find_if(proposal.verdicts.begin(), proposal.verdicts.end(),
                                      [&](const Verdict& one) { return one.request == trip.request; });
    const PendingTrip pair =
        trip.choices == nullptr ? trip : trip.between(static_cast<std::size_t>(std::max(verdict->choice, 0)));
    visits[{trip.request, StopKind::pickup}] = pair.pickup;
    visits[{trip.request, StopKind::dropoff}] = pair.dropoff;
    if (verdict->kind == VerdictKind::accept) total -= test::wish(pair, objective);
  }
  for (std::size_t i = 0; i < proposal.insertions.size(); ++i) {
    const Insertion& insertion = proposal.insertions[i];
    auto& plan = plans[insertion.shuttle];
    plan.insert(plan.begin() + insertion.dropoff_after, visits[{proposal.inserted[i], StopKind::dropoff}]);
    plan.insert(plan.begin() + insertion.pickup_after, visits[{proposal.inserted[i], StopKind::pickup}]);
  }
  for (const ProposedPlan& proposed : proposal.plans) {
    std::vector<PlannedStop> plan;
    std::vector<PlannedStop> depots;
    for (const PlannedStop& stop : plans[proposed.shuttle]) {
      if (stop.kind == StopKind::depot) depots.push_back(stop);
    }
    auto depot = depots.begin();
    for (const PlannedVisit& visit : proposed.visits) {
      plan.push_back(visit.kind == StopKind::depot ? *depot++ : visits[{visit.request, visit.kind}]);
    }
    plans[proposed.shuttle] = plan;
  }
  for (const auto& [shuttle, plan] : plans) {
    if (plan.empty()) continue;
    test::Sequence sequence{fleet.origin(shuttle), plan, {}, {}};
    sequence.drive = test::drives(fleet.oracle().graph(), sequence.origin, sequence.stops);
    REQUIRE(test::feasible(sequence));
    const int aboard = fleet.on_board(shuttle).seats() + fleet.on_board(shuttle).wheelchairs();
    total += test::cost_of(sequence, aboard, objective, fleet.oracle());
  }
  return total;
}

int accepted(const Proposal& proposal) {
  return static_cast<int>(std::count_if(proposal.verdicts.begin(), proposal.verdicts.end(),
                                        [](const Verdict& one) { return one.kind == VerdictKind::accept; }));
}

/// Lets one policy decide, and holds what it decides against what another would at the same moment.
class Rivals : public Dispatcher {
 public:
  Rivals(Dispatcher& deciding, const TravelTimeOracle& oracle, WaitingPolicy waiting,
         const ObjectiveSettings& objective)
      : deciding_{deciding}, search_{oracle, waiting, objective}, objective_{objective} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    deciding_.dispatch(pending, fleet, proposal);
    const bool decided = std::any_of(proposal.verdicts.begin(), proposal.verdicts.end(),
                                     [](const Verdict& one) { return one.kind != VerdictKind::defer; });
    if (!decided || pending.front().contract >= 0) return;
    Proposal in_turn = insertion_in_turn(pending, fleet);
    INFO("at " << fleet.now().count << " of " << pending.size());
    const int joint = accepted(proposal);
    const int turn = accepted(in_turn);
    REQUIRE(joint >= turn);
    more += joint - turn;
    together = std::max(together, static_cast<int>(pending.size()));
    plans += static_cast<int>(proposal.plans.size());
    if (joint > turn) return;
    const double cost = cost_after(proposal, pending, fleet, objective_);
    const double other = cost_after(in_turn, pending, fleet, objective_);
    // Costs of insertions are rounded, one by one.
    REQUIRE(cost <= other + 2.0 * static_cast<double>(pending.size() + 12));
    ++compared;
    cheaper += cost < other - 1 ? 1 : 0;
  }

  int more = 0;      // requests served beyond those served in turn
  int together = 0;  // decided at one moment, at most
  int plans = 0;     // written anew
  int compared = 0;
  int cheaper = 0;

 private:
  Proposal insertion_in_turn(std::span<const PendingTrip> pending, const FleetView& fleet) {
    Proposal proposal;
    SupposedPlans supposed{fleet};
    for (const PendingTrip& trip : pending) {
      const auto found = search_.search(trip, fleet);
      if (!found) {
        proposal.refuse(trip.request, RefusalReason::too_far_away);
        continue;
      }
      proposal.accept(trip.request, *found);
      supposed.suppose(found->shuttle, search_.stops_with(trip, *found, fleet));
    }
    return proposal;
  }

  Dispatcher& deciding_;
  InsertionSearch search_;
  ObjectiveSettings objective_;
};

constexpr std::array kObjectives{Objective::operating_time, Objective::vehicle_distance, Objective::passenger_delay,
                                 Objective::weighted};

struct Tally {
  int more = 0;
  int plans = 0;
  int compared = 0;
  int cheaper = 0;
  int reassigned = 0;
};

Tally hold_against_insertion(Milliseconds window, std::uint64_t seeds, Objective objective) {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    INFO("seed " << seed);
    auto day = seed % 4 == 0 ? test::random_day_of_two_services(seed, 40) : test::random_day(seed, 40);
    DispatchSettings settings;
    settings.batch.window = window;
    settings.objective.kind = objective;
    settings.objective.delay.pickup = 0.5;
    settings.objective.distance.passenger = 0.2;
    settings.objective.sum.passenger_delay = 0.5;
    settings.objective.sum.vehicle_distance = 0.1;
    BatchDispatcher batch{day.world.oracle(), day.scenario.dispatch.waiting, settings};
    Rivals rivals{batch, day.world.oracle(), day.scenario.dispatch.waiting, settings.objective};
    test::ListRecorder recorder;
    REQUIRE_NOTHROW(Simulation{day.world, day.demand, day.scenario, rivals, recorder}.run());
    tally.more += rivals.more;
    tally.plans += rivals.plans;
    tally.compared += rivals.compared;
    tally.cheaper += rivals.cheaper;
    tally.reassigned +=
        static_cast<int>(std::count_if(recorder.events.begin(), recorder.events.end(),
                                       [](const Event& event) { return event.kind == EventKind::reassigned; }));
  }
  return tally;
}

}  // namespace

TEST_CASE("for one request, batch adds no more than insertion, and serves whom insertion serves") {
  for (const Objective objective : kObjectives) {
    INFO("objective " << static_cast<int>(objective));
    const Tally tally = hold_against_insertion(0_s, 40, objective);
    CHECK(tally.compared > 300);
    CHECK(tally.cheaper > 5);
    CHECK(tally.reassigned > 5);
  }
}

TEST_CASE("of those collected, batch serves no fewer than insertion in turn, and for no more") {
  for (const Objective objective : kObjectives) {
    INFO("objective " << static_cast<int>(objective));
    const Tally tally = hold_against_insertion(3_min, 40, objective);
    CHECK(tally.more > 2);
    CHECK(tally.cheaper > 10);
    CHECK(tally.plans > 10);
  }
}

TEST_CASE("a set packing is the best there is, by trying all, and covers what it must") {
  for (std::uint64_t seed = 1; seed <= test::draws(60); ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    PackingProblem problem;
    const std::size_t rows = 3 + random.below(5);
    problem.must.assign(rows, 0);
    Packing known;
    for (std::size_t row = 0; row < rows; ++row) {
      // Alone, so that there is an answer.
      problem.must[row] = random.below(3) == 0 ? 1 : 0;
      if (problem.must[row] != 0) {
        known.chosen.push_back(static_cast<std::int32_t>(problem.columns.size()));
        known.cost += 9'000;
        problem.columns.push_back({{static_cast<std::int32_t>(row)}, 9'000});
      }
    }
    while (problem.columns.size() < 14) {
      PackingColumn column;
      for (std::size_t row = 0; row < rows; ++row) {
        if (random.below(3) == 0) column.rows.push_back(static_cast<std::int32_t>(row));
      }
      if (column.rows.empty()) continue;
      column.cost = static_cast<std::int64_t>(random.below(12'000)) - 6'000;
      problem.columns.push_back(column);
    }
    std::int64_t least = known.cost;
    for (std::uint32_t set = 0; set < (1U << problem.columns.size()); ++set) {
      std::vector<int> covered(rows, 0);
      std::int64_t cost = 0;
      for (std::size_t c = 0; c < problem.columns.size(); ++c) {
        if ((set >> c & 1U) == 0) continue;
        cost += problem.columns[c].cost;
        for (const std::int32_t row : problem.columns[c].rows) ++covered[static_cast<std::size_t>(row)];
      }
      bool packs = cost < least;
      for (std::size_t row = 0; row < rows && packs; ++row)
        packs = covered[row] <= 1 && covered[row] >= problem.must[row];
      if (packs) least = cost;
    }
    const Packing found = pack(problem, known, 1'000);
    CHECK(found.cost == least);
    CHECK(found.gap == 0);
  }
}

TEST_CASE("batch tells how often its packing was not proven to be the best") {
  const auto day = test::random_day(2, 40);
  DispatchSettings settings;
  settings.batch.window = 3_min;
  for (const int nodes : {1'000, 0}) {
    settings.batch.max_nodes = nodes;
    BatchDispatcher batch{day.world.oracle(), day.scenario.dispatch.waiting, settings};
    CHECK(batch.report().find("of 0 joint decisions, all") != std::string::npos);
    test::ListRecorder recorder;
    Simulation{day.world, day.demand, day.scenario, batch, recorder}.run();
    INFO(batch.report());
    CHECK(batch.report().find("of 0 joint decisions") == std::string::npos);
    if (nodes > 0) CHECK(batch.report().find("all are proven to be the best, within 1000 nodes") != std::string::npos);
  }
}
