#include <array>
#include <catch2/catch.hpp>
#include <memory>
#include <tuple>
#include <vector>

#include "core/errors.h"
#include "core/random_stream.h"
#include "engine/resume/resumed_dispatcher.h"
#include "engine/run/simulation.h"
#include "support/list_recorder.h"
#include "support/random_day.h"

using namespace navette;

namespace {

constexpr std::array kPolicies{"insertion", "first_come", "rolling_plan", "nearest_feasible", "regret", "batch"};

/// All that a run tells, to be compared.
using Told = std::vector<std::tuple<std::int64_t, EventKind, std::int32_t, std::int32_t, std::int64_t>>;

/// Keeps what the policy decides, call by call; each call a log of its own.
class Keeping : public Dispatcher {
 public:
  explicit Keeping(Dispatcher& policy) : policy_{policy} {}
  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    policy_.dispatch(pending, fleet, proposal);
    DecisionLog log;
    log.add(fleet.now(), proposal);
    calls.push_back(log.take());
  }
  std::vector<std::vector<std::int64_t>> calls;

 private:
  Dispatcher& policy_;
};

/// Counts how often the policy itself is asked.
class Counted : public Dispatcher {
 public:
  explicit Counted(Dispatcher& policy) : policy_{policy} {}
  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    ++asked;
    policy_.dispatch(pending, fleet, proposal);
  }
  void recall(std::span<const PendingTrip> pending, const FleetView& fleet, const Proposal& decided) override {
    policy_.recall(pending, fleet, decided);
  }
  std::size_t asked = 0;

 private:
  Dispatcher& policy_;
};

Told run(const World& world, const test::RandomDay& day, Dispatcher& dispatcher) {
  test::ListRecorder recorder;
  Simulation{world, day.demand, day.scenario, dispatcher, recorder}.run();
  Told told;
  for (const Event& event : recorder.events) {
    told.emplace_back(event.time.count, event.kind, event.request.value, event.shuttle.value, event.value);
  }
  return told;
}

Told run(const test::RandomDay& day, Dispatcher& dispatcher) { return run(day.world, day, dispatcher); }

std::unique_ptr<Dispatcher> policy_of(const World& world, const test::RandomDay& day, const char* name) {
  DispatchSettings settings;
  settings.rolling_plan.iterations = 30;
  return make_dispatcher(name, world.oracle(), day.scenario.dispatch.waiting, settings);
}

std::unique_ptr<Dispatcher> policy_of(const test::RandomDay& day, const char* name) {
  return policy_of(day.world, day, name);
}

/// The same day, where roads are closed for hours; every other closure is announced long before.
World with_closed_roads(const test::RandomDay& day, std::uint64_t seed) {
  RandomStream random{seed, Purpose::given_demand, 1};
  const RoadGraph& roads = day.world.roads();
  std::vector<Closure> closures;
  for (int k = 0; k < 20; ++k) {
    const EdgeId edge{static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(roads.edge_count())))};
    if (roads.is_turn(edge)) continue;
    const Milliseconds from{21'600'000 + random.below(36'000'000)};
    const Milliseconds until = from + Milliseconds{1 + random.below(7'200'000)};
    for (const EdgeId one : {edge, roads.twin(edge)}) {
      if (one.valid()) closures.push_back({one, from, until, k % 2 == 0 ? from : Milliseconds{0}});
    }
  }
  return World{RoadGraph{roads.columns()}, day.world.shuttles(), day.scenario.services,
               ClosedRoads{std::move(closures)}};
}

DecisionReader first(const std::vector<std::vector<std::int64_t>>& calls, std::size_t count) {
  std::vector<std::int64_t> words;
  for (std::size_t k = 0; k < count; ++k) words.insert(words.end(), calls[k].begin(), calls[k].end());
  return DecisionReader{std::move(words)};
}

}  // namespace

TEST_CASE("a run resumed after any of its decisions is the run that was never interrupted") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const auto day = seed % 3 == 0 ? test::random_day_of_two_services(seed) : test::random_day(seed);
    for (const char* name : kPolicies) {
      INFO("seed " << seed << ", " << name);
      const auto whole_policy = policy_of(day, name);
      Keeping keeping{*whole_policy};
      const Told whole = run(day, keeping);
      RandomStream random{seed, Purpose::given_demand};
      for (int time = 0; time < 3; ++time) {
        const auto known = random.below(static_cast<std::uint32_t>(keeping.calls.size() + 1));
        INFO(known << " of " << keeping.calls.size() << " decisions are known");
        const auto policy = policy_of(day, name);
        Counted counted{*policy};
        ResumedDispatcher resumed{counted, first(keeping.calls, known), [](DecisionLog& /*decided*/) {}};
        CHECK(run(day, resumed) == whole);
        CHECK(counted.asked == keeping.calls.size() - known);
      }
    }
  }
}

TEST_CASE("so it is where roads are closed, known beforehand or not") {
  int went_round = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto day = seed % 3 == 0 ? test::random_day_of_two_services(seed) : test::random_day(seed);
    const World world = with_closed_roads(day, seed);
    for (const char* name : kPolicies) {
      INFO("seed " << seed << ", " << name);
      const auto whole_policy = policy_of(world, day, name);
      Keeping keeping{*whole_policy};
      const Told whole = run(world, day, keeping);
      for (const auto& told : whole) went_round += std::get<EventKind>(told) == EventKind::went_round ? 1 : 0;
      const auto known =
          RandomStream{seed, Purpose::given_demand}.below(static_cast<std::uint32_t>(keeping.calls.size() + 1));
      INFO(known << " of " << keeping.calls.size() << " decisions are known");
      const auto policy = policy_of(world, day, name);
      Counted counted{*policy};
      ResumedDispatcher resumed{counted, first(keeping.calls, known), [](DecisionLog& /*decided*/) {}};
      CHECK(run(world, day, resumed) == whole);
      CHECK(counted.asked == keeping.calls.size() - known);
    }
  }
  CHECK(went_round > 200);
}

TEST_CASE("what was decided in another run is not gone on from") {
  const auto day = test::random_day(1);
  const auto other_day = test::random_day(2);
  const auto policy = policy_of(other_day, "insertion");
  Keeping keeping{*policy};
  run(other_day, keeping);
  const auto own = policy_of(day, "insertion");
  ResumedDispatcher resumed{*own, first(keeping.calls, keeping.calls.size()), [](DecisionLog& /*decided*/) {}};
  CHECK_THROWS_AS(run(day, resumed), InputError);
  ResumedDispatcher cut_off{*own, DecisionReader{{28'800'000, 0, 7}}, [](DecisionLog& /*decided*/) {}};
  CHECK_THROWS_AS(run(day, cut_off), InputError);
}

TEST_CASE("a policy that recalls nothing by itself is asked again, and must say the same") {
  const auto day = test::random_day(3);
  struct Plain : Dispatcher {
    explicit Plain(Dispatcher& policy) : policy_{policy} {}
    void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
      policy_.dispatch(pending, fleet, proposal);
    }
    Dispatcher& policy_;
  };
  const auto policy = policy_of(day, "insertion");
  Keeping keeping{*policy};
  const Told whole = run(day, keeping);
  const auto again = policy_of(day, "insertion");
  Plain plain{*again};
  ResumedDispatcher resumed{plain, first(keeping.calls, keeping.calls.size()), [](DecisionLog& /*decided*/) {}};
  CHECK(run(day, resumed) == whole);
  const auto other = policy_of(day, "first_come");
  Plain changed{*other};
  ResumedDispatcher wrong{changed, first(keeping.calls, keeping.calls.size()), [](DecisionLog& /*decided*/) {}};
  CHECK_THROWS_AS(run(day, wrong), PolicyError);
}
