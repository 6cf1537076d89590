#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "dispatch/policies/insertion_dispatcher.h"
#include "engine/run/simulation.h"
#include "support/brute_force_insertion.h"
#include "support/draws.h"
#include "support/driver_laws.h"
#include "support/list_recorder.h"
#include "support/penalised_limits.h"
#include "support/random_day.h"

using namespace navette;

namespace {

/// Who else decides, besides the two searches.
enum class Judge { none, brute_force };

/// Decides by the pruned search, and holds each decision against the unpruned one and the judge.
class JudgedDispatcher : public Dispatcher {
 public:
  JudgedDispatcher(const TravelTimeOracle& oracle, WaitingPolicy waiting, Judge judge,
                   const ObjectiveSettings& objective = {})
      : search_{oracle, waiting, objective}, judge_{judge}, objective_{objective} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    for (const PendingTrip& trip : pending) {
      const auto found = search_.search(trip, fleet);
      const auto unpruned = search_.search_unpruned(trip, fleet);
      INFO("request " << trip.request.value << " at " << fleet.now().count);
      hold_against("unpruned", found, unpruned);
      if (judge_ == Judge::brute_force) {
        hold_against("brute force", found, test::brute_force_insertion(trip, fleet, objective_));
      }
      ++decisions;
      if (found) {
        ++accepted;
        beyond_limits += search_.search(trip.choices == nullptr ? trip.within_limits() : trip, fleet) ? 0 : 1;
        chosen += trip.choices != nullptr && trip.choices->pairs.size() > 1 ? 1 : 0;
        proposal.accept(trip.request, *found);
      } else {
        proposal.refuse(trip.request, search_.refusal_reason(trip, fleet, Sharing::allowed));
      }
    }
  }

  int decisions = 0;
  int accepted = 0;
  int chosen = 0;         // between several pairs of places
  int beyond_limits = 0;  // accepted, though nobody could have kept the limits

 private:
  static std::string told(const std::optional<Insertion>& insertion) {
    if (!insertion) return "none";
    return fmt::format("shuttle {} ranks {},{} cost {} choice {}", insertion->shuttle.value, insertion->pickup_after,
                       insertion->dropoff_after, insertion->cost.count, insertion->choice);
  }
  static void hold_against(const char* other, const std::optional<Insertion>& found,
                           const std::optional<Insertion>& expected) {
    INFO("pruned: " << told(found) << "; " << other << ": " << told(expected));
    CHECK(found == expected);
  }

  InsertionSearch search_;
  Judge judge_;
  ObjectiveSettings objective_;
};

/// What many days held.
struct Tally {
  int decisions = 0;
  int accepted = 0;
  int chosen = 0;
  int shared = 0;
  int diverted = 0;
  int called_off = 0;  // on the way to wait elsewhere
  int pauses = 0;      // begun later than as early as possible: put off by a passenger
  int driver_rules = 0;
  int beyond_limits = 0;

  void run(const test::RandomDay& day, Judge judge, RebalancingStrategy rebalancing = RebalancingStrategy::stay) {
    Scenario scenario = day.scenario;
    scenario.rebalancing.strategy = rebalancing;
    scenario.rebalancing.min_idle_time = Milliseconds{0};
    JudgedDispatcher dispatcher{day.world.oracle(), day.scenario.dispatch.waiting, judge,
                                day.scenario.dispatch.settings.objective};
    test::ListRecorder recorder;
    Simulation{day.world, day.demand, scenario, dispatcher, recorder}.run();
    decisions += dispatcher.decisions;
    accepted += dispatcher.accepted;
    chosen += dispatcher.chosen;
    beyond_limits += dispatcher.beyond_limits;
    for (const auto& request : recorder.requests) shared += request.shared ? 1 : 0;
    for (const auto& leg : recorder.legs) {
      diverted += leg.diverted ? 1 : 0;
      called_off += leg.diverted && leg.purpose == LegPurpose::repositioning ? 1 : 0;
    }
    for (const auto& request : recorder.requests) driver_rules += request.reason == RefusalReason::driver_rules ? 1 : 0;
    pauses += test::pauses_put_off(day.world.shuttles(), recorder.stops);
  }
};

}  // namespace

// In each of these the days must hold what is hard, or the agreement would mean little.

TEST_CASE("pruned search, unpruned search and brute force agree on every decision of random days") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= test::draws(250); ++seed) {
    INFO("seed " << seed);
    tally.run(test::random_day(seed), Judge::brute_force);
  }
  CHECK(tally.decisions > test::seen(3'000));
  CHECK(tally.accepted > test::seen(1'000));
  CHECK(tally.accepted < tally.decisions - test::seen(500));
  CHECK(tally.shared > test::seen(300));
  CHECK(tally.diverted > test::seen(50));
}

TEST_CASE("they agree too where a second service lets a trip choose between stops") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= test::draws(60); ++seed) {
    INFO("seed " << seed);
    tally.run(test::random_day_of_two_services(seed), Judge::brute_force);
  }
  CHECK(tally.accepted > test::seen(300));
  CHECK(tally.chosen > test::seen(50));
}

TEST_CASE("they agree too while idle shuttles are on their way to wait elsewhere") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= test::draws(180); ++seed) {
    INFO("seed " << seed);
    tally.run(seed % 3 == 0 ? test::random_day_of_two_services(seed) : test::random_day(seed), Judge::brute_force,
              seed % 2 == 0 ? RebalancingStrategy::depot : RebalancingStrategy::plus_one);
  }
  CHECK(tally.accepted > test::seen(500));
  CHECK(tally.called_off > test::seen(50));
}

TEST_CASE("they agree too where drivers pause and may not be long at the wheel") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= test::draws(150); ++seed) {
    INFO("seed " << seed);
    tally.run(test::random_day_of_drivers(seed), Judge::brute_force,
              seed % 3 == 0 ? RebalancingStrategy::plus_one : RebalancingStrategy::stay);
  }
  CHECK(tally.accepted > test::seen(500));
  CHECK(tally.pauses > test::seen(50));
  CHECK(tally.driver_rules > test::seen(100));
}

TEST_CASE("pruned and unpruned search agree on every decision of thousands of random days") {
  Tally tally;
  for (std::uint64_t seed = 1'001; seed <= 1'000 + test::draws(2'000); ++seed) {
    INFO("seed " << seed);
    tally.run(seed % 4 == 0   ? test::random_day_of_two_services(seed, 40, 16)
              : seed % 4 == 1 ? test::random_day_of_drivers(seed, 40, 12)
                              : test::random_day(seed, 40, 12),
              Judge::none);
  }
  CHECK(tally.decisions > test::seen(50'000));
  CHECK(tally.accepted > test::seen(20'000));
  CHECK(tally.chosen > test::seen(1'000));
  CHECK(tally.diverted > test::seen(1'000));
}

TEST_CASE("they agree by each objective, its weights whole numbers") {
  ObjectiveSettings distance;
  distance.kind = Objective::vehicle_distance;
  distance.distance = {3, 1, 2};
  ObjectiveSettings delay;
  delay.kind = Objective::passenger_delay;
  delay.delay = {2, 1};
  ObjectiveSettings sum;
  sum.kind = Objective::weighted;
  sum.distance = {1, 2, 0};
  sum.sum = {2, 1, 3};
  for (const ObjectiveSettings& objective : {distance, delay, sum}) {
    INFO("objective " << static_cast<int>(objective.kind));
    Tally tally;
    for (std::uint64_t seed = 1; seed <= test::draws(60); ++seed) {
      INFO("seed " << seed);
      auto day = seed % 5 == 0 ? test::random_day_of_two_services(seed) : test::random_day(seed);
      day.scenario.dispatch.settings.objective = objective;
      tally.run(day, Judge::brute_force);
    }
    CHECK(tally.accepted > test::seen(300));
    CHECK(tally.accepted < tally.decisions - test::seen(100));
    CHECK(tally.shared > test::seen(50));
  }
}

TEST_CASE("they agree too where limits may be exceeded at a price, by any objective") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= test::draws(160); ++seed) {
    INFO("seed " << seed);
    auto day = seed % 4 == 0   ? test::random_day_of_two_services(seed)
               : seed % 4 == 1 ? test::random_day_of_drivers(seed)
                               : test::random_day(seed);
    ObjectiveSettings& objective = day.scenario.dispatch.settings.objective;
    if (seed % 3 == 0) objective.kind = static_cast<Objective>(seed % 4);
    objective.penalty.wait = static_cast<double>(seed % 5) / 2;  // free of charge, and half a unit, too
    objective.penalty.travel_time = static_cast<double>(seed % 7);
    tally.run(test::with_penalised_limits(day, Milliseconds{60'000 * static_cast<std::int64_t>(1 + seed % 15)}),
              Judge::brute_force);
  }
  CHECK(tally.accepted > test::seen(1'000));
  CHECK(tally.accepted < tally.decisions - test::seen(300));
  CHECK(tally.beyond_limits > test::seen(200));
}

TEST_CASE("pruned and unpruned search agree on thousands of random days with penalised limits") {
  Tally tally;
  for (std::uint64_t seed = 5'001; seed <= 5'000 + test::draws(600); ++seed) {
    INFO("seed " << seed);
    auto day = seed % 4 == 0 ? test::random_day_of_two_services(seed, 40, 16) : test::random_day(seed, 40, 12);
    day.scenario.dispatch.settings.objective.penalty.wait = 1;
    day.scenario.dispatch.settings.objective.penalty.travel_time = static_cast<double>(seed % 3);
    tally.run(test::with_penalised_limits(day, Milliseconds{60'000 * static_cast<std::int64_t>(1 + seed % 30)}),
              Judge::none);
  }
  CHECK(tally.accepted > test::seen(5'000));
  CHECK(tally.beyond_limits > test::seen(1'000));
}
