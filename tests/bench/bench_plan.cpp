// The search for plans by itself, on random days in the style of Cordeau's instances: settling an order of visits,
// finding the cheapest spot of a trip, and whole iterations.
#include <benchmark/benchmark.h>

#include "dispatch/plan/draft.h"
#include "dispatch/plan/improve.h"
#include "dispatch/plan/tighten_windows.h"
#include "support/plan_brute_force.h"

namespace {

using namespace navette;
using namespace navette::plan;

// 12 trips per duty, as on a busy day; time and place in thousandths.
Problem busy_day(std::int64_t trips) {
  test::RandomProblem kind;
  kind.trips = static_cast<std::int32_t>(trips);
  kind.duties = kind.trips / 12;
  kind.span = 20'000;
  kind.window = 15'000;
  kind.tight = false;
  kind.horizon = 600'000;
  Problem problem = test::random_problem(1, kind);
  for (Trip& trip : problem.trips) trip.max_ride = Ticks{30'000};
  for (Duty& duty : problem.duties) duty.capacity = Load::of(6, 0);
  tighten_windows(problem);
  return problem;
}

Plan planned(const Problem& problem) {
  Budget budget;
  budget.iterations = 1'000;
  return improve(problem, empty_plan(problem), budget, 1).plan;
}

void settle(benchmark::State& state) {
  const Problem problem = busy_day(state.range(0));
  const Plan plan = planned(problem);
  std::vector<std::int32_t> pickup_at(problem.trips.size());
  std::vector<Sequence> sequences;
  sequences.reserve(static_cast<std::size_t>(problem.duty_count()));
  for (std::int32_t duty = 0; duty < problem.duty_count(); ++duty) sequences.emplace_back(problem, duty);
  std::size_t duty = 0;
  for (auto step : state) {
    benchmark::DoNotOptimize(sequences[duty].assign(problem, plan.visits[duty], pickup_at));
    duty = (duty + 1) % sequences.size();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(settle)->ArgName("trips")->Arg(48)->Arg(96);

void find_spot(benchmark::State& state) {
  const Problem problem = busy_day(state.range(0));
  const Draft draft{problem, planned(problem)};
  SpotFinder finder{problem};
  std::int32_t trip = 0;
  std::int32_t duty = 0;
  for (auto step : state) {
    if (draft.duty_of(trip) != duty) benchmark::DoNotOptimize(finder.find(draft.sequence(duty), trip));
    trip = (trip + 1) % problem.trip_count();
    if (trip == 0) duty = (duty + 1) % problem.duty_count();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(find_spot)->ArgName("trips")->Arg(48)->Arg(96);

void iterations(benchmark::State& state) {
  const Problem problem = busy_day(state.range(0));
  const Plan plan = planned(problem);
  Budget budget;
  budget.iterations = 1'000;
  std::uint64_t seed = 0;
  for (auto step : state) benchmark::DoNotOptimize(improve(problem, plan, budget, ++seed).plan.cost);
  state.SetItemsProcessed(state.iterations() * budget.iterations);
}
BENCHMARK(iterations)->ArgName("trips")->Arg(48)->Arg(96)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
