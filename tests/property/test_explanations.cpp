#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
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
constexpr int kScenarios = 20;
#else
constexpr int kScenarios = 60;
#endif
constexpr int kRefusalsEach = 3;
const char* const kPolicies[] = {"insertion", "first_come", "nearest_feasible", "regret", "batch", "rolling_plan"};

Widening widening_of(const Relaxation& relaxation, Milliseconds less = Milliseconds{0}) {
  switch (relaxation.kind) {
    case RelaxationKind::wait:
      return {.wait = relaxation.by - less};
    case RelaxationKind::travel_time:
      return {.later = relaxation.by - less};
    case RelaxationKind::ride:
      return {.ride = relaxation.by - less};
    case RelaxationKind::wait_and_travel_time:
      return {.wait = relaxation.by, .later = relaxation.later - less};
    case RelaxationKind::places:
      return {.seats = relaxation.seats, .wheelchairs = relaxation.wheelchairs, .only = relaxation.shuttle};
    default:
      return {};
  }
}

bool is_of_fleet(RelaxationKind kind) {
  return kind != RelaxationKind::places && kind > RelaxationKind::ride && kind != RelaxationKind::wait_and_travel_time;
}

/// One change of a day, for one request.
struct Change {
  explicit Change(const Widening& widening) : by{widening} {}
  explicit Change(const Relaxation& relaxation, Milliseconds less = Milliseconds{0})
      : by{widening_of(relaxation, less)} {
    if (!is_of_fleet(relaxation.kind)) return;
    fleet = relaxation;
    fleet->by -= less;
  }
  Widening by;
  std::optional<Relaxation> fleet;
};

void add(Milliseconds& limit, Milliseconds by) {
  if (limit < kNever) limit += by;
}

// The shuttle's plan within other limits, written once more: what a shift, a pause and a promise are.
bool relax(std::vector<PlannedStop>& stops, const Relaxation& relaxation) {
  bool found = false;
  for (PlannedStop& stop : stops) {
    const bool depot = stop.kind == StopKind::depot;
    if (relaxation.kind == RelaxationKind::shift_end && depot && !stop.opens_shift && stop.latest == relaxation.bound) {
      stop.latest += relaxation.by;
      stop.earliest += relaxation.by;
    } else if (relaxation.kind == RelaxationKind::shift_start && depot && stop.opens_shift &&
               stop.earliest == relaxation.bound) {
      stop.earliest -= relaxation.by;
      stop.latest -= relaxation.by;
    } else if (relaxation.kind == RelaxationKind::pause && stop.kind == StopKind::pause &&
               stop.latest == relaxation.bound) {
      stop.latest += relaxation.by;
    } else if (relaxation.kind == RelaxationKind::other_promise && stop.request.valid() &&
               stop.request == relaxation.other) {
      add(stop.latest, relaxation.by);
      add(stop.max_ride, relaxation.by);
      found = true;
      continue;
    } else {
      continue;
    }
    return true;
  }
  return found;
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

/// The day again, and from some moment on one thing is otherwise for one request: whoever decides sees it so, window by
/// window, service by service.
class ChangedDay final : public Dispatcher {
 public:
  ChangedDay(const KeptRun& run, const World& world, RequestId request, Milliseconds from)
      : run_{run}, world_{world}, widener_{world}, request_{request}, from_{from} {}

  bool accepts(const Change& change) {
    change_ = change;
    asked_.reset();
    const auto& dispatch = run_.scenario.dispatch;
    policy_ = make_dispatcher(dispatch.policy, world_.oracle(), dispatch.waiting, dispatch.settings);
    accepted_ = false;
    Ending ending{request_};
    try {
      Simulation{world_, run_.demand, run_.scenario, *this, ending}.run([&](Milliseconds) { return !ending.ended; });
    } catch (const Interrupted&) {
    } catch (const PolicyError&) {
      // Another request was given a place that only the other limit allows; this one was not accepted.
    }
    return accepted_ || ending.accepted;
  }
  /// Of the shuttles that might serve it when it was last decided on, one change each.
  std::vector<PossibleRelaxation> changes;

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    const auto own =
        std::find_if(pending.begin(), pending.end(), [&](const PendingTrip& trip) { return trip.request == request_; });
    if (own == pending.end() || own->at_once || fleet.now() < from_) {
      return policy_->dispatch(pending, fleet, proposal);
    }
    list_changes(own->service, fleet);
    if (change_.fleet && change_.fleet->kind == RelaxationKind::driving) {
      fleet.suppose_driving(change_.fleet->shuttle, change_.fleet->bound + change_.fleet->by);
    } else if (change_.fleet && fleet.shuttle(change_.fleet->shuttle).service == own->service) {
      const ShuttleId shuttle = change_.fleet->shuttle;
      auto stops = stops_shown(fleet, shuttle);
      if (relax(stops, *change_.fleet) && fleet.plan(shuttle, stops, run_.scenario.dispatch.waiting)) {
        const Supposition wider{fleet, shuttle, stops};
        decide(*own, pending, fleet, proposal);
        return;
      }
    }
    decide(*own, pending, fleet, proposal);
    if (change_.fleet && change_.fleet->kind == RelaxationKind::driving) {
      fleet.suppose_driving(change_.fleet->shuttle, change_.fleet->bound);
    }
  }
  void foresee(Foretold foretold) override { policy_->foresee(std::move(foretold)); }

 private:
  void list_changes(ServiceId service, const FleetView& fleet) {
    changes.clear();
    for (std::size_t s = 0; s < fleet.size(); ++s) {
      if (fleet.shuttle(ShuttleId{s}).service != service) continue;
      const auto all = possible_relaxations(fleet, ShuttleId{s});
      changes.insert(changes.end(), all.begin(), all.end());
    }
  }

  void decide(const PendingTrip& own, std::span<const PendingTrip> pending, const FleetView& fleet,
              Proposal& proposal) {
    const bool asked_now = asked_ != own.service;
    asked_ = own.service;
    std::vector<PendingTrip> wider{pending.begin(), pending.end()};
    for (PendingTrip& trip : wider) {
      const bool is_own = trip.request == request_;
      if (!is_own && (own.contract < 0 || trip.contract != own.contract)) continue;
      Widening by = change_.by;
      if (!is_own && by.seats + by.wheelchairs > 0) by = {};
      const auto widened = widener_(trip, by, fleet);
      if (!widened) {  // it runs another course: no such shuttle
        policy_->dispatch(pending, fleet, proposal);
        return;
      }
      trip = *widened;
      // As it is asked, the cheapest that a shuttle could is held against a taxi.
      const Milliseconds most = world_.services()[trip.service].rules().taxi_above;
      if (most >= kNever || !asked_now) continue;
      InsertionSearch cheapest{world_.oracle(), run_.scenario.dispatch.waiting};
      const auto found = cheapest.search(trip, fleet);
      if (found && found->cost > most) throw Interrupted{};
    }
    policy_->dispatch(wider, fleet, proposal);
    accepted_ |= std::any_of(proposal.verdicts.begin(), proposal.verdicts.end(), [&](const Verdict& verdict) {
      return verdict.request == request_ && verdict.kind == VerdictKind::accept;
    });
    if (accepted_) throw Interrupted{};  // the simulation holds it to the limits that it knows
  }

  const KeptRun& run_;
  const World& world_;
  TripWidener widener_;
  RequestId request_;
  Milliseconds from_;
  Change change_{Widening{}};
  std::optional<ServiceId> asked_;
  std::unique_ptr<Dispatcher> policy_;
  bool accepted_ = false;
};

struct Told {
  std::map<RelaxationKind, int> enough;
  std::map<std::string, int> policies;
  std::set<std::pair<std::string, ServiceKind>> pairs;  // policy and kind of service
  std::map<std::string, int> with;                      // what else was in the scenarios
  std::map<std::string, int> unknown;
  int nothing = 0;
  int changes = 0;  // made in vain, as told
};

void doubt(const ExplainedRequest& explained, const KeptRun& run, const World& world, Told& told) {
  const RequestId id{static_cast<std::int32_t>(explained.row)};
  ChangedDay day{run, world, id, explained.decision.asked_at};
  REQUIRE_FALSE(day.accepts(Change{Widening{}}));
  const std::vector<PossibleRelaxation> changes = day.changes;
  const bool one_service = run.scenario.services.size() == 1;
  std::set<RelaxationKind> kinds;
  for (const Relaxation& relaxation : explained.decision.enough) {
    ++told.enough[relaxation.kind];
    kinds.insert(relaxation.kind);
    INFO("kind " << static_cast<int>(relaxation.kind) << " by " << relaxation.by.count << ", " << relaxation.later.count
                 << ", shuttle " << relaxation.shuttle.value);
    CHECK(day.accepts(Change{relaxation}));
    // Of the pair, each service is told its own least; another might do with less of the second.
    if (relaxation.kind == RelaxationKind::places || (!one_service && !is_of_fleet(relaxation.kind))) continue;
    CHECK_FALSE(day.accepts(Change{relaxation, Milliseconds{1}}));
  }
  for (const std::string& unknown : explained.decision.unknown) ++told.unknown[unknown.substr(0, 60)];
  if (!explained.decision.unknown.empty() || explained.decision.candidates.empty()) return;
  told.nothing += kinds.empty() ? 1 : 0;
  INFO("what is not told to be enough");
  const Milliseconds most = 7 * kDay;
  for (const Milliseconds by : {most, Milliseconds{600'000}}) {
    if (!kinds.contains(RelaxationKind::wait)) CHECK_FALSE(day.accepts(Change{Widening{.wait = by}}));
    if (!kinds.contains(RelaxationKind::travel_time)) CHECK_FALSE(day.accepts(Change{Widening{.later = by}}));
    if (!kinds.contains(RelaxationKind::ride)) CHECK_FALSE(day.accepts(Change{Widening{.ride = by}}));
  }
  for (const PossibleRelaxation& possible : changes) {
    if (kinds.contains(possible.limit.kind) || possible.most <= Milliseconds{0}) continue;
    Relaxation relaxation = possible.limit;
    relaxation.by = possible.most;
    INFO("kind " << static_cast<int>(relaxation.kind) << " of shuttle " << relaxation.shuttle.value);
    CHECK_FALSE(day.accepts(Change{relaxation}));
    ++told.changes;
  }
}

void note(const Scenario& scenario, Told& told) {
  told.with["closures"] += scenario.disturbances.closures.empty() ? 0 : 1;
  told.with["breakdowns"] += scenario.disturbances.breakdowns_per_1000_h > 0 ? 1 : 0;
  told.with["offers"] += scenario.booking.offers ? 1 : 0;
  told.with["asked again"] += scenario.booking.retry_interval > Milliseconds{0} ? 1 : 0;
  told.with["learned waiting places"] += scenario.rebalancing.learns() ? 1 : 0;
  for (const GivenService& service : scenario.services) {
    told.with["contracts"] += service.way_back_in_contract ? 1 : 0;
    told.with["notice rules"] += service.booking.type != BookingType::real_time ? 1 : 0;
    told.with["taxis"] += service.rules.taxi_above < kNever ? 1 : 0;
    told.with["penalised limits"] += service.rules.largest_excess > Milliseconds{0} ? 1 : 0;
    const auto forbids = [](const auto& place) { return !place.pickup || !place.dropoff; };
    told.with["permissions of stops"] += std::any_of(service.stops.begin(), service.stops.end(), forbids) ||
                                                 std::any_of(service.hubs.begin(), service.hubs.end(), forbids)
                                             ? 1
                                             : 0;
    for (const GivenShuttle& shuttle : service.shuttles) {
      told.with["time at the wheel"] += shuttle.max_continuous_driving < kNever ? 1 : 0;
    }
  }
}

// One of each, in words that say so.
void look_at_others(const std::filesystem::path& file, const KeptRun& run, Told& told) {
  RunListener nobody;
  const auto first = [&](RequestEnd end) {
    return std::find_if(run.records.begin(), run.records.end(),
                        [end](const RequestRecord& record) { return record.end == end; });
  };
  if (const auto record = first(RequestEnd::never_made); record != run.records.end()) {
    const auto explained = explain_request(file, run.demand[record->request].name, nobody);
    CHECK(explained.never_made);
    CHECK(explained.never_made_cause != NeverMadeCause::none);
    CHECK_FALSE(explained.told.empty());
    CHECK(explained.decision.enough.empty());
    ++told.with[fmt::format("never made, cause {}", static_cast<int>(explained.never_made_cause))];
  }
  if (const auto record = first(RequestEnd::served); record != run.records.end()) {
    const auto explained = explain_request(file, run.demand[record->request].name, nobody);
    CHECK(explained.shuttle.valid());
    CHECK(explained.decision.enough.empty());
    ++told.with["accepted"];
  }
}

void doubt_all(const std::filesystem::path& file, Told& told) {
  RunListener nobody;
  const Hdf5Reader reader{file};
  const KeptRun run = read_kept_run(reader, file.string());
  const World world = kept_world(reader, file.string(), run, nobody);
  look_at_others(file, run, told);
  int left = kRefusalsEach;
  for (const RequestRecord& record : run.records) {
    if (record.end != RequestEnd::refused || left == 0) continue;
    const std::string& name = run.demand[record.request].name;
    CAPTURE(name);
    const ExplainedRequest explained = explain_request(file, name, nobody);
    if (explained.decision.candidates.empty()) {
      CHECK_FALSE(explained.told.empty());
      if (explained.without_taxi) ++told.with["spared from a taxi"];
      continue;
    }
    if (left == kRefusalsEach) note(run.scenario, told);
    --left;
    ++told.policies[explained.policy];
    for (const GivenService& service : run.scenario.services) told.pairs.emplace(explained.policy, service.kind);
    doubt(explained, run, world, told);
  }
}

}  // namespace

// NAVETTE_PROPERTY_SCENARIOS: how many days; NAVETTE_PROPERTY_FIRST: the first seed.
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
  std::cout << told.nothing << " with nothing that would have been enough, " << told.changes
            << " changes made in vain, " << told.pairs.size() << " pairs of policy and kind of service\n";
  for (const auto& [kind, times] : told.enough) std::cout << "kind " << static_cast<int>(kind) << ": " << times << '\n';
  for (const auto& [what, times] : told.with) std::cout << what << ": " << times << '\n';
  for (const auto& [what, times] : told.unknown) std::cout << times << " x not known: " << what << '\n';
  // Or the campaign would mean little.
  if (count < 60) return;
  CHECK(told.policies.size() >= std::size(kPolicies) - 1);
  CHECK(explained > static_cast<int>(count) / 5);
  CHECK(told.enough[RelaxationKind::wait] > 0);
  CHECK(told.enough[RelaxationKind::travel_time] > 0);
  if (count < 1'000) return;
  CHECK(told.pairs.size() == std::size(kPolicies) * 4);
  for (const char* what : {"closures", "breakdowns", "offers", "asked again", "learned waiting places", "contracts",
                           "notice rules", "taxis", "penalised limits", "permissions of stops", "time at the wheel"}) {
    CAPTURE(what);
    CHECK(told.with[what] > 0);
  }
}
