// What surrounds the dispatcher: making residents, drawing their day, importing a map or finding it prepared, whole
// days one after the other, and putting results together.
#include <benchmark/benchmark.h>
#include <omp.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "demand/population_maps.h"
#include "demand/residents/synthesize_population.h"
#include "engine/run/ensemble.h"
#include "engine/world/drawn_demand.h"
#include "io/load_world.h"
#include "io/run_scenario.h"
#include "io/scenario/read_scenario.h"

namespace {

using namespace navette;

Scenario canton() {
  std::vector<std::string> warnings;
  return read_scenario(NAVETTE_SOURCE_DIR "/scenarios/canton/scenario.toml", {}, warnings);
}

const World& canton_world() {
  static RunListener silent;
  static const LoadedWorld loaded = load_world(canton(), silent);
  return loaded.world;
}

void residents(benchmark::State& state) {
  const int threads = omp_get_max_threads();
  omp_set_num_threads(static_cast<int>(state.range(1)));
  const auto communes = static_cast<std::size_t>(state.range(0)) / 10'000;
  const auto squares = test::square_communes(std::vector<int>(communes, 10'000), 4'000);
  for (auto step : state) {
    PopulationReport report;
    benchmark::DoNotOptimize(synthesize_population(squares.map, squares.census, PopulationParameters{}, report));
  }
  omp_set_num_threads(threads);
}
BENCHMARK(residents)
    ->ArgNames({"residents", "threads"})
    ->ArgsProduct({{100'000, 1'000'000}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void day_of_residents(benchmark::State& state) {
  const World& world = canton_world();
  std::uint64_t seed = 0;
  for (auto step : state) benchmark::DoNotOptimize(drawn_demand(*world.inhabitants(), ++seed, 1, 1));
  state.counters["us_per_resident"] =
      benchmark::Counter(static_cast<double>(world.inhabitants()->population().resident_count()) * 1e-6,
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(day_of_residents)->Unit(benchmark::kMillisecond);

void replications(benchmark::State& state) {
  const World& world = canton_world();
  const Scenario scenario = canton();
  for (auto step : state) {
    benchmark::DoNotOptimize(Ensemble{world, scenario}.run(100, static_cast<int>(state.range(0))));
  }
}
BENCHMARK(replications)->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

// From the scenario to a world, by the map (0) or by the cache (1).
void load(benchmark::State& state) {
  const auto folder = std::filesystem::temp_directory_path() / "navette-bench-cache";
  const bool cached = state.range(0) != 0;
  ::setenv("NAVETTE_CACHE", cached ? folder.c_str() : "", 1);
  Scenario scenario = canton();
  scenario.synthetic_demand = false;
  RunListener silent;
  benchmark::DoNotOptimize(load_world(scenario, silent));  // fills the cache
  for (auto step : state) benchmark::DoNotOptimize(load_world(scenario, silent));
  std::filesystem::remove_all(folder);
}
BENCHMARK(load)->ArgName("cached")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

// A whole day of the canton with its results file, trajectories kept (1) or not (0).
void run(benchmark::State& state) {
  Scenario scenario = canton();
  scenario.record.trajectories = state.range(0) != 0;
  RunListener silent;
  double bytes = 0;
  for (auto step : state) bytes = static_cast<double>(run_scenario(scenario, "bench", silent).image.size());
  state.counters["file_bytes"] = bytes;
}
BENCHMARK(run)->ArgName("trajectories")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
