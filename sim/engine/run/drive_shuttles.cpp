#include <algorithm>

#include "engine/run/simulation.h"
#include "engine/unforeseen/noise.h"

namespace navette {

void Simulation::change_schedule(ShuttleId id, const std::vector<PlannedStop>& stops) {
  view_.show_move(id);
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
    if (set_out(id)) return replan_times(id);
  }
  schedule_next(id);
}

void Simulation::schedule_next(ShuttleId id) {
  const ShuttleState& state = fleet_.state(id);
  const std::uint32_t generation = ++generation_[id];
  ask_when_idle(id);
  if (state.schedule.size() == 0) return;
  if (state.driving) {
    queue_.push(state.drive.arrival, Occurrence::arrival, id.value, generation);
    return;
  }
  const PlannedStop& next = state.schedule.front();
  if (next.location == state.standing.location) {
    const Milliseconds free = next.kind == StopKind::pause ? state.standing.ready : now_;  // it shares no halt
    queue_.push(std::max({now_, next.begin, free}), Occurrence::service, id.value, generation);
    return;
  }
  const bool just_in_time = scenario_.dispatch.waiting == WaitingPolicy::wait_first || ends_rides(next.kind);
  const Milliseconds earliest = std::max(now_, state.standing.ready);
  const Milliseconds leave =
      just_in_time ? view_.latest_departure(state.standing.location, next, earliest) : state.standing.ready;
  queue_.push(std::max({now_, leave, state.standing.ready}), Occurrence::departure, id.value, generation);
}

void Simulation::depart(ShuttleId id) {
  ShuttleState& state = fleet_.state(id);
  state.schedule.front().set_out_for = state.schedule.front().begin;
  if (set_out(id)) return replan_times(id);
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
  const bool pickup = stop.kind == StopKind::pickup;
  const Conduct conduct = pickup ? conduct_of(demand_[stop.request], scenario_.booking, scenario_.run.seed) : Conduct{};
  const Milliseconds noise = stop.request.valid()
                                 ? longer_dwell(demand_[stop.request], stop, scenario_.disturbances, scenario_.run.seed)
                                 : Milliseconds{0};
  const Milliseconds dwell = conduct.absent ? scenario_.booking.patience : stop.duration + conduct.late + noise;
  state.schedule.pop_front();
  if (!conduct.absent) state.on_board += stop.change;

  Origin& here = state.standing;
  const bool halting = here.ready > now_;
  here.from = now_;
  here.dwell = halting ? std::max(here.dwell, dwell) : dwell;
  here.ready = std::max(here.ready, now_ + dwell);

  if (conduct.absent) {
    tell(EventKind::no_show, stop.request, id, stop.location);
  } else if (pickup) {
    board(id, stop, dwell);
  } else if (stop.kind == StopKind::dropoff) {
    alight(id, stop);
  } else if (stop.kind == StopKind::depot) {
    serve_depot(id, stop);
  } else if (stop.kind == StopKind::pause) {
    rest(id);
  }
  const bool was_under_way = stop.set_out_for > -kNever;
  recorder_.stop({id, stop.kind, stop.request, stop.location, was_under_way ? stop.set_out_for : stop.begin,
                  state.halted_at, now_, now_ + dwell, state.on_board});
  if (conduct.absent) {
    leave_out(stop.request, id);
    book_.end_unserved(stop.request, RequestEnd::no_show);
    cancel_way_back(stop.request);
  } else if (dwell != stop.duration) {
    replan_times(id);
  } else {
    schedule_next(id);
  }
}

void Simulation::board(ShuttleId id, const PlannedStop& stop, Milliseconds dwell) {
  ShuttleState& state = fleet_.state(id);
  book_.board(stop.request, now_, dwell);
  state.passengers.push_back(stop.request);
  state.schedule.start_ride(stop.request, book_[stop.request].dropoff.latest);
  tell(EventKind::boarding, stop.request, id, stop.location);
  tell_if_broken(stop.request, id, stop.location, now_, book_[stop.request].record.promise.latest_pickup);
}

void Simulation::alight(ShuttleId id, const PlannedStop& stop) {
  ShuttleState& state = fleet_.state(id);
  book_.alight(stop.request, now_);
  state.passengers.erase(std::find(state.passengers.begin(), state.passengers.end(), stop.request));
  tell(EventKind::alighting, stop.request, id, stop.location);
  const RequestRecord& record = book_[stop.request].record;
  tell_if_broken(stop.request, id, stop.location, now_, record.promise.latest_dropoff);
  tell_if_broken(stop.request, id, stop.location, now_, record.boarded + record.promise.max_ride);
}

void Simulation::serve_depot(ShuttleId id, const PlannedStop& stop) {
  ShuttleState& state = fleet_.state(id);
  state.driven = Milliseconds{0};
  if (stop.opens_shift) {
    movement_.leave_depot_next(id);
    state.halted_at = now_;
  }
  tell(stop.opens_shift ? EventKind::shift_started : EventKind::shift_ended, RequestId{}, id, stop.location);
}

void Simulation::rest(ShuttleId id) {
  ShuttleState& state = fleet_.state(id);
  // Nothing happens here until it is over.
  state.standing.from = state.standing.ready;
  state.standing.dwell = Milliseconds{0};
  state.driven = Milliseconds{0};
  movement_.leave_depot_next(id);
}

}  // namespace navette
