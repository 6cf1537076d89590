#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "core/errors.h"
#include "core/key_names.h"
#include "dispatch/decision_witness.h"
#include "dispatch/dispatcher.h"
#include "dispatch/policies/policy_registry.h"
#include "engine/explain/trip_widener.h"
#include "engine/run/simulation.h"
#include "io/explain/explained_run.h"
#include "io/explain/kept_run.h"
#include "io/explain/refused_unasked.h"
#include "io/hdf5/check_results.h"
#include "io/scenario/keys/dispatch_keys.h"
#include "io/scenario/parse_time.h"
#include "io/scenario/shown_text.h"
#include "io/thread_count.h"

namespace navette {
namespace {

/// Holds each event against those of the file.
class LogCheck final : public Recorder {
 public:
  LogCheck(const KeptRun& run, RequestId request, DecisionWitness& witness)
      : run_{run}, request_{request}, witness_{witness} {}

  void event(const Event& event) override {
    if (departs_) return;
    departs_ = next_ >= run_.events.size() || !same(event, run_.events[next_]);
    ++next_;
    if (event.kind == EventKind::asked_again && same_trip(event.request)) witness_.forget();
    if (event.request != request_) return;
    if (event.kind == EventKind::offered) offered = Milliseconds{event.value};
    never_made = event.kind == EventKind::never_made;
    if (never_made) cause = static_cast<NeverMadeCause>(event.value);
    if (event.kind != EventKind::accepted && event.kind != EventKind::refused && !never_made) return;
    decided = true;
    shuttle = event.shuttle;
    at = event.time;
  }
  void stop(const StopRecord& /*stop*/) override {}
  void leg(const LegRecord& /*leg*/, std::span<const TrajectorySample> /*samples*/) override {}
  void request(const RequestRecord& /*request*/) override {}

  [[nodiscard]] bool departs() const { return departs_; }

  bool decided = false;
  bool never_made = false;
  NeverMadeCause cause = NeverMadeCause::none;
  std::optional<Milliseconds> offered;  // another departure, the last
  ShuttleId shuttle;
  Milliseconds at;

 private:
  // Or the other way of its tour, with which it may be asked.
  [[nodiscard]] bool same_trip(RequestId other) const {
    const std::int32_t tour = run_.demand[request_].tour;
    return other == request_ || (tour >= 0 && run_.demand[other].tour == tour);
  }
  [[nodiscard]] bool same(const Event& now, const Event& kept) const {
    if (now.time != kept.time || now.kind != kept.kind || now.request != kept.request) return false;
    return now.shuttle == kept.shuttle && now.place == kept.place && now.value == kept.value;
  }

  const KeptRun& run_;
  RequestId request_;
  DecisionWitness& witness_;
  std::size_t next_ = 0;
  bool departs_ = false;
};

RequestId request_named(const KeptRun& run, const std::string& request, const std::string& file) {
  for (std::size_t r = 0; r < run.demand.size(); ++r) {
    if (run.demand[RequestId{r}].name == request) return RequestId{r};
  }
  throw InputError{
      fmt::format("{}: there is no request {} (column request_id of /requests)", file, shown_text(request))};
}

// A damaged file must not name roads that are not there.
void check_places(const Demand& demand, const RoadGraph& roads, const std::string& file) {
  const auto on_road = [&](Location place) {
    return !place.valid() ||
           (place.edge.index() < roads.edge_count() && place.offset >= 0 && place.offset <= roads.duration(place.edge));
  };
  for (const TripRequest& asked : demand) {
    if (on_road(asked.origin) && on_road(asked.destination)) continue;
    throw InputError{fmt::format("{}: request {} lies on no road of /network", file, shown_text(asked.name))};
  }
}

Sharing sharing_of(const std::string& policy, const std::string& file) {
  const Policy* named = find_policy(policy);
  if (named != nullptr && named->traits.explained) {
    return named->traits.shares_rides ? Sharing::allowed : Sharing::none;
  }
  if (policy.rfind("python:", 0) == 0) {
    throw InputError{fmt::format("{}: not replayable: decided by {}, a policy in Python, which the file does not keep",
                                 file, shown_text(policy.substr(7)))};
  }
  throw InputError{fmt::format("{}: not replayable: {} is {}; explained are {}", file, key::dispatch_policy,
                               shown_text(policy), listed_policies("and"))};
}

// What all services said, as one. Of each kind that would have been enough, the smallest.
ExaminedDecision together(const std::vector<ExaminedDecision>& decisions, bool accepted) {
  ExaminedDecision all;
  for (const ExaminedDecision& one : decisions) {
    if (one.accepted != accepted) continue;
    all.asked_at = std::min(all.asked_at, one.asked_at);
    all.jointly |= one.jointly;
    all.other_time = one.other_time;
    all.accepted = one.accepted;
    all.others = one.others;
    all.others_accepted = one.others_accepted;
    all.candidates.insert(all.candidates.end(), one.candidates.begin(), one.candidates.end());
    all.unknown.insert(all.unknown.end(), one.unknown.begin(), one.unknown.end());
    for (const Relaxation& relaxation : one.enough) {
      const auto same = std::find_if(all.enough.begin(), all.enough.end(),
                                     [&](const Relaxation& other) { return other.kind == relaxation.kind; });
      if (same == all.enough.end()) {
        all.enough.push_back(relaxation);
      } else if (std::tie(relaxation.by, relaxation.seats, relaxation.wheelchairs) <
                 std::tie(same->by, same->seats, same->wheelchairs)) {
        *same = relaxation;
      }
    }
  }
  std::stable_sort(all.enough.begin(), all.enough.end(),
                   [](const Relaxation& a, const Relaxation& b) { return a.kind < b.kind; });
  return all;
}

// Of one that was accepted.
void set_excess(const RequestRecord& record, const ServiceRules& rules, ExplainedRequest& explained) {
  if (rules.largest_excess == Milliseconds{0}) return;
  TripRequest asked = explained.asked;
  if (record.agreed_departure < kNever) asked.earliest_departure = record.agreed_departure;
  const ServiceRules::Limits limits = rules.limits(asked, record.direct_time);
  explained.pickup_excess = std::max(Milliseconds{0}, record.promise.pickup - limits.latest_pickup);
  explained.dropoff_excess = std::max(Milliseconds{0}, record.promise.dropoff - limits.latest_dropoff);
}

// Of services that were not asked, or of all.
void tell_unasked(const KeptRun& run, const World& world, const std::vector<ExaminedDecision>& decisions,
                  ExplainedRequest& explained) {
  if (explained.never_made) {
    explained.told = why_never_made(explained.never_made_cause);
    return;
  }
  if (explained.shuttle.valid()) return;
  if (explained.decision.candidates.empty() && explained.decision.enough.empty()) {
    explained.told = why_refused_unasked(explained, run, world);
  }
  if (world.services().size() < 2) return;
  for (std::size_t k = 0; k < world.services().size(); ++k) {
    explained.services.push_back(world.services()[ServiceId{k}].given().name);
    const bool asked = std::any_of(decisions.begin(), decisions.end(),
                                   [&](const ExaminedDecision& one) { return one.service == ServiceId{k}; });
    const bool wanted = !explained.asked.service.valid() || explained.asked.service == ServiceId{k};
    if (!asked && wanted) explained.decision.unknown.push_back(why_not_asked(explained, ServiceId{k}, world));
  }
}

}  // namespace

void read_whole_kept_run(const std::filesystem::path& name) {
  const Hdf5Reader file{name};
  check_results(name);
  if (!file.has_replications()) sharing_of(file.text("policy"), name.string());
  read_kept_run(file, name.string());
  kept_roads(file);
}

ExplainedRequest explain_request(const std::filesystem::path& name, const std::string& request, RunListener& listener) {
  const ThreadCount threads{0};
  const Hdf5Reader file{name};
  const Sharing sharing = sharing_of(file.text("policy"), name.string());
  KeptRun run = read_kept_run(file, name.string());
  if (run.scenario.rebalancing.learns() && run.scenario.synthetic_demand && !run.earlier) {
    throw InputError{fmt::format(
        "{}: not replayable: where idle shuttles waited was learned from days before the run, which files of "
        "earlier versions do not keep ({})",
        name.string(), key::rebalancing_strategy)};
  }
  const RequestId id = request_named(run, request, name.string());
  ask_to_go_on(listener);
  const World world = kept_world(file, name.string(), run, listener);
  check_places(run.demand, world.roads(), name.string());
  if (run.earlier) check_places(*run.earlier, world.roads(), name.string());
  const auto& dispatch = run.scenario.dispatch;
  // As the simulation does before it asks the policy.
  std::optional<InsertionSearch> cheapest;
  const bool taxis = std::any_of(run.scenario.services.begin(), run.scenario.services.end(),
                                 [](const GivenService& service) { return service.rules.taxi_above < kNever; });
  TooCostly too_costly;
  if (taxis) {
    cheapest.emplace(world.oracle(), dispatch.waiting);
    too_costly = [&](const PendingTrip& trip, const FleetView& fleet) {
      const auto found = cheapest->search(trip, fleet);
      return found && found->cost > world.services()[trip.service].rules().taxi_above;
    };
  }
  TripWidener widener{world};
  const Widen widen = [&](const PendingTrip& trip, const Widening& by, const FleetView& fleet) {
    return widener(trip, by, fleet);
  };
  const auto make = [&](const std::string& policy) {
    return make_dispatcher(policy, world.oracle(), dispatch.waiting, dispatch.settings);
  };
  // A policy that replans counts how often it has.
  const Policy* named = find_policy(dispatch.policy);
  const auto reruns = named != nullptr && named->traits.replans ? make("insertion") : nullptr;
  DecisionWitness witness{
      make(dispatch.policy),
      Explanation{world.oracle(), dispatch.waiting, sharing, dispatch.settings.objective, widen, too_costly},
      id,
      {dispatch.waiting, reruns.get()}};
  LogCheck log{run, id, witness};
  bool stopped = false;
  try {
    Simulation{world, run.demand, run.scenario, witness, log}.run([&](Milliseconds /*now*/) {
      stopped = !listener.go_on(0);
      return !stopped && !log.decided && !log.departs();
    });
  } catch (const Interrupted&) {
    if (stopped) throw;
  }
  if (log.departs() || !log.decided) {
    throw InputError{fmt::format(
        "{}: not replayable: the run departs from its own log; it was made by navette {}, with a policy or rules that "
        "are not those of this program",
        name.string(), file.text("navette_version"))};
  }
  ExplainedRequest explained;
  explained.asked = run.demand[id];
  explained.row = id.value;
  explained.end = run.records[id].end;
  explained.never_made = log.never_made;
  explained.never_made_cause = log.cause;
  explained.reason = log.shuttle.valid() ? RefusalReason::none : run.records[id].reason;
  explained.decided_at = log.at;
  explained.shuttle = log.shuttle;
  if (explained.shuttle.valid()) {
    const ServiceId service = world.shuttles()[log.shuttle.index()].service;
    set_excess(run.records[id], world.services()[service].rules(), explained);
  }
  explained.policy = dispatch.policy;
  explained.objective = to_string(dispatch.settings.objective.kind);
  explained.decision = together(witness.decisions(), explained.shuttle.valid());
  if (explained.reason == RefusalReason::too_costly && world.services().size() == 1) {
    explained.without_taxi = without_taxi(run, world, id, log.at, listener);
  }
  tell_unasked(run, world, witness.decisions(), explained);
  if (log.offered && explained.shuttle.valid()) {
    explained.told = fmt::format("for {}, another departure that was offered and taken", shown_time(*log.offered));
  } else if (log.offered && explained.reason == RefusalReason::offer_declined) {
    explained.told =
        fmt::format("another departure, {}, was offered and declined; what follows is of the one asked for",
                    shown_time(*log.offered));
  }
  for (const Shuttle& shuttle : world.shuttles()) explained.service_of.push_back(shuttle.service);
  for (const Shuttle& shuttle : world.shuttles()) explained.shuttle_names.push_back(shuttle.name);
  for (const TripRequest& other : run.demand) explained.request_names.push_back(other.name);
  return explained;
}

}  // namespace navette
