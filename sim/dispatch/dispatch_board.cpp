#include "dispatch/dispatch_board.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/errors.h"

namespace navette {
namespace {

std::vector<Shuttle> still_working(const std::vector<BoardShuttle>& given, Milliseconds now) {
  std::vector<Shuttle> shuttles;
  for (const BoardShuttle& one : given) {
    shuttles.push_back(one.shuttle);
    auto& shifts = shuttles.back().shifts;
    shifts.erase(std::remove_if(shifts.begin(), shifts.end(), [&](const Shift& shift) { return shift.end < now; }),
                 shifts.end());
    for (Shift& shift : shifts) {
      const auto taken = [&](const Pause& pause) { return pause.latest < now; };
      shift.pauses.erase(std::remove_if(shift.pauses.begin(), shift.pauses.end(), taken), shift.pauses.end());
    }
  }
  return shuttles;
}

}  // namespace

DispatchBoard::DispatchBoard(const TravelTimeOracle& oracle, const ClosedRoads& closed,
                             std::vector<BoardShuttle> shuttles, const ServiceRules& rules, WaitingPolicy waiting,
                             Milliseconds now)
    : rules_{rules},
      fleet_{still_working(shuttles, now), oracle},
      roads_{oracle, closed},
      view_{fleet_, {rules.late_diversion_threshold}},
      search_{oracle, waiting},
      query_{oracle} {
  roads_.set_now(now);
  view_.set_now(now);
  view_.reckon_with(&roads_);
  InputErrors errors;
  for (std::size_t s = 0; s < shuttles.size(); ++s) {
    errors.collect([&] { put(shuttles[s], ShuttleId{s}, now); });
  }
  errors.throw_if_any();
}

void DispatchBoard::put(const BoardShuttle& given, ShuttleId id, Milliseconds now) {
  ShuttleState& state = fleet_.state(id);
  std::vector<PlannedStop> stops{state.schedule.stops().begin(), state.schedule.stops().end()};
  if (stops.empty()) return;
  if (stops.front().latest <= now) stops.erase(stops.begin());  // this shift has begun
  state.standing.location = given.place;
  fleet_.labels().set(state.place_labels, given.place);
  stops.front().drive = view_.drive_now(query_, given.place, stops.front().location);
  if (!view_.plan(id, stops, WaitingPolicy::wait_first)) {
    throw InputError{fmt::format("shuttle {} cannot be at its depot in time for its {}: it stands {} s away",
                                 given.shuttle.name, stops.front().kind == StopKind::pause ? "pause" : "shift",
                                 stops.front().drive.count / 1000)};
  }
  fleet_.state(id).schedule.assign(view_.origin(id), state.on_board, stops);
}

RequestId DispatchBoard::ask(TripRequest asked) {
  const RequestId id{asked_.size()};
  asked_.push_back(std::move(asked));
  const TripRequest& kept = asked_.back();
  // Closed roads make nobody's limits wider.
  const Milliseconds direct = query_.travel_time(kept.origin, kept.destination, kept.earliest_departure);
  LabelPool& labels = fleet_.labels();
  pending_.push_back(
      make_pending_trip(id, kept, rules_, direct, labels.add(kept.origin), labels.add(kept.destination)));
  return id;
}

void DispatchBoard::accept(RequestId request, const Insertion& insertion) {
  const auto trip = waiting(request);
  const auto fitting = search_.search_all(*trip, view_, insertion.shuttle);
  const bool fits = std::any_of(fitting.begin(), fitting.end(), [&](const FeasibleInsertion& one) {
    return one.insertion.pickup_after == insertion.pickup_after &&
           one.insertion.dropoff_after == insertion.dropoff_after;
  });
  if (!fits) {
    throw PolicyError{fmt::format("the insertion of request {} does not fit the schedule of shuttle {} as it is now",
                                  request.value, insertion.shuttle.value)};
  }
  auto stops = search_.stops_with(*trip, insertion, view_);
  PlannedStop& pickup = stops[static_cast<std::size_t>(insertion.pickup_after)];
  pickup.latest = std::min(pickup.latest, pickup.begin + rules_.max_allowed_pickup_delay);
  ShuttleState& state = fleet_.state(insertion.shuttle);
  state.schedule.assign(view_.origin(insertion.shuttle), state.on_board, stops);
  pending_.erase(trip);
}

void DispatchBoard::withdraw(RequestId request) {
  const auto trip = waiting(request);
  fleet_.labels().release(trip->pickup.labels);
  fleet_.labels().release(trip->dropoff.labels);
  pending_.erase(trip);
}

std::vector<PendingTrip>::iterator DispatchBoard::waiting(RequestId request) {
  const auto found =
      std::find_if(pending_.begin(), pending_.end(), [&](const PendingTrip& trip) { return trip.request == request; });
  if (found == pending_.end()) {
    throw PolicyError{fmt::format("request {} is not waiting on this board", request.value)};
  }
  return found;
}

}  // namespace navette
