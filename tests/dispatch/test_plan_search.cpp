#include <catch2/catch.hpp>

#include <algorithm>

#include "dispatch/plan/improve.h"
#include "dispatch/plan/sequence.h"
#include "dispatch/plan/tighten_windows.h"
#include "support/plan_brute_force.h"

using namespace navette;
using namespace navette::plan;

namespace {

Budget iterations(std::int64_t count) {
  Budget budget;
  budget.iterations = count;
  return budget;
}

}  // namespace

TEST_CASE("a plan of few trips is the best of all plans") {
  int shared = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    test::RandomProblem kind;
    kind.trips = 1 + static_cast<std::int32_t>(seed % 4);
    kind.duties = 1 + static_cast<std::int32_t>(seed % 3 == 0);
    kind.places = seed % 5 == 0 ? 5 : 1'000;
    kind.span = seed % 2 == 0 ? 15 : 60;
    kind.window = 200;
    Problem problem = test::random_problem(seed, kind);
    const test::Optimum optimum = test::joint_optimum(problem);
    tighten_windows(problem);
    const SearchReport found = improve(problem, empty_plan(problem), iterations(1'500), seed);
    REQUIRE(static_cast<std::int32_t>(found.plan.unserved.size()) == optimum.unserved);
    REQUIRE(found.plan.cost == optimum.cost);
    REQUIRE(test::plan_is_feasible(problem, found.plan));
    shared += kind.trips > 2 && found.plan.unserved.empty() ? 1 : 0;
  }
  CHECK(shared > 5);
}

TEST_CASE("the search never ends worse than it began, and what it says is feasible") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    INFO("seed " << seed);
    test::RandomProblem kind;
    kind.trips = 12;
    kind.duties = 3;
    kind.places = seed % 2 == 0 ? 6 : 1'000;
    kind.tight = seed % 3 != 0;
    kind.window = 150;
    Problem problem = test::random_problem(seed, kind);
    tighten_windows(problem);
    const Plan greedy = improve(problem, empty_plan(problem), iterations(0), seed).plan;
    REQUIRE(test::plan_is_feasible(problem, greedy));
    const Plan better = improve(problem, greedy, iterations(300), seed).plan;
    REQUIRE(test::plan_is_feasible(problem, better));
    REQUIRE(better.unserved.size() <= greedy.unserved.size());
    if (better.unserved.size() == greedy.unserved.size()) REQUIRE(better.cost <= greedy.cost);
    Ticks sum{0};
    for (std::int32_t duty = 0; duty < problem.duty_count(); ++duty) {
      sum += test::cost_of(problem, duty, better.visits[static_cast<std::size_t>(duty)]);
    }
    REQUIRE(better.cost == sum);
  }
}

TEST_CASE("the same seed gives the same plan") {
  test::RandomProblem kind;
  kind.trips = 20;
  kind.duties = 3;
  kind.window = 200;
  const Problem problem = test::random_problem(7, kind);
  const SearchReport once = improve(problem, empty_plan(problem), iterations(400), 11);
  const SearchReport again = improve(problem, empty_plan(problem), iterations(400), 11);
  CHECK(once.plan.visits == again.plan.visits);
  CHECK(once.best_at == again.best_at);
  CHECK(once.iterations == 400);
}

TEST_CASE("a search ends when it is told to") {
  const Problem problem = test::random_problem(3, {});
  Budget budget = iterations(1'000'000'000);
  int asked = 0;
  double share = 0;
  SECTION("by the user") {
    budget.go_on = [&] { return ++asked < 5; };
  }
  SECTION("by the clock") {
    budget.time_share = [&] { return share += 0.2; };
  }
  CHECK(improve(problem, empty_plan(problem), budget, 1).iterations < 200);
}

// A passenger on board of the first duty has a drop-off only; the second duty's first two visits are locked.
TEST_CASE("who is on board stays with the shuttle, and what is locked stays where it is") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    test::RandomProblem kind;
    kind.trips = 8;
    kind.duties = 2;
    kind.tight = false;
    kind.window = 2'000;
    Problem problem = test::random_problem(seed, kind);
    problem.trips[0].on_board = true;
    problem.trips[0].only_duty = 0;
    problem.duties[0].on_board = problem.visit(Problem::pickup(0)).change;
    problem.duties[1].locked = 2;
    Plan initial = empty_plan(problem);
    initial.visits[0] = {Problem::dropoff(0)};
    initial.visits[1] = {Problem::pickup(1), Problem::pickup(2), Problem::dropoff(1), Problem::dropoff(2)};
    initial.unserved = {3, 4, 5, 6, 7};
    if (!test::plan_is_feasible(problem, initial)) continue;
    const Plan found = improve(problem, initial, iterations(500), seed).plan;
    REQUIRE(test::plan_is_feasible(problem, found));
    const auto& first = found.visits[0];
    CHECK(std::count(first.begin(), first.end(), Problem::dropoff(0)) == 1);
    CHECK(found.visits[1][0] == Problem::pickup(1));
    CHECK(found.visits[1][1] == Problem::pickup(2));
  }
}

TEST_CASE("an initial plan that breaks a rule is told") {
  const Problem problem = test::random_problem(5, {});
  Plan wrong = empty_plan(problem);
  wrong.visits[0] = {Problem::pickup(0), Problem::pickup(1), Problem::pickup(2), Problem::pickup(3)};
  CHECK_THROWS_AS(improve(problem, wrong, iterations(1), 1), std::invalid_argument);
}

TEST_CASE("a trip that nobody can serve is left out, the others are served") {
  test::RandomProblem kind;
  kind.tight = false;
  kind.window = 2'000;
  Problem problem = test::random_problem(5, kind);
  problem.visits[static_cast<std::size_t>(Problem::pickup(2))].change = Load::of(101, 0);
  problem.visits[static_cast<std::size_t>(Problem::dropoff(2))].change = Load::of(-101, 0);
  CHECK(improve(problem, empty_plan(problem), iterations(200), 1).plan.unserved == std::vector<std::int32_t>{2});
}
