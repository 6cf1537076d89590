#include "engine/simulation.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/errors.h"
#include "dispatch/dispatch_meter.h"
#include "dispatch/hopeless.h"

namespace navette {
namespace {

std::vector<Milliseconds> late_diversion_thresholds(const World& world) {
  std::vector<Milliseconds> thresholds;
  for (const Service& service : world.services()) thresholds.push_back(service.rules().late_diversion_threshold);
  return thresholds;
}

// 0 is Monday.
int weekday_of(const std::chrono::year_month_day& date) {
  if (!date.ok()) return 0;
  return static_cast<int>(std::chrono::weekday{std::chrono::sys_days{date}}.iso_encoding()) - 1;
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
      view_{fleet_, late_diversion_thresholds(world)},
      movement_{fleet_, recorder, scenario.record.trajectories},
      book_{world.roads(), demand, world.services(), fleet_.labels()},
      generation_(fleet_.size()),
      check_{view_, book_, scenario.dispatch.waiting},
      weekday_of_day_0_{weekday_of(scenario.run.first_day)},
      query_{world.oracle()} {}

void Simulation::run(const GoOn& go_on) {
  for (std::size_t r = 0; r < demand_.size(); ++r) {
    queue_.push(demand_[RequestId{r}].submitted_at, Occurrence::submission, static_cast<std::int32_t>(r));
  }
  now_ = -kNever;
  for (std::size_t s = 0; s < fleet_.size(); ++s) schedule_next(ShuttleId{s});
  while (!queue_.empty()) {
    const Due due = queue_.pop();
    now_ = due.time;
    view_.set_now(now_);
    happen(due);
    if (go_on && !go_on(now_)) throw Interrupted{};
  }
  if (!pending_.empty()) {
    throw PolicyError{fmt::format("one end per request: the policy left {} requests undecided at the end of the run",
                                  pending_.size())};
  }
  for (const auto& entry : book_.entries()) recorder_.request(entry.record);
}

void Simulation::happen(const Due& due) {
  const bool of_shuttle = due.kind != Occurrence::submission && due.kind != Occurrence::decision;
  const ShuttleId shuttle{of_shuttle ? due.subject : -1};
  if (of_shuttle && due.generation != generation_[shuttle]) return;
  switch (due.kind) {
    case Occurrence::arrival:
      return arrive(shuttle);
    case Occurrence::service:
      return serve_front(shuttle);
    case Occurrence::submission:
      return submit(RequestId{due.subject});
    case Occurrence::decision:
      return decide();
    case Occurrence::departure:
      return depart(shuttle);
  }
}

void Simulation::submit(RequestId id) {
  if (DispatchMeter* meter = DispatchMeter::active()) meter->next_request();
  const Timed timed{DispatchStep::pinning};
  const TripRequest& asked = demand_[id];
  tell(EventKind::submitted, id, ShuttleId{}, asked.origin);
  if (!asked.origin.valid() || !asked.destination.valid()) return refuse(id, RefusalReason::too_far_from_road);
  if (asked.origin == asked.destination) return refuse(id, RefusalReason::same_place);
  book_.measure(id, query_);
  ask(id, ServiceId{0});
}

void Simulation::ask(RequestId id, ServiceId first) {
  const TripRequest& asked = demand_[id];
  for (std::size_t k = first.index(); k < world_.services().size(); ++k) {
    const ServiceId service{k};
    if (asked.service.valid() && asked.service != service) continue;
    auto reason = world_.services()[service].refuses(asked, now_, weekday_of_day_0_);
    if (reason == RefusalReason::none) {
      const auto trip = book_.open(id, service, query_);
      reason = trip ? hopeless(*trip, view_) : RefusalReason::no_stop_in_reach;
      if (reason == RefusalReason::none) {
        pending_.push_back(*trip);
        decide();
        return;
      }
    }
    book_.close(id, reason);
  }
  refuse(id, book_[id].record.reason);
}

void Simulation::decide() {
  proposal_.clear();
  {
    const Timed timed{DispatchStep::insertion};
    dispatcher_.dispatch(pending_, view_, proposal_);
  }
  const Timed timed{DispatchStep::applying};
  apply(proposal_);
}

void Simulation::check_verdicts(const Proposal& proposal) const {
  for (const PendingTrip& trip : pending_) {
    const auto count = std::count_if(proposal.verdicts.begin(), proposal.verdicts.end(),
                                     [&](const Verdict& verdict) { return verdict.request == trip.request; });
    if (count != 1) {
      throw PolicyError{fmt::format("one verdict per request: request {} has {}", trip.request.value, count)};
    }
  }
  if (proposal.verdicts.size() != pending_.size()) {
    throw PolicyError{"one verdict per request: there is a verdict on a request that is not pending"};
  }
}

void Simulation::apply(const Proposal& proposal) {
  check_verdicts(proposal);
  accepted_.clear();
  for (const Verdict& verdict : proposal.verdicts) {
    if (verdict.kind != VerdictKind::accept) continue;
    accepted_.push_back(verdict.request);
    if (!book_.choose(verdict.request, verdict.choice)) {
      throw PolicyError{
          fmt::format("places: request {} has no pair of places {}", verdict.request.value, verdict.choice)};
    }
  }
  touched_.clear();
  plans_.resize(std::max(plans_.size(), proposal.insertions.size() + proposal.plans.size()));
  for (std::size_t i = 0; i < proposal.insertions.size(); ++i) {
    const Insertion& insertion = proposal.insertions[i];
    check_.known(insertion.shuttle);
    auto rank =
        static_cast<std::size_t>(std::find(touched_.begin(), touched_.end(), insertion.shuttle) - touched_.begin());
    if (rank == touched_.size()) {
      const auto old = view_.schedule(insertion.shuttle).stops();
      plans_[rank].assign(old.begin(), old.end());
      touched_.push_back(insertion.shuttle);
    }
    check_.insertion(proposal.inserted[i], insertion, plans_[rank]);
  }
  for (const ProposedPlan& plan : proposal.plans) {
    check_.known(plan.shuttle);
    check_.plan(plan, plans_[touched_.size()]);
    touched_.push_back(plan.shuttle);
  }
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    if (std::find(touched_.begin(), touched_.begin() + static_cast<std::ptrdiff_t>(i), touched_[i]) !=
        touched_.begin() + static_cast<std::ptrdiff_t>(i)) {
      throw PolicyError{fmt::format("one plan per shuttle: shuttle {} has several", fleet_.shuttle(touched_[i]).name)};
    }
  }
  check_.together(touched_, {plans_.data(), touched_.size()}, accepted_);

  // All rules hold: from here on nothing fails.
  promise_accepted();
  tell_reassigned();
  for (std::size_t i = 0; i < touched_.size(); ++i) change_schedule(touched_[i], plans_[i]);
  std::vector<std::pair<RequestId, ServiceId>> refused;  // and the service to ask next
  for (const Verdict& verdict : proposal.verdicts) {
    if (verdict.kind != VerdictKind::refuse) continue;
    refused.emplace_back(verdict.request, ServiceId{book_[verdict.request].record.service.value + 1});
    book_.close(verdict.request, verdict.reason);
  }
  pending_.erase(
      std::remove_if(pending_.begin(), pending_.end(),
                     [&](const PendingTrip& trip) { return book_[trip.request].stage != RequestStage::pending; }),
      pending_.end());
  if (proposal.wake_at < kNever) {
    queue_.push(std::max(proposal.wake_at, now_), Occurrence::decision, -1);
  }
  // Last, since another service may decide at once.
  for (const auto& [request, next] : refused) ask(request, next);
}

void Simulation::promise_accepted() {
  for (const RequestId id : accepted_) {
    for (std::size_t i = 0; i < touched_.size(); ++i) {
      auto& stops = plans_[i];
      const auto visit = [&](StopKind kind) {
        return std::find_if(stops.begin(), stops.end(),
                            [&](const PlannedStop& stop) { return stop.request == id && stop.kind == kind; });
      };
      const auto pickup = visit(StopKind::pickup);
      if (pickup == stops.end()) continue;
      book_.promise(id, touched_[i], now_, *pickup, *visit(StopKind::dropoff));
      tell(EventKind::accepted, id, touched_[i], pickup->location);
    }
  }
}

void Simulation::tell_reassigned() {
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    for (const PlannedStop& stop : plans_[i]) {
      if (stop.kind != StopKind::pickup || book_[stop.request].record.shuttle == touched_[i]) continue;
      book_[stop.request].record.shuttle = touched_[i];
      tell(EventKind::reassigned, stop.request, touched_[i], stop.location);
    }
  }
}

void Simulation::refuse(RequestId id, RefusalReason reason) {
  book_[id].record.reason = reason;
  book_.refuse(id, now_);
  tell(EventKind::refused, id, ShuttleId{}, demand_[id].origin, static_cast<std::int64_t>(reason));
}

void Simulation::change_schedule(ShuttleId id, const std::vector<PlannedStop>& stops) {
  ShuttleState& state = fleet_.state(id);
  const Origin origin = view_.origin(id);
  const bool turns_off = state.driving && state.drive.to != stops.front().location;
  if (turns_off) {
    mark_shared(id);
    tell(EventKind::diverted, RequestId{}, id, movement_.divert(id, now_));
  }
  const PlannedStop heading_for = state.driving ? state.schedule.front() : PlannedStop{};
  state.schedule.assign(origin, state.on_board, stops);
  PlannedStop& front = state.schedule.front();
  if (state.driving && !turns_off && front.kind == heading_for.kind && front.request == heading_for.request) {
    front.set_out_for = heading_for.set_out_for;  // a new plan does not know when the shuttle set out
  }
  if (turns_off) {
    state.schedule.front().set_out_for = state.schedule.front().begin;
    movement_.start(id, now_);
    tell(EventKind::departed, RequestId{}, id, state.drive.from);
  }
  schedule_next(id);
}

void Simulation::schedule_next(ShuttleId id) {
  const ShuttleState& state = fleet_.state(id);
  const std::uint32_t generation = ++generation_[id];
  if (state.schedule.size() == 0) return;
  if (state.driving) {
    queue_.push(state.drive.arrival, Occurrence::arrival, id.value, generation);
    return;
  }
  const PlannedStop& next = state.schedule.front();
  if (next.location == state.standing.location) {
    queue_.push(std::max(now_, next.begin), Occurrence::service, id.value, generation);
    return;
  }
  const bool just_in_time = scenario_.dispatch.waiting == WaitingPolicy::wait_first || next.kind == StopKind::depot;
  const Milliseconds leave = just_in_time ? next.begin - next.drive : state.standing.ready;
  queue_.push(std::max({now_, leave, state.standing.ready}), Occurrence::departure, id.value, generation);
}

void Simulation::depart(ShuttleId id) {
  ShuttleState& state = fleet_.state(id);
  state.schedule.front().set_out_for = state.schedule.front().begin;
  tell(EventKind::departed, RequestId{}, id, state.standing.location);
  movement_.start(id, now_);
  schedule_next(id);
}

void Simulation::mark_shared(ShuttleId id) {
  const auto& passengers = fleet_.state(id).passengers;
  if (passengers.size() < 2) return;
  for (const RequestId passenger : passengers) book_[passenger].record.shared = true;
}

void Simulation::arrive(ShuttleId id) {
  mark_shared(id);
  movement_.arrive(id);
  tell(EventKind::arrived, RequestId{}, id, fleet_.state(id).standing.location);
  schedule_next(id);
}

void Simulation::serve_front(ShuttleId id) {
  ShuttleState& state = fleet_.state(id);
  const PlannedStop stop = state.schedule.front();
  state.schedule.pop_front();
  state.on_board += stop.change;

  Origin& here = state.standing;
  const bool halting = here.ready > now_;
  here.from = now_;
  here.dwell = halting ? std::max(here.dwell, stop.duration) : stop.duration;
  here.ready = std::max(here.ready, now_ + stop.duration);

  if (stop.kind == StopKind::pickup) {
    book_.board(stop.request, now_);
    state.passengers.push_back(stop.request);
    state.schedule.start_ride(stop.request, book_[stop.request].dropoff.latest);
    tell(EventKind::boarding, stop.request, id, stop.location);
  } else if (stop.kind == StopKind::dropoff) {
    book_.alight(stop.request, now_);
    state.passengers.erase(std::find(state.passengers.begin(), state.passengers.end(), stop.request));
    tell(EventKind::alighting, stop.request, id, stop.location);
  } else if (stop.kind == StopKind::depot) {
    if (stop.opens_shift) {
      movement_.begin_shift(id);
      state.halted_at = now_;
    }
    tell(stop.opens_shift ? EventKind::shift_started : EventKind::shift_ended, RequestId{}, id, stop.location);
  }
  const bool was_under_way = stop.set_out_for > -kNever;
  recorder_.stop({id, stop.kind, stop.request, stop.location, was_under_way ? stop.set_out_for : stop.begin,
                  state.halted_at, now_, now_ + stop.duration, state.on_board});
  schedule_next(id);
}

void Simulation::tell(EventKind kind, RequestId request, ShuttleId shuttle, Location place, std::int64_t value) {
  recorder_.event({now_, kind, request, shuttle, place, value});
}

}  // namespace navette
