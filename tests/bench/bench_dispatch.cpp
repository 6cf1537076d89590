// The search by itself, within a day of random trips on made-up roads: 25 requests per shuttle, from 6:00 to 22:00.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <chrono>

#include "core/random_stream.h"
#include "dispatch/policies/insertion_dispatcher.h"
#include "engine/run/simulation.h"
#include "support/list_recorder.h"
#include "support/random_roads.h"

namespace {

using namespace navette;
using namespace navette::literals;

constexpr std::uint64_t kSeed = 3;
constexpr std::int32_t kNodes = 5'000;
constexpr int kRequestsPerShuttle = 25;

std::vector<Shuttle> shuttles(RandomStream& random, const RoadGraph& roads, std::int64_t count) {
  std::vector<Shuttle> fleet;
  for (std::int64_t s = 0; s < count; ++s) {
    Shuttle shuttle;
    shuttle.name = fmt::format("s{}", s);
    shuttle.capacity = Load::of(8, 0);
    shuttle.depot = roads.canonical(test::random_place(roads, random));
    shuttle.depot_place = roads.place(shuttle.depot);
    shuttle.shifts.push_back({5_h, 24_h});
    fleet.push_back(shuttle);
  }
  return fleet;
}

std::vector<TripRequest> requests(RandomStream& random, const RoadGraph& roads, std::int64_t count) {
  std::vector<TripRequest> asked;
  for (std::int64_t r = 0; r < count; ++r) {
    TripRequest request;
    request.name = fmt::format("r{}", r);
    request.submitted_at = 6_h + Milliseconds{(16_h).count * r / count};
    request.earliest_departure = request.submitted_at;
    request.origin = roads.canonical(test::random_place(roads, random));
    request.destination = roads.canonical(test::random_place(roads, random));
    request.origin_place = roads.place(request.origin);
    request.destination_place = roads.place(request.destination);
    asked.push_back(request);
  }
  return asked;
}

/// Measures within a running day, since only the engine can move shuttles.
class MeasuringDispatcher final : public Dispatcher {
 public:
  MeasuringDispatcher(const TravelTimeOracle& oracle, benchmark::State& state)
      : search_{oracle, WaitingPolicy::drive_first}, state_{state} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    for (const PendingTrip& trip : pending) {
      const auto started = std::chrono::steady_clock::now();
      const auto found = search_.search(trip, fleet);
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
      measuring_ = measuring_ && (fleet.now() < 12_h || state_.KeepRunning());
      if (measuring_ && fleet.now() >= 12_h) state_.SetIterationTime(took.count());
      if (found) {
        proposal.accept(trip.request, *found);
      } else {
        proposal.refuse(trip.request, search_.refusal_reason(trip, fleet, Sharing::allowed));
      }
    }
  }

 private:
  InsertionSearch search_;
  benchmark::State& state_;
  bool measuring_ = true;
};

// The first searches after noon, each on the fleet as it is then.
void search(benchmark::State& state) {
  RandomStream random{kSeed, Purpose::given_demand};
  RoadGraph roads = test::random_roads(kSeed, kNodes);
  Scenario scenario;
  scenario.services[0].rules.max_wait_time = 10_min;
  auto fleet = shuttles(random, roads, state.range(0));
  const Demand demand{requests(random, roads, state.range(0) * kRequestsPerShuttle)};
  const World world{std::move(roads), std::move(fleet), scenario.services};
  MeasuringDispatcher dispatcher{world.oracle(), state};
  test::ListRecorder recorder;
  Simulation{world, demand, scenario, dispatcher, recorder}.run();
}
BENCHMARK(search)
    ->ArgName("shuttles")
    ->Arg(50)
    ->Arg(200)
    ->Arg(1'000)
    ->Arg(2'000)
    ->Iterations(500)
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
