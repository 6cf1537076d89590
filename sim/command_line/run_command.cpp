#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <chrono>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "command_line/interruption.h"
#include "command_line/load_world.h"
#include "command_line/progress_bar.h"
#include "core/errors.h"
#include "dispatch/dispatcher.h"
#include "engine/given_demand.h"
#include "engine/simulation.h"
#include "io/atomic_file.h"
#include "io/file_sha256.h"
#include "io/hdf5_recorder.h"
#include "io/print_indicators.h"
#include "io/read_scenario.h"
#include "record/metrics.h"

namespace navette {
namespace {

// Tells two recorders: the file and the indicators.
class Both final : public Recorder {
 public:
  Both(Recorder& first, Recorder& second) : first_{first}, second_{second} {}

  void event(const Event& event) override {
    first_.event(event);
    second_.event(event);
  }
  void stop(const StopRecord& stop) override {
    first_.stop(stop);
    second_.stop(stop);
  }
  void leg(const LegRecord& leg, std::span<const TrajectorySample> samples) override {
    first_.leg(leg, samples);
    second_.leg(leg, samples);
  }
  void request(const RequestRecord& request) override {
    first_.request(request);
    second_.request(request);
  }

 private:
  Recorder& first_;
  Recorder& second_;
};

// The simulation asks after each step whether to go on; the bar moves with the simulated clock.
Simulation::GoOn clock_of(const Scenario& scenario, ProgressBar& progress) {
  const Milliseconds end = scenario.run.days * kDay;
  const Milliseconds begin =
      scenario.requests.empty() ? Milliseconds{0} : std::min(Milliseconds{0}, scenario.requests.front().submitted_at);
  return [&progress, begin, end](Milliseconds now) {
    progress.update(static_cast<double>((now - begin).count) / static_cast<double>((end - begin).count));
    return !interrupted();
  };
}

void warn_of_far_ends(const Demand& demand, const Scenario& scenario, Log& log) {
  const auto far = std::count_if(demand.begin(), demand.end(), [](const TripRequest& request) {
    return !request.origin.valid() || !request.destination.valid();
  });
  if (far == 0) return;
  log.warning(fmt::format("{} of {} requests have an end more than {} m from any road and will be refused", far,
                          demand.size(), scenario.territory.max_snap_distance));
}

}  // namespace

int run_command(const RunOptions& options, Log& log) {
  listen_for_interruption();
  InputErrors errors;
  Scenario scenario;
  std::vector<std::string> warnings;
  errors.collect([&] { check_output_name(options.output); });
  errors.collect([&] { scenario = read_scenario(options.scenario, options.overrides, warnings); });
  errors.throw_if_any();
  for (const auto& warning : warnings) log.warning(warning);
  if (scenario.run.threads > 0) omp_set_num_threads(scenario.run.threads);

  const World world = load_world(scenario, log);
  const Demand demand = given_demand(scenario, world);
  const auto& requests = demand.raw();
  warn_of_far_ends(demand, scenario, log);
  const auto dispatcher = make_dispatcher(scenario.dispatch.policy, world.oracle(), scenario.dispatch.waiting);
  Hdf5Recorder file{options.output};
  Metrics metrics{requests, world.shuttles(), scenario.costs};
  Both recorder{file, metrics};
  const auto started = std::chrono::steady_clock::now();
  {
    ProgressBar progress{log.shows_progress()};
    Simulation{world, demand, scenario, *dispatcher, recorder}.run(clock_of(scenario, progress));
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  stop_if_interrupted();

  const auto indicators = metrics.indicators();
  Provenance provenance;
  provenance.version = version();
  provenance.roads_sha256 = file_sha256(scenario.territory.roads);
  file.write({scenario, world.roads(), requests, world.shuttles()}, indicators, provenance);
  if (!log.quiet()) print(print_indicators(indicators, IndicatorFormat::table));
  log.info(fmt::format("{}: {} requests, {} shuttles, {} day(s), simulated in {:.2f} s", options.output.string(),
                       requests.size(), world.shuttles().size(), scenario.run.days, took.count()));
  return exit_good;
}

}  // namespace navette
