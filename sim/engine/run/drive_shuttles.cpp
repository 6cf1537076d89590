#include <algorithm>

#include "engine/run/simulation.h"

namespace navette {

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

}  // namespace navette
