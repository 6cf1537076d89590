#include "io/bench_scenario.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <utility>

#include "core/errors.h"
#include "core/key_names.h"
#include "dispatch/policies/insertion_dispatcher.h"
#include "engine/run/simulation.h"
#include "engine/world/drawn_demand.h"
#include "io/load_world.h"
#include "io/thread_count.h"

namespace navette {
namespace {

// The policy, and what its insertions cost.
class CountedDispatcher final : public Dispatcher {
 public:
  explicit CountedDispatcher(std::unique_ptr<Dispatcher> policy) : policy_{std::move(policy)} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    policy_->dispatch(pending, fleet, proposal);
    for (const Insertion& insertion : proposal.insertions) cost += insertion.cost;
    insertions += proposal.insertions.size();
  }

  Milliseconds cost;
  std::size_t insertions = 0;

 private:
  std::unique_ptr<Dispatcher> policy_;
};

class NoRecorder final : public Recorder {
 public:
  void event(const Event& /*event*/) override {}
  void stop(const StopRecord& /*stop*/) override {}
  void leg(const LegRecord& /*leg*/, std::span<const TrajectorySample> /*samples*/) override {}
  void request(const RequestRecord& /*request*/) override {}
};

std::unique_ptr<Dispatcher> policy_of(const Scenario& scenario, const World& world, bool unpruned) {
  const auto& [policy, waiting, settings] = scenario.dispatch;
  if (!unpruned) return make_dispatcher(policy, world.oracle(), waiting, settings);
  if (policy != "insertion") {
    throw InputError{fmt::format("--unpruned is for {} insertion, found '{}'", key::dispatch_policy, policy)};
  }
  return std::make_unique<InsertionDispatcher>(world.oracle(), waiting, settings.objective, Pruning::none);
}

/// A day of one scenario, simulated as often as it takes.
struct Day {
  const Scenario& scenario;
  const World& world;
  const Demand& demand;
  bool unpruned;

  void simulate(MeterDetail detail, RunListener& listener, DispatchTimes& times) const {
    CountedDispatcher dispatcher{policy_of(scenario, world, unpruned)};
    NoRecorder recorder;
    Simulation simulation{world, demand, scenario, dispatcher, recorder};
    const auto started = std::chrono::steady_clock::now();
    const DispatchMeter meter{detail};
    simulation.run([&](Milliseconds /*now*/) { return listener.go_on(0); });
    if (detail == MeterDetail::steps) {
      for (std::size_t step = 0; step < kDispatchSteps; ++step) {
        times.us_in_step[step] = meter.in_step(static_cast<DispatchStep>(step));
      }
      return;
    }
    times.seconds = std::chrono::duration<double>{std::chrono::steady_clock::now() - started}.count();
    times.us_of_requests = meter.of_requests();
    times.lookups = meter.lookups();
    times.insertions = dispatcher.insertions;
    times.insertion_cost = dispatcher.cost;
  }
};

}  // namespace

DispatchTimes bench_scenario(const Scenario& scenario, bool unpruned, RunListener& listener) {
  const ThreadCount threads{scenario.run.threads};
  const World world = load_world(scenario, listener).world;
  const Demand demand = demand_of(scenario, world, ThreadCount::get()).requests;
  warn_of_far_ends(demand, scenario, listener);
  const Day day{scenario, world, demand, unpruned};
  DispatchTimes times;
  for (const MeterDetail detail : {MeterDetail::requests, MeterDetail::steps}) day.simulate(detail, listener, times);
  return times;
}

}  // namespace navette
