#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include "core/random_stream.h"
#include "dispatch/dispatcher.h"
#include "engine/run/simulation.h"
#include "io/results/atomic_file.h"
#include "io/results/results_image.h"
#include "record/metrics.h"
#include "record/run_tables.h"
#include "support/draws.h"
#include "support/random_day.h"
#include "support/temporary_folder.h"
#include "verify/verify.h"

using namespace navette;
using namespace navette::test;
using namespace navette::literals;

namespace {

constexpr std::array kPolicies{"insertion", "first_come", "nearest_feasible", "regret", "batch", "rolling_plan"};

bool moves_others(std::string_view policy) { return policy == "batch" || policy == "rolling_plan"; }

/// Tells the tables, and what the indicators are made of.
class Kept : public Recorder {
 public:
  Kept(const Demand& demand, const World& world) : metrics{demand.raw(), world.shuttles(), Costs{}} {}

  void event(const Event& event) override {
    tables.event(event);
    metrics.event(event);
  }
  void stop(const StopRecord& stop) override {
    tables.stop(stop);
    metrics.stop(stop);
  }
  void leg(const LegRecord& leg, std::span<const TrajectorySample> samples) override {
    tables.leg(leg, samples);
    metrics.leg(leg, samples);
  }
  void request(const RequestRecord& request) override {
    tables.request(request);
    metrics.request(request);
  }

  RunTables tables;
  Metrics metrics;
};

/// What passengers do otherwise, and what roads and shuttles do, each kind on most days, and now and then everything at
/// once.
void disturb(Scenario& scenario, std::uint64_t seed) {
  RandomStream random{seed, Purpose::given_demand, 99};
  BookingParameters& booking = scenario.booking;
  if (random.uniform() < 0.8) booking.cancelled_share = random.uniform(0, 0.5);
  if (random.uniform() < 0.8) booking.no_show_share = random.uniform(0, 0.5);
  if (random.uniform() < 0.8) booking.late_share = random.uniform(0, 1);
  booking.mean_lateness = Milliseconds{random.below(600'000)};
  if (random.uniform() < 0.6) scenario.disturbances.driving_noise = random.uniform(0, 0.5);
  if (random.uniform() < 0.6) scenario.disturbances.dwell_noise = random.uniform(0, 2);
  booking.patience = Milliseconds{random.below(900'000)};
  if (random.uniform() < 0.6) scenario.disturbances.breakdowns_per_1000_h = random.uniform(0, 3'000);
  scenario.disturbances.breakdown_duration = Milliseconds{1 + random.below(7'200'000)};
}

/// The same roads, none of them faster or slower than a road can be: made-up ones are now and then too short to take
/// time, or to take so much.
RoadGraph slow_enough(const RoadGraph& roads) {
  RoadGraphColumns columns;
  RoadGraphColumns::for_each_column([](auto& copy, const auto& from) { copy.assign(from.begin(), from.end()); },
                                    columns, roads.columns());
  const auto cap = [](auto& metres, std::int32_t time) {
    metres = std::min(metres, time / 24);
    if (metres > 0) metres = std::max(metres, time / 3'600 + 1);
  };
  for (std::size_t e = 0; e < columns.edge_length.size(); ++e) cap(columns.edge_length[e], columns.edge_duration[e]);
  for (std::size_t k = 0; k < columns.shape_distance.size(); ++k) cap(columns.shape_distance[k], columns.shape_time[k]);
  return RoadGraph{std::move(columns)};
}

enum class Announced : std::int8_t { when_it_begins, now_and_then, long_before };

/// On most days, some roads are closed for a while, in one direction or both.
ClosedRoads close_roads(const RoadGraph& roads, std::uint64_t seed, Announced announced = Announced::now_and_then) {
  RandomStream random{seed, Purpose::given_demand, 98};
  std::vector<Closure> closures;
  if (random.uniform() < 0.2) return ClosedRoads{};
  for (std::uint32_t k = random.below(static_cast<std::uint32_t>(roads.edge_count() / 2 + 2)); k > 0; --k) {
    const EdgeId edge{static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(roads.edge_count())))};
    const Milliseconds from = 6_h + Milliseconds{random.below(50'000'000)};
    const Milliseconds until = from + Milliseconds{1 + random.below(random.uniform() < 0.5 ? 1'200'000 : 14'400'000)};
    if (roads.is_turn(edge)) continue;
    Milliseconds known = from;
    if (announced == Announced::long_before) known = -kDay;
    if (announced == Announced::now_and_then && random.uniform() < 0.4) {
      known = std::max(Milliseconds{0}, from - Milliseconds{random.below(14'400'000)});
    }
    closures.push_back({edge, from, until, known});
    const EdgeId twin = roads.twin(edge);
    if (random.uniform() < 0.7 && twin.valid() && !roads.is_turn(twin)) closures.push_back({twin, from, until, known});
  }
  return ClosedRoads{std::move(closures)};
}

struct Ends {
  std::int64_t cancelled = 0, no_shows = 0, broken = 0, delays = 0, breakdowns = 0, reassigned = 0, went_round = 0,
               served = 0;
  std::int64_t rescued = 0;  // reassigned by policies that do so only when a promise would be broken
};

Ends run_and_verify(RandomDay& day, const char* policy, const ClosedRoads& closed, const std::filesystem::path& file) {
  using namespace std::chrono_literals;
  day.scenario.run.first_day = 2026y / 1 / 5;
  day.scenario.dispatch.policy = policy;
  day.scenario.dispatch.settings.rolling_plan.interval = 2_min;
  day.scenario.dispatch.settings.rolling_plan.iterations = 30;
  const World world{slow_enough(day.world.roads()), day.world.shuttles(), day.scenario.services, closed};
  const auto dispatcher =
      make_dispatcher(policy, world.oracle(), day.scenario.dispatch.waiting, day.scenario.dispatch.settings);
  Kept kept{day.demand, world};
  if (!closed.empty()) kept.metrics.roads_close();
  Simulation{world, day.demand, day.scenario, *dispatcher, kept}.run();
  Ends ends;
  for (const Event& event : kept.tables.events) {
    ends.cancelled += event.kind == EventKind::cancelled ? 1 : 0;
    ends.no_shows += event.kind == EventKind::no_show ? 1 : 0;
    ends.broken += event.kind == EventKind::promise_broken ? 1 : 0;
    ends.delays += event.kind == EventKind::delayed ? 1 : 0;
    ends.breakdowns += event.kind == EventKind::broke_down ? 1 : 0;
    ends.went_round += event.kind == EventKind::went_round ? 1 : 0;
    ends.reassigned += event.kind == EventKind::reassigned ? 1 : 0;
  }
  if (!moves_others(policy)) ends.rescued = ends.reassigned;
  for (const RequestRecord& request : kept.tables.requests) ends.served += request.end == RequestEnd::served ? 1 : 0;
  ResultsImage image{
      {day.scenario, world.roads(), day.demand.raw(), world.shuttles(), world.services().raw(), nullptr, {}, &closed},
      {}};
  write_file_atomically(file, image.finish(kept.tables, kept.metrics.indicators()));
  const VerificationReport report = verify_file(file);
  // These days were never a scenario's text.
  const auto of_text = [](std::string_view rule) { return rule.starts_with("scenario."); };
  for (const Violation& violation : report.violations) {
    if (!of_text(violation.rule)) UNSCOPED_INFO(violation.rule << ": " << violation.what);
  }
  std::int64_t broken = 0;
  for (const auto& [rule, times] : report.totals) broken += of_text(rule) ? 0 : static_cast<std::int64_t>(times);
  CHECK(broken == 0);
  return ends;
}

void add(Ends& sum, const Ends& one) {
  sum.cancelled += one.cancelled;
  sum.no_shows += one.no_shows;
  sum.broken += one.broken;
  sum.delays += one.delays;
  sum.breakdowns += one.breakdowns;
  sum.went_round += one.went_round;
  sum.reassigned += one.reassigned;
  sum.rescued += one.rescued;
  sum.served += one.served;
}

// Random days under every policy. `change(scenario, seed)`: what else goes otherwise than planned.
template <class Change>
Ends days_with_closed_roads(Change&& change) {
  const TemporaryFolder folder;
  Ends sum;
  for (std::uint64_t seed = 1; seed <= draws(60); ++seed) {
    for (const char* policy : kPolicies) {
      INFO("seed " << seed << ", " << policy);
      auto day = seed % 3 == 0 ? random_day_of_two_services(seed, 40) : random_day(seed, 40);
      change(day.scenario, seed);
      add(sum, run_and_verify(day, policy, close_roads(slow_enough(day.world.roads()), seed), folder / "day.h5"));
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("whatever goes otherwise than planned, every policy keeps the rules, and verify finds no fault") {
  const Ends sum = days_with_closed_roads(disturb);
  // Nine tenths of what these days hold.
  CHECK(sum.served > seen(2'000));
  CHECK(sum.cancelled > seen(700));
  CHECK(sum.no_shows > seen(1'000));
  CHECK(sum.delays > seen(6'000));
  CHECK(sum.breakdowns > seen(500));
  CHECK(sum.reassigned > seen(300));
  CHECK(sum.went_round > seen(400));
  CHECK(sum.broken > seen(1'250));
}

TEST_CASE("roads closed alone make shuttles late by no more than the ways round them") {
  const Ends sum = days_with_closed_roads([](Scenario& /*as it is*/, std::uint64_t /*seed*/) {});
  CHECK(sum.served > seen(4'700));
  CHECK(sum.went_round > seen(530));
  CHECK(sum.broken > seen(30));  // tight limits only; nobody else is late by a way round
}

TEST_CASE("who knows of all closed roads beforehand plans round them, and nothing is ever late") {
  const TemporaryFolder folder;
  Ends sum;
  for (std::uint64_t seed = 1; seed <= draws(60); ++seed) {
    for (const char* policy : kPolicies) {
      INFO("seed " << seed << ", " << policy);
      auto day = seed % 4 == 0   ? random_day_of_two_services(seed, 40)
                 : seed % 4 == 1 ? random_day_of_drivers(seed, 40)
                                 : random_day(seed, 40);
      day.scenario.rebalancing.strategy = seed % 5 == 0 ? RebalancingStrategy::plus_one : RebalancingStrategy::stay;
      const auto closed = close_roads(slow_enough(day.world.roads()), seed, Announced::long_before);
      const Ends ends = run_and_verify(day, policy, closed, folder / "day.h5");
      CHECK(ends.broken == 0);
      CHECK(ends.delays == 0);
      CHECK(ends.rescued == 0);
      add(sum, ends);
    }
  }
  CHECK(sum.served > seen(4'800));
  CHECK(sum.went_round > seen(700));
}

TEST_CASE("drivers are late for a pause, or longer at the wheel, by no more than what kept them") {
  const TemporaryFolder folder;
  Ends sum;
  for (std::uint64_t seed = 1; seed <= draws(40); ++seed) {
    for (const char* policy : {"insertion", "nearest_feasible", "first_come", "regret", "batch", "rolling_plan"}) {
      INFO("seed " << seed << ", " << policy);
      auto day = random_day_of_drivers(seed, 40);
      day.scenario.rebalancing.strategy = seed % 3 == 0   ? RebalancingStrategy::depot
                                          : seed % 3 == 1 ? RebalancingStrategy::plus_one
                                                          : RebalancingStrategy::stay;
      day.scenario.rebalancing.min_idle_time = Milliseconds{0};
      disturb(day.scenario, seed);
      add(sum, run_and_verify(day, policy, close_roads(slow_enough(day.world.roads()), seed), folder / "day.h5"));
    }
  }
  CHECK(sum.served > seen(1'200));
  CHECK(sum.delays > seen(4'300));
}

TEST_CASE("places a millisecond apart are told apart, though they are one as seen on the other edge") {
  const TemporaryFolder folder;
  for (const char* policy : {"insertion", "nearest_feasible", "first_come", "regret", "batch", "rolling_plan"}) {
    INFO(policy);
    auto day = random_day_of_drivers(145, 40);
    disturb(day.scenario, 145);
    const ClosedRoads closed = close_roads(slow_enough(day.world.roads()), 145, Announced::when_it_begins);
    CHECK(run_and_verify(day, policy, closed, folder / "day.h5").served >= 0);
  }
}

TEST_CASE("without disturbance nothing is late") {
  const TemporaryFolder folder;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    for (const char* policy : kPolicies) {
      INFO("seed " << seed << ", " << policy);
      auto day = random_day(seed, 40);
      const Ends ends = run_and_verify(day, policy, ClosedRoads{}, folder / "day.h5");
      CHECK(ends.cancelled + ends.no_shows + ends.broken + ends.delays + ends.breakdowns == 0);
    }
  }
}
