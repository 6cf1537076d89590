#include <catch2/catch.hpp>

#include <algorithm>

#include "core/random_stream.h"
#include "dispatch/plan/sequence.h"
#include "dispatch/plan/spot.h"
#include "dispatch/plan/tighten_windows.h"
#include "support/plan_brute_force.h"

using namespace navette;
using namespace navette::plan;

namespace {

// All visits of some trips in random order, pickups first.
std::vector<std::int32_t> random_order(const Problem& problem, std::int32_t trips, RandomStream& random) {
  std::vector<std::int32_t> rows;
  for (std::int32_t trip = 0; trip < std::min(trips, problem.trip_count()); ++trip) {
    const std::size_t first = random.below(static_cast<std::uint32_t>(rows.size() + 1));
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(first), Problem::pickup(trip));
    const std::size_t second = first + 1 + random.below(static_cast<std::uint32_t>(rows.size() - first));
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(second), Problem::dropoff(trip));
  }
  return rows;
}

test::RandomProblem kinds(std::uint64_t seed) {
  test::RandomProblem kind;
  kind.trips = 1 + static_cast<std::int32_t>(seed % 5);
  kind.places = seed % 3 == 0 ? 4 : 1'000;
  kind.span = seed % 2 == 0 ? 20 : 60;
  kind.window = seed % 7 == 0 ? 400 : 90;
  kind.tight = seed % 5 != 0;
  return kind;
}

}  // namespace

TEST_CASE("a sequence is feasible exactly if its constraints have a solution, and begins at the least one") {
  int feasible = 0;
  int refused = 0;
  for (std::uint64_t seed = 1; seed <= 6'000; ++seed) {
    INFO("seed " << seed);
    const Problem problem = test::random_problem(seed, kinds(seed));
    RandomStream random{seed, Purpose::plan_search};
    const auto rows = random_order(problem, 5, random);
    std::vector<std::int32_t> pickup_at(problem.trips.size());
    Sequence sequence{problem, 0};
    const bool found = sequence.assign(problem, rows, pickup_at);
    const auto range = test::begin_range(problem, 0, rows);
    REQUIRE(found == range.has_value());
    ++(found ? feasible : refused);
    if (!found) continue;
    REQUIRE(sequence.cost() == test::cost_of(problem, 0, rows));
    for (std::size_t k = 0; k < sequence.size(); ++k) {
      REQUIRE(sequence.stops()[k].begin == range->least[k]);
      REQUIRE(sequence.stops()[k].latest >= range->greatest[k]);
    }
  }
  CHECK(feasible > 500);
  CHECK(refused > 500);
}

TEST_CASE("ride limits that contradict each other are refused in the end, however little they are apart") {
  // Two passengers ride crosswise: each limit delays the other's pickup by one tick, again and again.
  Problem problem;
  const Ticks far{1'000'000'000'000};
  problem.trips = {{Ticks{10}}, {Ticks{10}}};
  problem.duties.resize(1);
  problem.duties[0].capacity = Load::of(8, 0);
  for (std::int32_t row = 0; row < 6; ++row) problem.visits.push_back({Ticks{0}, far, Ticks{0}, {}, row});
  problem.travel = TravelMatrix{6};
  const auto drive = [&](std::int32_t from, std::int32_t to, std::int64_t ticks) {
    problem.travel.set(from, to, Ticks{ticks}, Ticks{ticks});
  };
  std::vector<std::int32_t> pickup_at(2);
  Sequence sequence{problem, 0};
  // pickup 0, pickup 1, drop-off 0, drop-off 1
  drive(0, 2, 5);
  drive(2, 1, 5);
  drive(1, 3, 5);
  CHECK(sequence.assign(problem, std::vector<std::int32_t>{0, 2, 1, 3}, pickup_at));
  drive(2, 1, 6);
  CHECK_FALSE(sequence.assign(problem, std::vector<std::int32_t>{0, 2, 1, 3}, pickup_at));
}

TEST_CASE("the spot found is the cheapest of all pairs of positions") {
  int found_some = 0;
  for (std::uint64_t seed = 1; seed <= 1'500; ++seed) {
    INFO("seed " << seed);
    Problem problem = test::random_problem(seed, kinds(seed));
    if (seed % 2 == 0) tighten_windows(problem);
    RandomStream random{seed, Purpose::plan_search};
    const std::int32_t trip = problem.trip_count() - 1;
    const auto rows = random_order(problem, trip, random);
    std::vector<std::int32_t> pickup_at(problem.trips.size());
    Sequence sequence{problem, 0};
    if (!sequence.assign(problem, rows, pickup_at)) continue;
    const Ticks before = test::cost_of(problem, 0, rows);

    Ticks best = kUnlimited;
    for (std::size_t i = 0; i <= rows.size(); ++i) {
      for (std::size_t j = i; j <= rows.size(); ++j) {
        auto longer = rows;
        longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(j), Problem::dropoff(trip));
        longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(i), Problem::pickup(trip));
        if (test::begin_range(problem, 0, longer)) best = std::min(best, test::cost_of(problem, 0, longer) - before);
      }
    }
    SpotFinder finder{problem};
    const Spot spot = finder.find(sequence, trip);
    REQUIRE(spot.cost == best);
    if (!spot.found()) continue;
    ++found_some;
    auto longer = rows;
    longer.insert(longer.begin() + spot.dropoff_after, Problem::dropoff(trip));
    longer.insert(longer.begin() + spot.pickup_after, Problem::pickup(trip));
    REQUIRE(test::begin_range(problem, 0, longer));
    REQUIRE(test::cost_of(problem, 0, longer) - before == spot.cost);
  }
  CHECK(found_some > 200);
}

TEST_CASE("tighter windows lose no plan") {
  for (std::uint64_t seed = 1; seed <= 1'500; ++seed) {
    INFO("seed " << seed);
    const Problem problem = test::random_problem(seed, kinds(seed));
    Problem tightened = problem;
    tighten_windows(tightened);
    RandomStream random{seed, Purpose::plan_search};
    const auto rows = random_order(problem, 4, random);
    REQUIRE(test::begin_range(problem, 0, rows).has_value() == test::begin_range(tightened, 0, rows).has_value());
  }
}
