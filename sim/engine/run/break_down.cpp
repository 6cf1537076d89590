#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/run/simulation.h"

namespace navette {

void Simulation::break_down(const Breakdown& breakdown) {
  const ShuttleId id = breakdown.shuttle;
  {
    ShuttleState& state = fleet_.state(id);
    if (state.driving) {
      mark_shared(id);
      movement_.halt(id, now_);
      PlannedStop& next = state.schedule.front();
      next.drive = query_.travel_time(state.standing.location, next.location, now_);
    }
    Origin& here = state.standing;
    here.from = std::max(here.from, breakdown.until);
    here.ready = std::max(here.ready, breakdown.until);
    here.dwell = Milliseconds{0};
    tell(EventKind::broke_down, RequestId{}, id, here.location, (breakdown.until - now_).count);
  }
  queue_.push(breakdown.until, Occurrence::repair, id.value);
  const auto old = std::as_const(fleet_).state(id).schedule.stops();
  mended_.clear();
  std::copy_if(old.begin(), old.end(), std::back_inserter(mended_),
               [](const PlannedStop& stop) { return stop.kind != StopKind::wait; });
  mend(id);
  look_for_others(id);
}

void Simulation::repair(ShuttleId id) {
  tell(EventKind::repaired, RequestId{}, id, std::as_const(fleet_).state(id).standing.location);
}

void Simulation::reconsider_if_late(ShuttleId id) {
  const auto stops = std::as_const(fleet_).state(id).schedule.stops();
  const bool late = std::any_of(stops.begin(), stops.end(), [&](const PlannedStop& stop) {
    return stop.kind == StopKind::pickup && will_be_late(stop.request);
  });
  if (late) queue_.push(now_, Occurrence::reconsideration, id.value);
}

void Simulation::look_for_others(ShuttleId late) {
  std::vector<RequestId> waiting;
  for (const PlannedStop& stop : std::as_const(fleet_).state(late).schedule.stops()) {
    if (stop.kind == StopKind::pickup) waiting.push_back(stop.request);
  }
  for (const RequestId id : waiting) {
    // The policy may have given others away meanwhile.
    if (book_[id].record.shuttle != late || !will_be_late(id)) continue;
    // Once at a moment: a shuttle that turns off for somebody may be late by that itself, where driving is slow.
    while (asked_anew_at_.size() <= id.index()) asked_anew_at_.push_back(Milliseconds{-kNever.count});
    if (std::exchange(asked_anew_at_[id], now_) != now_) ask_anew(id, late);
  }
}

bool Simulation::will_be_late(RequestId id) const {
  const RequestRecord& record = book_[id].record;
  Milliseconds boarded = kNever;
  for (const PlannedStop& stop : fleet_.state(record.shuttle).schedule.stops()) {
    if (stop.request != id) continue;
    if (stop.kind == StopKind::pickup) {
      if (stop.begin > record.promise.latest_pickup) return true;
      boarded = stop.begin + stop.duration;
    } else {
      return stop.begin > record.promise.latest_dropoff || stop.begin - boarded > record.promise.max_ride;
    }
  }
  return false;
}

PendingTrip Simulation::as_promised(RequestId id) {
  const RequestBook::Entry& entry = book_[id];
  book_.take_at_word(id);
  const ServiceRules& rules = world_.services()[entry.record.service].rules();
  PendingTrip trip = make_pending_trip(id, book_.asked(id), rules, entry.record.direct_time, -1, -1);
  trip.service = entry.record.service;
  trip.largest_excess = Milliseconds{0};
  trip.limits = {entry.pickup.latest, entry.dropoff.latest, entry.dropoff.max_ride};
  trip.pickup = entry.pickup;
  trip.dropoff = entry.dropoff;
  trip.drive = query_.travel_time(trip.pickup.location, trip.dropoff.location, trip.pickup.earliest);
  trip.only = entry.only;
  trip.at_once = true;
  return trip;
}

void Simulation::ask_anew(RequestId id, ShuttleId late) {
  const PlannedStop late_pickup = book_[id].pickup;
  const PlannedStop late_dropoff = book_[id].dropoff;
  const auto old = std::as_const(fleet_).state(late).schedule.stops();
  std::vector<PlannedStop> rest;
  std::copy_if(old.begin(), old.end(), std::back_inserter(rest),
               [&](const PlannedStop& stop) { return stop.request != id; });
  check_.mend(late, rest);
  alone_.assign(1, as_promised(id));
  proposal_.clear();
  hide_moves();
  view_.hide_move(late, rest);
  hidden_.push_back(late);
  dispatcher_.dispatch(alone_, view_, proposal_);
  check_answer(alone_, proposal_);
  const bool found = proposal_.verdicts.size() == 1 && proposal_.verdicts[0].kind == VerdictKind::accept;
  if (found) {
    std::swap(pending_, alone_);
    apply(proposal_);
    std::swap(pending_, alone_);
  } else {
    wake_policy(proposal_);
  }
  show_moves();
  if (!found) {
    book_.put_off(late_pickup);
    book_.put_off(late_dropoff);
  } else if (book_[id].record.shuttle != late) {
    leave_out(id, late);
  }
}

}  // namespace navette
