#include <fmt/format.h>

#include <algorithm>

#include "core/errors.h"
#include "dispatch/decision_witness.h"
#include "dispatch/dispatcher.h"
#include "engine/run/simulation.h"
#include "io/explain/explained_run.h"
#include "io/explain/kept_run.h"
#include "io/explain/refused_unasked.h"
#include "io/scenario/keys/dispatch_keys.h"
#include "io/scenario/shown_text.h"
#include "io/thread_count.h"

namespace navette {
namespace {

/// Holds each event against those of the file.
class LogCheck final : public Recorder {
 public:
  LogCheck(const KeptRun& run, RequestId request) : run_{run}, request_{request} {}

  void event(const Event& event) override {
    if (departs_) return;
    departs_ = next_ >= run_.events.size() || !same(event, run_.events[next_]);
    ++next_;
    if (event.request != request_) return;
    if (event.kind != EventKind::accepted && event.kind != EventKind::refused) return;
    decided = true;
    shuttle = event.shuttle;
    at = event.time;
  }
  void stop(const StopRecord& /*stop*/) override {}
  void leg(const LegRecord& /*leg*/, std::span<const TrajectorySample> /*samples*/) override {}
  void request(const RequestRecord& /*request*/) override {}

  [[nodiscard]] bool departs() const { return departs_; }

  bool decided = false;
  ShuttleId shuttle;
  Milliseconds at;

 private:
  [[nodiscard]] bool same(const Event& now, const Event& kept) const {
    if (now.time != kept.time || now.kind != kept.kind || now.request != kept.request) return false;
    if (now.request.valid() && out_of_area(run_, now.request)) return true;
    return now.shuttle == kept.shuttle && now.place == kept.place && now.value == kept.value;
  }

  const KeptRun& run_;
  RequestId request_;
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
  if (policy == "first_come") return Sharing::none;
  for (const char* pooling : {"insertion", "nearest_feasible", "regret", "batch", "rolling_plan"}) {
    if (policy == pooling) return Sharing::allowed;
  }
  if (policy.rfind("python:", 0) == 0) {
    throw InputError{fmt::format("{}: not replayable: decided by {}, a policy in Python, which the file does not keep",
                                 file, shown_text(policy.substr(7)))};
  }
  throw InputError{fmt::format(
      "{}: not replayable: dispatch.policy is {}; explained are insertion, nearest_feasible, first_come, regret, "
      "batch and rolling_plan",
      file, shown_text(policy))};
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

}  // namespace

ExplainedRequest explain_request(const std::filesystem::path& name, const std::string& request, RunListener& listener) {
  const ThreadCount threads{0};
  const Hdf5Reader file{name};
  const Sharing sharing = sharing_of(file.text("policy"), name.string());
  KeptRun run = read_kept_run(file, name.string());
  if (run.scenario.rebalancing.learns() && run.scenario.synthetic_demand) {
    throw InputError{fmt::format(
        "{}: not replayable: where idle shuttles waited was learned from days before the run, which the file does not "
        "keep (rebalancing.strategy)",
        name.string())};
  }
  const RequestId id = request_named(run, request, name.string());
  ask_to_go_on(listener);
  const World world = kept_world(file, run.scenario, listener);
  check_places(run.demand, world.roads(), name.string());
  const Demand asked = run.demand;
  for (std::size_t r = 0; r < run.demand.size(); ++r) {
    // The file does not keep the area: what was refused for it is refused at once again, as out of reach.
    if (out_of_area(run, RequestId{r})) run.demand[RequestId{r}].origin = Location{};
  }
  const auto& dispatch = run.scenario.dispatch;
  DecisionWitness witness{make_dispatcher(dispatch.policy, world.oracle(), dispatch.waiting, dispatch.settings),
                          Explanation{world.oracle(), dispatch.waiting, sharing, dispatch.settings.objective}, id};
  LogCheck log{run, id};
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
  explained.asked = asked[id];
  explained.row = id.value;
  explained.end = run.records[id].end;
  explained.reason = log.shuttle.valid() ? RefusalReason::none : run.records[id].reason;
  explained.decided_at = log.at;
  explained.shuttle = log.shuttle;
  if (explained.shuttle.valid()) set_excess(run.records[id], run.scenario.services[0].rules, explained);
  explained.policy = dispatch.policy;
  explained.objective = to_string(dispatch.settings.objective.kind);
  explained.decision = witness.examined();
  if (explained.decision.candidates.empty()) explained.told = why_refused_unasked(explained, run, world);
  for (const Shuttle& shuttle : world.shuttles()) explained.shuttle_names.push_back(shuttle.name);
  for (const TripRequest& other : run.demand) explained.request_names.push_back(other.name);
  return explained;
}

}  // namespace navette
