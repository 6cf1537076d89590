#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/errors.h"
#include "dispatch/dispatcher.h"
#include "engine/explain/trip_widener.h"
#include "engine/run/simulation.h"
#include "io/explain/explained_run.h"
#include "io/explain/kept_run.h"
#include "io/results/atomic_file.h"
#include "io/run_scenario.h"
#include "io/scenario/read_scenario.h"
#include "property/drawn_scenario.h"
#include "property/territory_pool.h"

using namespace navette;
using namespace navette::test;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(NDEBUG)
constexpr int kScenarios = 30;
#else
constexpr int kScenarios = 120;
#endif
constexpr int kRefusalsEach = 3;
const char* const kPolicies[] = {"insertion", "first_come", "nearest_feasible", "regret", "batch", "rolling_plan"};

bool is_own(RelaxationKind kind) {
  return kind <= RelaxationKind::ride || kind == RelaxationKind::wait_and_travel_time;
}

Widening widening_of(const Relaxation& relaxation, Milliseconds less = Milliseconds{0}) {
  switch (relaxation.kind) {
    case RelaxationKind::wait:
      return {.wait = relaxation.by - less};
    case RelaxationKind::travel_time:
      return {.later = relaxation.by - less};
    case RelaxationKind::ride:
      return {.ride = relaxation.by - less};
    default:
      return {.wait = relaxation.by, .later = relaxation.later - less};
  }
}

/// When a request was decided, and what was decided.
class Ending final : public Recorder {
 public:
  explicit Ending(RequestId request) : request_{request} {}
  void event(const Event& event) override {
    if (event.request != request_) return;
    accepted |= event.kind == EventKind::accepted;
    ended |= accepted || event.kind == EventKind::refused;
  }
  void stop(const StopRecord& /*stop*/) override {}
  void leg(const LegRecord& /*leg*/, std::span<const TrajectorySample> /*samples*/) override {}
  void request(const RequestRecord& /*request*/) override {}

  bool accepted = false;
  bool ended = false;

 private:
  RequestId request_;
};

/// The day again, and from some moment on one request with wider limits: whoever decides sees it so, window by window,
/// service by service.
class WiderDay final : public Dispatcher {
 public:
  WiderDay(const KeptRun& run, const World& world, RequestId request, Milliseconds from)
      : run_{run}, world_{world}, widener_{world}, request_{request}, from_{from} {}

  bool accepts(const Widening& by) {
    by_ = by;
    const auto& dispatch = run_.scenario.dispatch;
    policy_ = make_dispatcher(dispatch.policy, world_.oracle(), dispatch.waiting, dispatch.settings);
    accepted_ = false;
    Ending ending{request_};
    try {
      Simulation{world_, run_.demand, run_.scenario, *this, ending}.run([&](Milliseconds) { return !ending.ended; });
    } catch (const Interrupted&) {
    }
    return accepted_ || ending.accepted;
  }

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    const auto own =
        std::find_if(pending.begin(), pending.end(), [&](const PendingTrip& trip) { return trip.request == request_; });
    if (own == pending.end() || own->at_once || fleet.now() < from_) {
      return policy_->dispatch(pending, fleet, proposal);
    }
    std::vector<PendingTrip> wider{pending.begin(), pending.end()};
    for (PendingTrip& trip : wider) {
      if (trip.request != request_ && (own->contract < 0 || trip.contract != own->contract)) continue;
      if (const auto widened = widener_(trip, by_, fleet)) trip = *widened;
    }
    policy_->dispatch(wider, fleet, proposal);
    accepted_ |= std::any_of(proposal.verdicts.begin(), proposal.verdicts.end(), [&](const Verdict& verdict) {
      return verdict.request == request_ && verdict.kind == VerdictKind::accept;
    });
    if (accepted_) throw Interrupted{};  // the simulation holds it to the limits that it knows
  }
  void foresee(Foretold foretold) override { policy_->foresee(std::move(foretold)); }

 private:
  const KeptRun& run_;
  const World& world_;
  TripWidener widener_;
  RequestId request_;
  Milliseconds from_;
  Widening by_;
  std::unique_ptr<Dispatcher> policy_;
  bool accepted_ = false;
};

struct Told {
  std::map<RelaxationKind, int> enough;
  std::map<std::string, int> policies;
  std::set<ServiceKind> kinds;
  int nothing = 0;
  int not_replayable = 0;
};

void doubt(const ExplainedRequest& explained, const KeptRun& run, const World& world, Told& told) {
  const RequestId id{static_cast<std::int32_t>(explained.row)};
  WiderDay day{run, world, id, explained.decision.asked_at};
  REQUIRE_FALSE(day.accepts({}));
  bool taxis = false;
  for (const GivenService& service : run.scenario.services) taxis |= service.rules.taxi_above < kNever;
  std::set<RelaxationKind> kinds;
  for (const Relaxation& relaxation : explained.decision.enough) {
    ++told.enough[relaxation.kind];
    kinds.insert(relaxation.kind);
    if (!is_own(relaxation.kind)) continue;
    INFO("kind " << static_cast<int>(relaxation.kind) << " by " << relaxation.by.count << ", "
                 << relaxation.later.count);
    CHECK(day.accepts(widening_of(relaxation)));
    // Of the pair, each service is told its own least; another might do with less of the second.
    const bool of_one = relaxation.kind != RelaxationKind::wait_and_travel_time || run.scenario.services.size() == 1;
    if (!taxis && of_one) CHECK_FALSE(day.accepts(widening_of(relaxation, Milliseconds{1})));
  }
  if (taxis || !explained.decision.unknown.empty() || explained.decision.candidates.empty()) return;
  told.nothing += kinds.empty() ? 1 : 0;
  const Milliseconds most = 7 * kDay;
  INFO("what is not told to be enough");
  if (!kinds.contains(RelaxationKind::wait)) CHECK_FALSE(day.accepts({.wait = most}));
  if (!kinds.contains(RelaxationKind::travel_time)) CHECK_FALSE(day.accepts({.later = most}));
  if (!kinds.contains(RelaxationKind::ride)) CHECK_FALSE(day.accepts({.ride = most}));
}

void doubt_all(const std::filesystem::path& file, Told& told) {
  RunListener nobody;
  const Hdf5Reader reader{file};
  const KeptRun run = read_kept_run(reader, file.string());
  const World world = kept_world(reader, run.scenario, nobody);
  int left = kRefusalsEach;
  for (const RequestRecord& record : run.records) {
    if (record.end != RequestEnd::refused || left == 0) continue;
    const std::string& name = run.demand[record.request].name;
    CAPTURE(name);
    ExplainedRequest explained;
    try {
      explained = explain_request(file, name, nobody);
    } catch (const InputError& error) {
      // What the file does not keep is told; nothing is asserted.
      CAPTURE(error.what());
      CHECK(std::string{error.what()}.find("not replayable") != std::string::npos);
      ++told.not_replayable;
      return;
    }
    if (explained.decision.candidates.empty()) {
      CHECK_FALSE(explained.told.empty());
      continue;
    }
    --left;
    ++told.policies[explained.policy];
    for (const GivenService& service : run.scenario.services) told.kinds.insert(service.kind);
    doubt(explained, run, world, told);
  }
}

}  // namespace

TEST_CASE("what is told to have been enough is enough on a rerun, and a millisecond less is not") {
  const TerritoryPool pool;
  const char* first_given = std::getenv("NAVETTE_PROPERTY_FIRST");
  const char* count_given = std::getenv("NAVETTE_PROPERTY_SCENARIOS");
  const std::uint64_t first = first_given == nullptr ? 1 : std::stoull(first_given);
  const std::uint64_t count = count_given == nullptr ? kScenarios : std::stoull(count_given);
  Told told;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const std::string policy = kPolicies[seed % std::size(kPolicies)];
    CAPTURE(seed, policy);
    std::vector<std::string> overrides{"run.threads=1", "dispatch.policy=" + policy};
    if (policy == "rolling_plan") overrides.push_back("dispatch.objective=operating_time");
    const auto file = pool.folder() / "explained.h5";
    try {
      std::vector<std::string> warnings;
      const Scenario scenario = read_scenario(draw_scenario(seed, pool).write(pool.folder()), overrides, warnings);
      RunListener nobody;
      write_file_atomically(file, run_scenario(scenario, "property", nobody).image);
    } catch (const InputError&) {
      continue;  // it contradicts itself
    }
    doubt_all(file, told);
  }
  int explained = 0;
  for (const auto& [policy, times] : told.policies) {
    std::cout << policy << ": " << times << " refusals explained\n";
    explained += times;
  }
  std::cout << told.nothing << " with nothing that would have been enough, " << told.not_replayable
            << " runs that cannot be replayed\n";
  for (const auto& [kind, times] : told.enough) std::cout << "kind " << static_cast<int>(kind) << ": " << times << '\n';
  if (count < 100) return;
  CHECK(told.policies.size() == std::size(kPolicies));
  CHECK(told.kinds.size() == 4);
  CHECK(explained > static_cast<int>(count) / 3);
  CHECK(told.not_replayable < static_cast<int>(count) / 10);
  CHECK(told.enough[RelaxationKind::wait] > 5);
  CHECK(told.enough[RelaxationKind::travel_time] > 5);
}
