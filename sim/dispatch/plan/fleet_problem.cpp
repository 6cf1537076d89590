#include "dispatch/plan/fleet_problem.h"

#include <algorithm>
#include <map>

#include "dispatch/plan/sequence.h"

namespace navette::plan {
namespace {

Ticks ticks(Milliseconds time) {
  return time >= kNever ? kUnlimited : time <= -kNever ? -kUnlimited : Ticks{time.count};
}

Visit visit_of(const PlannedStop& stop, std::int32_t place) {
  return {ticks(stop.earliest), ticks(stop.latest), ticks(stop.duration), stop.change, place};
}

// What a pause ends begins it no later than planned, at a place of its own, since it shares no dwell.
Visit end_at(const PlannedStop& stop, std::int32_t place, std::int32_t own_place) {
  if (stop.kind != StopKind::pause) return visit_of(stop, place);
  return {ticks(stop.earliest), ticks(stop.begin), Ticks{0}, {}, own_place};
}

// What follows a pause begins when it is over.
Visit start_at(const PlannedStop& stop, std::int32_t place) {
  if (stop.kind != StopKind::pause) return visit_of(stop, place);
  const Ticks over = ticks(stop.begin + stop.duration);
  return {over, over, Ticks{0}, {}, place};
}

}  // namespace

FleetProblem::FleetProblem(const FleetView& fleet, const std::function<ShuttleId(RequestId)>& only) : fleet_{fleet} {
  std::vector<char> left_out(fleet.size(), 0);
  for (bool again = true; again;) {
    again = false;
    rides_.clear();
    shifts_.clear();
    order_.clear();
    for (std::size_t s = 0; s < fleet.size(); ++s) {
      if (left_out[s] == 0 && !take(ShuttleId{s})) left_out[s] = 1;
    }
    fill_visits(only);
    fill_travel();
    for (std::int32_t duty = 0; duty < problem_.duty_count(); ++duty) {
      if (keeps_its_plan(duty)) continue;
      left_out[shifts_[static_cast<std::size_t>(duty)].shuttle.index()] = 1;
      again = true;
    }
  }
  initial_.visits = order_;
  initial_.cost = Ticks{0};
  for (std::int32_t duty = 0; duty < problem_.duty_count(); ++duty) {
    std::int32_t at = problem_.start(duty);
    for (const std::int32_t row : order_[static_cast<std::size_t>(duty)]) {
      initial_.cost += problem_.travel.cost(at, row);
      at = row;
    }
    initial_.cost += problem_.travel.cost(at, problem_.end(duty));
  }
}

// Parts the schedule into shifts; false if it holds what the search does not know.
bool FleetProblem::take(ShuttleId shuttle) {
  const auto stops = fleet_.schedule(shuttle).stops();
  const bool known = std::all_of(stops.begin(), stops.end(), [](const PlannedStop& stop) {
    return stop.kind == StopKind::pickup || stop.kind == StopKind::dropoff || ends_rides(stop.kind);
  });
  if (!known || stops.empty() || stops.back().kind != StopKind::depot) return false;
  // Shifts that no longer wait for each other are not duties of their own.
  for (std::size_t k = 1; k < stops.size(); ++k) {
    if (stops[k].opens_shift && stops[k - 1].latest > stops[k].earliest) return false;
  }
  std::size_t first_ride = rides_.size();
  bool open = false;
  for (const PlannedStop& stop : stops) {
    if (!open) {
      shifts_.push_back({shuttle, stop.opens_shift ? &stop : nullptr, nullptr});
      order_.emplace_back();
      first_ride = rides_.size();
      open = true;
      if (stop.opens_shift) continue;
    }
    const auto duty = static_cast<std::int32_t>(shifts_.size()) - 1;
    if (ends_rides(stop.kind)) {
      shifts_.back().end = &stop;
      open = stop.kind == StopKind::pause;
      if (open) {
        shifts_.push_back({shuttle, &stop, nullptr});
        order_.emplace_back();
        first_ride = rides_.size();
      }
      continue;
    }
    const auto ride = std::find_if(rides_.begin() + static_cast<std::ptrdiff_t>(first_ride), rides_.end(),
                                   [&](const Ride& known_ride) { return known_ride.request == stop.request; });
    const auto trip = static_cast<std::int32_t>(ride - rides_.begin());
    if (ride == rides_.end()) rides_.push_back({stop.request, nullptr, nullptr, duty, shuttle});
    Ride& mine = rides_[static_cast<std::size_t>(trip)];
    (stop.kind == StopKind::pickup ? mine.pickup : mine.dropoff) = &stop;
    order_.back().push_back(stop.kind == StopKind::pickup ? Problem::pickup(trip) : Problem::dropoff(trip));
  }
  return true;
}

void FleetProblem::fill_visits(const std::function<ShuttleId(RequestId)>& only) {
  problem_ = {};
  std::map<Location, std::int32_t> places;
  const auto place = [&](Location location) {
    return places.try_emplace(location, static_cast<std::int32_t>(places.size())).first->second;
  };
  for (const Ride& ride : rides_) {
    Trip& trip = problem_.trips.emplace_back();
    trip.service = fleet_.shuttle(ride.shuttle).service.value;
    trip.only_shuttle = only(ride.request).value;
    trip.on_board = ride.pickup == nullptr;
    if (trip.on_board) trip.only_duty = ride.duty;
    trip.max_ride = trip.on_board ? kUnlimited : ticks(ride.dropoff->max_ride);
    problem_.visits.push_back(trip.on_board ? Visit{} : visit_of(*ride.pickup, place(ride.pickup->location)));
    problem_.visits.push_back(visit_of(*ride.dropoff, place(ride.dropoff->location)));
  }
  for (std::size_t d = 0; d < shifts_.size(); ++d) {
    const Shift& shift = shifts_[d];
    Duty& duty = problem_.duties.emplace_back();
    duty.capacity = fleet_.shuttle(shift.shuttle).capacity;
    duty.service = fleet_.shuttle(shift.shuttle).service.value;
    duty.shuttle = shift.shuttle.value;
    if (shift.start == nullptr) {
      const Origin& origin = fleet_.origin(shift.shuttle);
      duty.on_board = fleet_.on_board(shift.shuttle);
      duty.locked = static_cast<std::int32_t>(std::min(fleet_.first_open_rank(shift.shuttle), order_[d].size()));
      const Ticks from = ticks(origin.from);
      problem_.visits.push_back({from, from, ticks(origin.ready) - from, {}, place(origin.location)});
    } else {
      problem_.visits.push_back(start_at(*shift.start, place(shift.start->location)));
    }
    problem_.visits.push_back(end_at(*shift.end, place(shift.end->location), -1 - static_cast<std::int32_t>(d)));
    const Milliseconds limit = fleet_.shuttle(shift.shuttle).max_continuous_driving;
    if (limit < kNever) {
      duty.max_driving = ticks(shift.start == nullptr ? limit - fleet_.driven(shift.shuttle) : limit);
    }
  }
}

const PlannedStop* FleetProblem::stop_of(std::int32_t row) const {
  const auto half = static_cast<std::size_t>(row) / 2;
  if (half < rides_.size()) return row % 2 == 0 ? rides_[half].pickup : rides_[half].dropoff;
  const Shift& shift = shifts_[half - rides_.size()];
  return row % 2 == 0 ? shift.start : shift.end;
}

void FleetProblem::fill_travel() {
  const auto rows = static_cast<std::int32_t>(problem_.visits.size());
  problem_.travel = TravelMatrix{problem_.visits.size()};
  const LabelPool& labels = fleet_.labels();
  PinnedPlace pinned{fleet_.oracle()};
  for (std::int32_t from = 0; from < rows; ++from) {
    const PlannedStop* leaving = stop_of(from);
    const bool origin = leaving == nullptr && from >= 2 * problem_.trip_count();
    if (leaving == nullptr && !origin) continue;                       // the pickup of a passenger on board
    if (from >= 2 * problem_.trip_count() && from % 2 == 1) continue;  // nothing follows an end
    const ShuttleId shuttle =
        origin ? shifts_[static_cast<std::size_t>(from / 2 - problem_.trip_count())].shuttle : ShuttleId{};
    const Location place = origin ? fleet_.origin(shuttle).location : leaving->location;
    const Heading heading = origin ? fleet_.origin(shuttle).heading : Heading::either;
    const LaterLabel departure =
        origin ? fleet_.departure_label(shuttle) : LaterLabel{labels.departure(leaving->labels), {}};
    pinned.pin(departure.label);
    for (std::int32_t to = 0; to < rows; ++to) {
      const PlannedStop* reaching = stop_of(to);
      if (reaching == nullptr || (to >= 2 * problem_.trip_count() && to % 2 == 0))
        continue;  // nothing leads to a start
      Milliseconds time = Milliseconds{pinned.time(labels.arrival(reaching->labels))} + departure.later;
      time = std::min(time, same_edge_time(fleet_.oracle().graph(), place, reaching->location, heading));
      // Where roads are closed, as of the hour at which it is left by the plan that stands.
      time = fleet_.drive_at(place, reaching->location,
                             origin ? fleet_.origin_ready(shuttle) : leaving->begin + leaving->duration, time, heading);
      const bool rests_here = reaching->kind == StopKind::pause && reaching->location == place;
      if (origin && !rests_here && reaching->location == fleet_.schedule(shuttle).front().location) {
        time = fleet_.drive_to_front(shuttle);
      }
      if (origin) time = fleet_.arrives_in(shuttle, reaching->location).value_or(time);
      // Dwells are the same in every plan, but for what neighbours at one place share.
      const Visit& a = problem_.visit(from);
      const Visit& b = problem_.visit(to);
      const Ticks shared = a.place == b.place ? std::min(a.duration, b.duration) : Ticks{0};
      problem_.travel.set(from, to, ticks(time), ticks(time) - shared);
    }
  }
}

bool FleetProblem::keeps_its_plan(std::int32_t duty) const {
  std::vector<std::int32_t> pickup_at(problem_.trips.size());
  Sequence sequence{problem_, duty};
  return sequence.assign(problem_, order_[static_cast<std::size_t>(duty)], pickup_at);
}

std::size_t FleetProblem::waiting() const {
  return static_cast<std::size_t>(
      std::count_if(rides_.begin(), rides_.end(), [](const Ride& ride) { return ride.pickup != nullptr; }));
}

Milliseconds FleetProblem::operating_time(const Plan& plan) const {
  Milliseconds total{0};
  std::vector<PlannedStop> stops;
  for (std::size_t d = 0; d < shifts_.size(); ++d) {
    const auto duty = static_cast<std::int32_t>(d);
    stops.clear();
    std::int32_t before = problem_.start(duty);
    const auto add = [&](std::int32_t row) {
      stops.push_back(*stop_of(row));
      stops.back().drive = Milliseconds{problem_.travel.time(before, row).count};
      before = row;
    };
    for (const std::int32_t row : plan.visits[d]) add(row);
    add(problem_.end(duty));
    const Shift& shift = shifts_[d];
    Origin origin;
    origin.location = shift.start == nullptr ? fleet_.origin(shift.shuttle).location : shift.start->location;
    if (shift.start == nullptr) origin.dwell = fleet_.origin(shift.shuttle).dwell;
    total += navette::operating_time(origin, stops);
  }
  return total;
}

bool FleetProblem::saves_time(const Plan& plan, WaitingPolicy waiting) const {
  Milliseconds saved{0};
  std::vector<PlannedStop> stops;
  for (std::size_t first = 0; first < shifts_.size();) {
    const ShuttleId shuttle = shifts_[first].shuttle;
    stops.clear();
    bool changed = false;
    std::size_t d = first;
    for (; d < shifts_.size() && shifts_[d].shuttle == shuttle; ++d) {
      const PlannedStop* start = shifts_[d].start;
      if (start != nullptr && start->opens_shift) stops.push_back(*start);
      for (const std::int32_t row : plan.visits[d]) stops.push_back(*stop_of(row));
      stops.push_back(*shifts_[d].end);
      changed |= plan.visits[d] != order_[d];
    }
    first = d;
    if (!changed) continue;
    if (!fleet_.plan(shuttle, stops, waiting) || !fleet_.may_drive(shuttle, stops)) return false;
    const auto shown = fleet_.schedule(shuttle).stops();
    std::vector<PlannedStop> standing{shown.begin(), shown.end()};
    standing.front().drive = fleet_.drive_to_front(shuttle);
    const Origin& origin = fleet_.origin(shuttle);
    saved += navette::operating_time(origin, standing) - navette::operating_time(origin, stops);
  }
  return saved > Milliseconds{0};
}

std::vector<ProposedPlan> FleetProblem::proposed(const Plan& plan) const {
  std::vector<ProposedPlan> plans;
  for (std::size_t first = 0; first < shifts_.size();) {
    const ShuttleId shuttle = shifts_[first].shuttle;
    ProposedPlan whole{shuttle, {}};
    bool changed = false;
    std::size_t d = first;
    for (; d < shifts_.size() && shifts_[d].shuttle == shuttle; ++d) {
      const PlannedStop* start = shifts_[d].start;  // a pause is told as the end of what comes before it
      if (start != nullptr && start->opens_shift) whole.visits.push_back({StopKind::depot, RequestId{}});
      for (const std::int32_t row : plan.visits[d]) {
        whole.visits.push_back(
            {row % 2 == 0 ? StopKind::pickup : StopKind::dropoff, rides_[static_cast<std::size_t>(row) / 2].request});
      }
      whole.visits.push_back({shifts_[d].end->kind, RequestId{}});
      changed |= plan.visits[d] != order_[d];
    }
    if (changed) plans.push_back(std::move(whole));
    first = d;
  }
  return plans;
}

}  // namespace navette::plan
