#include "dispatch/batch/trip_graph.h"

#include <algorithm>

namespace navette {
namespace {

std::vector<std::int32_t> without(const std::vector<std::int32_t>& members, std::size_t position) {
  std::vector<std::int32_t> rest = members;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(position));
  return rest;
}

}  // namespace

void TripGraph::grow(ShuttleId shuttle, const DispatchSettings& settings) {
  const auto kept = stops_shown(fleet_, shuttle);
  if (kept.empty()) return;
  Trips& trips = trips_[shuttle];
  std::vector<std::int32_t> alone;  // requests it can serve at all
  std::vector<std::vector<std::int32_t>> level;
  for (std::size_t r = 0; r < requests_.requests().size(); ++r) {
    const auto row = static_cast<std::int32_t>(r);
    if (!requests_.may_take(shuttle, row) || !build(shuttle, {row}, kept)) continue;
    alone.push_back(row);
    level.push_back({row});
  }
  int examined = static_cast<int>(alone.size());
  for (int size = 2; size <= settings.batch.max_trip_size && !level.empty(); ++size) {
    std::vector<std::vector<std::int32_t>> next;
    for (const auto& smaller : level) {
      for (auto row = std::upper_bound(alone.begin(), alone.end(), smaller.back()); row != alone.end(); ++row) {
        auto members = smaller;
        members.push_back(*row);
        bool all_known = true;
        for (std::size_t k = 0; k < members.size() && all_known; ++k) all_known = trips.contains(without(members, k));
        if (!all_known || ++examined > settings.batch.max_trips) continue;
        if (build(shuttle, members, kept)) next.push_back(std::move(members));
      }
    }
    level = std::move(next);
  }
  plans_.suppose(shuttle, kept);
}

bool TripGraph::build(ShuttleId shuttle, const std::vector<std::int32_t>& members, std::span<const PlannedStop> kept) {
  bool found = false;
  for (std::size_t k = 0; k < members.size(); ++k) {
    JointTrip trip;
    if (members.size() == 1) {
      plans_.suppose(shuttle, kept);
    } else {
      trip = trips_[shuttle].at(without(members, k));
      plans_.suppose(shuttle, trip.stops);
    }
    const PendingTrip& last = requests_.requests()[static_cast<std::size_t>(members[k])].trip;
    const auto insertion = search_.search_one(last, fleet_, shuttle);
    if (!insertion) continue;
    found = true;
    trip.members = members;
    trip.built.push_back(members[k]);
    trip.choices.push_back(insertion->choice);
    trip.stops = search_.stops_with(last, *insertion, fleet_);
    trip.cost = cost_of(shuttle, trip, kept);
    keep(shuttle, std::move(trip));
  }
  return found;
}

void TripGraph::add(ShuttleId shuttle, JointTrip trip) {
  trip.cost = cost_of(shuttle, trip, stops_shown(fleet_, shuttle));
  keep(shuttle, std::move(trip));
}

void TripGraph::keep(ShuttleId shuttle, JointTrip trip) {
  const auto [entry, is_new] = trips_[shuttle].try_emplace(trip.members, trip);
  if (!is_new && trip.cost < entry->second.cost) entry->second = std::move(trip);
}

Milliseconds TripGraph::cost_of(ShuttleId shuttle, const JointTrip& trip, std::span<const PlannedStop> kept) {
  const ShuttleNow now{fleet_, shuttle};
  PlanFigures added = objective_.figures(now, trip.stops);
  added -= objective_.figures(now, kept);
  for (const std::int32_t row : trip.built) {
    added -= PlanObjective::wish(requests_.requests()[static_cast<std::size_t>(row)].trip);
  }
  const Milliseconds cost = objective_.cost(added);
  return objective_.penalises() ? cost + penalty_of(trip) : cost;
}

Milliseconds TripGraph::penalty_of(const JointTrip& trip) const {
  Milliseconds penalty{0};
  for (std::size_t k = 0; k < trip.built.size(); ++k) {
    const PendingTrip& asked = requests_.requests()[static_cast<std::size_t>(trip.built[k])].trip;
    const auto begin = [&](StopKind kind) {
      return std::find_if(trip.stops.begin(), trip.stops.end(),
                          [&](const PlannedStop& stop) { return stop.request == asked.request && stop.kind == kind; })
          ->begin;
    };
    const auto limits =
        asked.choices == nullptr ? asked.limits : asked.between(static_cast<std::size_t>(trip.choices[k])).limits;
    penalty += objective_.penalty(limits, begin(StopKind::pickup), begin(StopKind::dropoff));
  }
  return penalty;
}

}  // namespace navette
