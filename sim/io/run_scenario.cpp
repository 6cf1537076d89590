#include "io/run_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "core/errors.h"
#include "dispatch/clocked_dispatcher.h"
#include "dispatch/dispatcher.h"
#include "engine/run/simulation.h"
#include "engine/world/drawn_demand.h"
#include "engine/world/known_demand.h"
#include "io/load_world.h"
#include "io/results/results_image.h"
#include "io/segments/kept_days.h"
#include "io/thread_count.h"
#include "record/metrics.h"
#include "record/run_tables.h"

namespace navette {
namespace {

// Tells two recorders: the tables and the indicators.
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

// The simulation asks after each step whether to go on; the listener hears how far the clock is.
Simulation::GoOn clock_of(const Demand& demand, const Scenario& scenario, RunListener& listener) {
  const Milliseconds end = scenario.run.days * kDay;
  const Milliseconds begin =
      demand.empty() ? Milliseconds{0} : std::min(Milliseconds{0}, demand.raw().front().submitted_at);
  return [&listener, begin, end](Milliseconds now) {
    return listener.go_on(static_cast<double>((now - begin).count) / static_cast<double>((end - begin).count));
  };
}

}  // namespace

FinishedRun run_scenario(const Scenario& scenario, const std::string& version, RunListener& listener,
                         const SegmentOptions* segments, const OwnPolicy* own, DecisionClock clock) {
  const ThreadCount threads{scenario.run.threads};
  auto [world, roads_sha256] = load_world(scenario, listener);
  // Drawn once: the run learns from them, and the file keeps them.
  if (scenario.rebalancing.learns() && world.inhabitants() != nullptr) {
    world.know_earlier(earlier_requests(world, scenario));
  }
  const DrawnDemand drawn = demand_of(scenario, world, ThreadCount::get());
  const Demand& demand = drawn.requests;
  const auto& requests = demand.raw();
  warn_of_far_ends(demand, scenario, listener);
  const auto& dispatch = scenario.dispatch;
  const auto dispatcher = own == nullptr
                              ? make_dispatcher(dispatch.policy, world.oracle(), dispatch.waiting, dispatch.settings)
                              : own->make(world.oracle(), dispatch.waiting, dispatch.settings);
  RunTables tables;
  const Population* residents = world.inhabitants() == nullptr ? nullptr : &world.inhabitants()->population();
  Metrics metrics{requests, world.shuttles(), scenario.costs, residents};
  if (!world.closed_roads().empty()) metrics.roads_close();
  Both recorder{tables, metrics};
  std::optional<SegmentFiles> files;
  std::optional<KeptDays> kept;
  if (segments != nullptr && scenario.run.days > 1) {
    files.emplace(*segments, "days", scenario, version, roads_sha256, listener);
    kept.emplace(*files, *dispatcher, listener);
  }
  std::optional<std::span<const TripRequest>> earlier;
  if (world.earlier_requests() != nullptr) earlier = world.earlier_requests()->raw();
  Provenance provenance = provenance_of(scenario, version, roads_sha256);
  if (own != nullptr) provenance.own_policy = own->name;
  ThreadCount::let_go();  // before others begin to pack
  ResultsImage image{{scenario, world.roads(), requests, world.shuttles(), world.services().raw(), world.inhabitants(),
                      drawn.travel, &world.closed_roads(), earlier},
                     provenance};
  const auto started = std::chrono::steady_clock::now();
  Dispatcher& policy = kept ? kept->policy() : *dispatcher;
  ClockedDispatcher clocked{policy};
  Dispatcher& decides = clock == DecisionClock::on ? static_cast<Dispatcher&>(clocked) : policy;
  try {
    Simulation{world, demand, scenario, decides, recorder}.run(clock_of(demand, scenario, listener));
  } catch (const Interrupted&) {
    if (kept) kept->keep_rest();
    throw;
  } catch (const PolicyError& error) {
    if (own == nullptr) throw;
    throw PolicyError{own->blame(*dispatcher, error.what())};
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;

  FinishedRun run;
  run.indicators = metrics.indicators();
  run.requests = requests.size();
  run.shuttles = world.shuttles().size();
  run.seconds = took.count();
  run.decision_seconds = clocked.seconds();
  if (const std::string report = dispatcher->report(); !report.empty()) listener.info(report);
  run.image = image.finish(tables, run.indicators);
  return run;
}

}  // namespace navette
