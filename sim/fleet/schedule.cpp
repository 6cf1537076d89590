#include "fleet/schedule.h"

#include <algorithm>

namespace navette {
namespace {

// Earliest begins from left to right, given what each may not precede; false at a begin past its latest.
// `drive(place, leave, stop)`: the drive to a stop from the place before it, left at that time.
template <class Drive>
bool earliest_begins(const Origin& origin, std::span<PlannedStop> stops, Drive&& drive) {
  Location place = origin.location;
  Milliseconds begun = origin.from;
  Milliseconds leave = origin.ready;
  StopKind before = StopKind::wait;
  for (PlannedStop& stop : stops) {
    const bool here = shares_halt(place, before, stop);
    const Milliseconds reached = here ? begun : leave + drive(place, leave, stop);
    stop.begin = std::max(stop.begin, reached);
    if (stop.begin > stop.latest) return false;
    leave = here ? std::max(leave, stop.begin + stop.duration) : stop.begin + stop.duration;
    begun = stop.begin;
    place = stop.location;
    before = stop.kind;
  }
  return true;
}

// Delays pickups whose passenger would ride too long; true if any was delayed.
bool delay_pickups(std::span<PlannedStop> stops) {
  bool delayed = false;
  for (std::size_t d = 1; d < stops.size(); ++d) {
    const PlannedStop& dropoff = stops[d];
    if (dropoff.max_ride >= kNever || dropoff.kind != StopKind::dropoff) continue;
    for (std::size_t p = d; p-- > 0;) {
      PlannedStop& pickup = stops[p];
      if (pickup.request != dropoff.request) continue;
      const Milliseconds needed = dropoff.begin - dropoff.max_ride - pickup.duration;
      if (pickup.begin < needed) {
        pickup.begin = needed;
        delayed = true;
      }
      break;
    }
  }
  return delayed;
}

// Nobody waits at a depot, so a shuttle goes back to it at the last moment under either policy.
bool is_just_in_time(const PlannedStop& stop, WaitingPolicy waiting) {
  return waiting == WaitingPolicy::wait_first || ends_rides(stop.kind);
}

// Where a shuttle leaves at the last moment, the drive is that of that moment.
void drive_just_in_time(const Origin& origin, std::span<PlannedStop> stops, WaitingPolicy waiting, KnownRoads& roads) {
  Location place = origin.location;
  Milliseconds leave = origin.ready;
  StopKind before = StopKind::wait;
  for (PlannedStop& stop : stops) {
    const bool turns_off = &stop == &stops.front() && origin.heading == Heading::ahead;  // it does so at once
    if (stop.location != place && !turns_off && is_just_in_time(stop, waiting)) {
      const Milliseconds departure = roads.latest_departure(place, stop.location, leave, stop.begin);
      stop.drive = roads.travel_time(place, stop.location, departure);
    }
    const bool here = shares_halt(place, before, stop);
    leave = here ? std::max(leave, stop.begin + stop.duration) : stop.begin + stop.duration;
    place = stop.location;
    before = stop.kind;
  }
}

void set_arrivals(const Origin& origin, std::span<PlannedStop> stops, WaitingPolicy waiting) {
  Location place = origin.location;
  Milliseconds arrived = origin.from;
  Milliseconds leave = origin.ready;
  StopKind before = StopKind::wait;
  for (PlannedStop& stop : stops) {
    const bool here = shares_halt(place, before, stop);
    if (stop.location != place) arrived = is_just_in_time(stop, waiting) ? stop.begin : leave + stop.drive;
    stop.arrival = arrived;
    leave = here ? std::max(leave, stop.begin + stop.duration) : stop.begin + stop.duration;
    place = stop.location;
    before = stop.kind;
  }
}

}  // namespace

bool plan_times(const Origin& origin, std::span<PlannedStop> stops, WaitingPolicy waiting) {
  const auto as_set = [](Location /*place*/, Milliseconds /*leave*/, const PlannedStop& stop) { return stop.drive; };
  for (PlannedStop& stop : stops) stop.begin = stop.earliest;
  // A chain of delays passes each stop at most once, unless ride limits contradict each other.
  for (std::size_t round = 0; round <= stops.size(); ++round) {
    if (!earliest_begins(origin, stops, as_set)) return false;
    if (!delay_pickups(stops)) {
      set_arrivals(origin, stops, waiting);
      return true;
    }
  }
  return false;
}

bool plan_times(const Origin& origin, std::span<PlannedStop> stops, WaitingPolicy waiting, KnownRoads& roads,
                bool under_way) {
  constexpr std::size_t kMoreRounds = 64;  // each time that a closure makes the way much longer takes some
  const auto by_departure = [&](Location place, Milliseconds leave, PlannedStop& stop) {
    const bool first = &stop == &stops.front();
    if (first && under_way) return stop.drive;
    return stop.drive = roads.travel_time(place, stop.location, leave, first ? origin.heading : Heading::either);
  };
  for (PlannedStop& stop : stops) {
    stop.begin = stop.earliest;
    const bool first = &stop == &stops.front();
    if (!first || !under_way) stop.drive = Milliseconds{0};  // of those at one place
  }
  for (std::size_t round = 0; round <= stops.size() + kMoreRounds; ++round) {
    if (!earliest_begins(origin, stops, by_departure)) return false;
    if (!delay_pickups(stops)) {
      drive_just_in_time(origin, stops, waiting, roads);
      set_arrivals(origin, stops, waiting);
      return true;
    }
  }
  return false;
}

Milliseconds operating_time(const Origin& origin, std::span<const PlannedStop> stops) {
  Location place = origin.location;
  Milliseconds halt = origin.dwell;
  Milliseconds total = -origin.dwell;
  StopKind before = StopKind::wait;
  for (const PlannedStop& stop : stops) {
    if (shares_halt(place, before, stop)) {
      halt = std::max(halt, stop.duration);
    } else {
      total += halt + stop.drive;
      halt = stop.kind == StopKind::pause ? Milliseconds{0} : stop.duration;
    }
    place = stop.location;
    before = stop.kind;
  }
  return total + halt;
}

std::vector<Milliseconds> driving_times(const Origin& origin, Milliseconds driven, std::span<const PlannedStop> stops) {
  std::vector<Milliseconds> times;
  Location place = origin.location;
  for (const PlannedStop& stop : stops) {
    if (stop.location != place) driven += stop.drive;
    place = stop.location;
    if (!ends_rides(stop.kind)) continue;
    times.push_back(driven);
    driven = Milliseconds{0};
  }
  return times;
}

Milliseconds longest_driving(const Origin& origin, Milliseconds driven, std::span<const PlannedStop> stops) {
  Milliseconds longest{0};
  Location place = origin.location;
  for (const PlannedStop& stop : stops) {
    if (stop.location != place) driven += stop.drive;  // a drive to where it stands is done
    place = stop.location;
    longest = std::max(longest, driven);
    if (ends_rides(stop.kind)) driven = Milliseconds{0};
  }
  return longest;
}

void Schedule::assign(const Origin& origin, Load on_board, std::span<const PlannedStop> stops) {
  stops_.assign(stops.begin(), stops.end());
  for (std::size_t k = 1; k < stops_.size(); ++k) stops_[k].set_out_for = PlannedStop{}.set_out_for;  // no longer
  derived_.resize(stops.size());
  first_ = 0;
  Location place = origin.location;
  Milliseconds leave = origin.ready;
  Load load = on_board;
  for (std::size_t k = 0; k < stops_.size(); ++k) {
    const PlannedStop& stop = stops_[k];
    leave = stop.location == place ? std::max(leave, stop.begin + stop.duration) : stop.begin + stop.duration;
    place = stop.location;
    load += stop.change;
    derived_[k] = {leave, kNever, load};
  }
  derive_latest_begins();
}

void Schedule::start_ride(RequestId request, Milliseconds latest_dropoff) {
  for (std::size_t k = first_; k < stops_.size(); ++k) {
    if (stops_[k].request != request || stops_[k].kind != StopKind::dropoff) continue;
    stops_[k].latest = latest_dropoff;
    stops_[k].max_ride = kNever;
    break;
  }
  derive_latest_begins();
}

void Schedule::derive_latest_begins() {
  Milliseconds next_begin = kNever;     // latest begin of the stop after
  Milliseconds leave_halt_by = kNever;  // latest departure from the halt at this place
  for (std::size_t k = stops_.size(); k-- > first_;) {
    const bool same_halt = k + 1 < stops_.size() && shares_halt(stops_[k].location, stops_[k].kind, stops_[k + 1]);
    if (!same_halt && k + 1 < stops_.size()) leave_halt_by = next_begin - stops_[k + 1].drive;
    Milliseconds latest = std::min(stops_[k].latest, leave_halt_by - stops_[k].duration);
    if (same_halt) latest = std::min(latest, next_begin);
    derived_[k].latest_begin = latest;
    next_begin = latest;
  }
}

void Schedule::pop_front() {
  ++first_;
  // Done stops are dropped when they outnumber the rest, so that a long run does not keep them.
  if (first_ * 2 > stops_.size() && first_ > 16) {
    stops_.erase(stops_.begin(), stops_.begin() + static_cast<std::ptrdiff_t>(first_));
    derived_.erase(derived_.begin(), derived_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
}

}  // namespace navette
