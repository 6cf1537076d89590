#pragma once

#include <cstdint>
#include <functional>

#include "dispatch/plan/problem.h"

namespace navette::plan {

/// How long a search goes on: until the first of its limits.
struct Budget {
  std::int64_t iterations = 100'000;
  /// The share of the time that is used up; 1 and more ends the search. Empty: no limit of time, and the same plan on
  /// every machine.
  std::function<double()> time_share;
  /// Asked now and then; false ends the search. Empty: never.
  std::function<bool()> go_on;
};

/// How the search moves. The defaults were found on random instances in Cordeau's style (docs/planning.md).
struct SearchSettings {
  std::int32_t fewest_removed = 2;  // trips taken out at once
  std::int32_t most_removed = 12;
  double first_temperature = 0.5;  // as a share of the mean cost per trip
  double last_temperature = 0.01;
  std::int32_t rounds = 3;  // so many times the temperature falls
};

struct SearchReport {
  Plan plan;
  std::int64_t iterations = 0;  // done
  std::int64_t best_at = 0;     // the one that found the plan
};

/// A plan that serves nobody yet; the passengers on board cannot be left out, so there must be none.
Plan empty_plan(const Problem& problem);

/// Better and better plans by large neighbourhood search with simulated annealing: some trips are taken out, put back
/// elsewhere, and the plan that results is kept if it is better, or by chance if it is a little worse. More trips
/// served is better than any cost.
///
/// Never returns a plan worse than `initial`; never moves what is locked. The same problem, plan, budget of iterations,
/// settings and seed give the same answer.
/// Throws std::invalid_argument if `initial` is not feasible.
/// Source: Ropke and Pisinger, Transportation Science 40 (2006).
SearchReport improve(const Problem& problem, const Plan& initial, const Budget& budget, std::uint64_t seed,
                     const SearchSettings& settings = {});

}  // namespace navette::plan
