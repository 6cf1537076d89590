#include "dispatch/batch/assignable.h"

#include <algorithm>

namespace navette {
namespace {

// Whether a plan may be written anew: the simulation knows how to read these visits only.
bool known_visits(std::span<const PlannedStop> stops) {
  return std::all_of(stops.begin(), stops.end(), [](const PlannedStop& stop) {
    return stop.kind == StopKind::pickup || stop.kind == StopKind::dropoff || ends_rides(stop.kind);
  });
}

}  // namespace

Assignable::Assignable(std::span<const PendingTrip* const> pending, const FleetView& fleet,
                       const DispatchSettings& settings, const IdVector<RequestId, ShuttleId>& only,
                       std::span<const ShuttleId> fixed, SupposedPlans& plans)
    : standing_(fleet.size()), may_change_(fleet.size(), 0), query_{fleet.oracle()} {
  for (const PendingTrip* trip : pending) requests_.push_back({*trip, ShuttleId{}});
  std::vector<Waiting> waiting;
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleId shuttle{s};
    standing_[shuttle] = stops_shown(fleet, shuttle);
    const bool may_change = !standing_[shuttle].empty() && settings.batch.reassign &&
                            known_visits(standing_[shuttle]) &&
                            std::find(fixed.begin(), fixed.end(), shuttle) == fixed.end();
    may_change_[shuttle] = may_change ? 1 : 0;
    if (may_change) add_waiting(fleet, shuttle, fleet.now() + settings.batch.horizon, waiting);
  }
  std::sort(waiting.begin(), waiting.end());
  waiting.resize(std::min(waiting.size(), static_cast<std::size_t>(settings.batch.max_reassigned)));
  std::stable_sort(waiting.begin(), waiting.end(),
                   [](const Waiting& a, const Waiting& b) { return a.shuttle < b.shuttle; });
  for (auto first = waiting.begin(); first != waiting.end();) {
    const auto end =
        std::find_if(first, waiting.end(), [&](const Waiting& other) { return other.shuttle != first->shuttle; });
    take(fleet, first->shuttle, {first, end}, only, plans);
    first = end;
  }
}

void Assignable::add_waiting(const FleetView& fleet, ShuttleId shuttle, Milliseconds until,
                             std::vector<Waiting>& found) const {
  const auto& stops = standing_[shuttle];
  for (std::size_t k = fleet.first_open_rank(shuttle); k < stops.size(); ++k) {
    if (stops[k].kind == StopKind::pickup && stops[k].begin <= until) {
      found.push_back({stops[k].begin, stops[k].request, shuttle});
    }
  }
}

void Assignable::take(const FleetView& fleet, ShuttleId shuttle, std::span<const Waiting> waiting,
                      const IdVector<RequestId, ShuttleId>& only, SupposedPlans& plans) {
  const auto taken = [&](const PlannedStop& stop) {
    return stop.request.valid() &&
           std::any_of(waiting.begin(), waiting.end(), [&](const Waiting& one) { return one.request == stop.request; });
  };
  const auto& standing = standing_[shuttle];
  std::vector<PlannedStop> kept;
  bool gap = false;  // somebody was taken out right before
  for (const PlannedStop& stop : standing) {
    if (taken(stop)) {
      gap = true;
      continue;
    }
    kept.push_back(stop);
    if (!gap) continue;
    gap = false;
    if (kept.size() > 1) {
      kept.back().drive = query_.travel_time(kept[kept.size() - 2].location, stop.location, fleet.now());
      continue;
    }
    const Origin& origin = fleet.origin(shuttle);
    const auto soon = fleet.arrives_in(shuttle, stop.location);
    kept.back().drive = soon ? *soon : query_.travel_time(origin.location, stop.location, fleet.now(), origin.heading);
  }
  if (!fleet.plan(shuttle, kept, WaitingPolicy::drive_first)) return;
  for (const Waiting& one : waiting) {
    const auto visit = [&](StopKind kind) {
      return *std::find_if(standing.begin(), standing.end(),
                           [&](const PlannedStop& stop) { return stop.request == one.request && stop.kind == kind; });
    };
    Request request;
    request.from = shuttle;
    PendingTrip& trip = request.trip;
    trip.request = one.request;
    trip.service = fleet.shuttle(shuttle).service;
    trip.pickup = visit(StopKind::pickup);
    trip.dropoff = visit(StopKind::dropoff);
    trip.limits = {trip.pickup.latest, trip.dropoff.latest, trip.dropoff.max_ride};  // the promise: never exceeded
    trip.drive = query_.travel_time(trip.pickup.location, trip.dropoff.location, fleet.now());
    trip.only = only.contains(one.request) ? only[one.request] : ShuttleId{};
    auto as_planned = std::make_unique<TripRequest>();
    as_planned->earliest_departure = trip.pickup.begin;
    trip.direct_time = trip.dropoff.begin - trip.pickup.begin;
    trip.asked = as_planned.get();
    as_planned_.push_back(std::move(as_planned));
    requests_.push_back(request);
  }
  plans.suppose(shuttle, kept);
}

std::vector<std::int32_t> Assignable::taken_from(ShuttleId shuttle) const {
  std::vector<std::int32_t> rows;
  for (std::size_t r = 0; r < requests_.size(); ++r) {
    if (requests_[r].from == shuttle) rows.push_back(static_cast<std::int32_t>(r));
  }
  return rows;
}

}  // namespace navette
