#include "engine/run/simulation.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/errors.h"
#include "engine/booking/hearing_times.h"
#include "engine/booking/tours.h"

namespace navette {
namespace {

std::vector<Milliseconds> late_diversion_thresholds(const World& world) {
  std::vector<Milliseconds> thresholds;
  for (const Service& service : world.services()) thresholds.push_back(service.rules().late_diversion_threshold);
  return thresholds;
}

}  // namespace

Simulation::Simulation(const World& world, const Demand& demand, const Scenario& scenario, Dispatcher& dispatcher,
                       Recorder& recorder)
    : world_{world},
      demand_{demand},
      scenario_{scenario},
      dispatcher_{dispatcher},
      recorder_{recorder},
      fleet_{world.shuttles(), world.oracle()},
      roads_{world.oracle(), world.closed_roads()},
      view_{fleet_, late_diversion_thresholds(world)},
      movement_{fleet_, recorder, scenario.record.trajectories, world.closed_roads()},
      book_{world.oracle(), demand, world.services(), fleet_.labels()},
      other_way_{other_ways(demand)},
      generation_(fleet_.size()),
      check_{view_, book_, scenario.dispatch.waiting},
      breakdowns_{breakdowns(world.shuttles(), scenario.disturbances, scenario.run.seed)},
      query_{world.oracle()} {
  const bool limited = std::any_of(world.services().begin(), world.services().end(),
                                   [](const Service& service) { return service.rules().taxi_above < kNever; });
  if (limited) cheapest_.emplace(world.oracle(), scenario.dispatch.waiting);
  view_.reckon_with(&roads_);
  for (const Shuttle& shuttle : world.shuttles()) {
    for (const Shift& shift : shuttle.shifts) last_shift_end_ = std::max(last_shift_end_, shift.end);
  }
  prepare_rebalancing();
  dispatcher_.foresee([this]() -> const DemandForecast& { return forecast_now(); });
}

void Simulation::run(const GoOn& go_on) {
  const auto heard = hearing_times(demand_, other_way_, world_, scenario_);
  for (std::size_t r = 0; r < demand_.size(); ++r) {
    const Hearing& one = heard[RequestId{r}];
    RequestRecord& record = book_[RequestId{r}].record;
    record.heard_at = one.never() ? kNever : one.at;
    record.never_made_cause = one.cause;
    queue_.push(one.at, Occurrence::submission, static_cast<std::int32_t>(r));
  }
  for (std::size_t k = 0; k < breakdowns_.size(); ++k) {
    queue_.push(breakdowns_[k].from, Occurrence::breakdown, static_cast<std::int32_t>(k));
  }
  for (const Milliseconds at : world_.closed_roads().announcements()) queue_.push(at, Occurrence::closure, -1);
  now_ = -kNever;
  for (std::size_t s = 0; s < fleet_.size(); ++s) schedule_next(ShuttleId{s});
  while (!queue_.empty()) {
    const Due due = queue_.pop();
    now_ = due.time;
    roads_.set_now(now_);
    view_.set_now(now_);
    happen(due);
    show_moves();
    if (go_on && !go_on(now_)) throw Interrupted{};
  }
  if (!pending_.empty()) {
    throw PolicyError{fmt::format("one end per request: the policy left {} requests undecided at the end of the run",
                                  pending_.size())};
  }
  book_.measure_direct_trips(query_);
  for (const auto& entry : book_.entries()) recorder_.request(entry.record);
}

void Simulation::happen(const Due& due) {
  const bool of_shuttle =
      due.kind == Occurrence::arrival || due.kind == Occurrence::service || due.kind == Occurrence::departure;
  const ShuttleId shuttle{of_shuttle ? due.subject : -1};
  if (of_shuttle && due.generation != generation_[shuttle]) return;
  switch (due.kind) {
    case Occurrence::closure:
      return close_roads();
    case Occurrence::repair:
      return repair(ShuttleId{due.subject});
    case Occurrence::breakdown:
      return break_down(breakdowns_[static_cast<std::size_t>(due.subject)]);
    case Occurrence::arrival:
      return arrive(shuttle);
    case Occurrence::service:
      return serve_front(shuttle);
    case Occurrence::reconsideration:
      return look_for_others(ShuttleId{due.subject});
    case Occurrence::cancellation:
      return cancel(RequestId{due.subject});
    case Occurrence::submission:
      return submit(RequestId{due.subject});
    case Occurrence::decision:
      return decide();
    case Occurrence::rebalancing:
      return rebalance();
    case Occurrence::departure:
      return depart(shuttle);
  }
}

void Simulation::tell(EventKind kind, RequestId request, ShuttleId shuttle, Location place, std::int64_t value) {
  recorder_.event({now_, kind, request, shuttle, place, value});
  show_demand(kind, request);
}

}  // namespace navette
