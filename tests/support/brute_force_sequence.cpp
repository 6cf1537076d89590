#include "support/brute_force_sequence.h"

#include <algorithm>

#include "fleet/drive.h"
#include "support/dijkstra.h"

namespace navette::test {
namespace {

// value[to] >= value[from] + gap; node 0 is time zero.
struct Arc {
  std::size_t from;
  std::size_t to;
  std::int64_t gap;
};

// Leaves the least values in `value`.
bool satisfiable(std::vector<std::int64_t>& value, const std::vector<Arc>& arcs) {
  const std::size_t variables = value.size();
  for (std::size_t round = 0; round <= variables; ++round) {
    bool changed = false;
    for (const Arc& arc : arcs) {
      if (value[arc.to] < value[arc.from] + arc.gap) {
        value[arc.to] = value[arc.from] + arc.gap;
        changed = true;
      }
    }
    if (!changed) return true;
  }
  return false;  // still growing after as many rounds as there are variables: a positive cycle
}

// The ride that ends at stop k may not last too long.
void limit_ride(const Sequence& s, std::size_t k, std::vector<Arc>& arcs) {
  const PlannedStop& stop = s.stops[k];
  if (stop.kind != StopKind::dropoff || stop.max_ride >= kNever) return;
  for (std::size_t p = 0; p < k; ++p) {
    if (s.stops[p].request != stop.request) continue;
    arcs.push_back({k + 1, p + 1, -(stop.max_ride.count + s.stops[p].duration.count)});
  }
}

std::int64_t operating(const Sequence& s) {
  const auto at = [&](std::size_t k, Location place) {
    return k < s.stops.size() && s.stops[k].kind != StopKind::pause && s.stops[k].location == place;
  };
  std::int64_t total = 0;
  std::size_t k = 0;
  std::int64_t halt = s.origin.dwell.count;
  for (; at(k, s.origin.location); ++k) halt = std::max(halt, s.stops[k].duration.count);
  total += halt;
  while (k < s.stops.size()) {
    total += s.drive[k];
    if (s.stops[k].kind == StopKind::pause) {  // rest is no work
      ++k;
      continue;
    }
    const Location here = s.stops[k].location;
    halt = 0;
    for (; at(k, here); ++k) halt = std::max(halt, s.stops[k].duration.count);
    total += halt;
  }
  return total;
}

}  // namespace

std::vector<std::int64_t> drives(const RoadGraph& graph, const Origin& origin, const std::vector<PlannedStop>& stops) {
  std::vector<std::int64_t> result;
  for (std::size_t k = 0; k < stops.size(); ++k) {
    result.push_back(k == 0 ? dijkstra(graph, origin.location, stops[0].location, origin.heading).count
                            : dijkstra(graph, stops[k - 1].location, stops[k].location).count);
  }
  return result;
}

bool feasible(Sequence& s) {
  // Variables are shifted so that all are >= 0: time zero is far in the past.
  const std::int64_t shift = 1'000 * kDay.count;
  const std::size_t n = s.stops.size();
  std::vector<Arc> arcs;
  const auto at_least = [&](std::size_t k, std::int64_t time) { arcs.push_back({0, k + 1, time + shift}); };
  for (std::size_t k = 0; k < n; ++k) {
    const PlannedStop& stop = s.stops[k];
    if (stop.earliest.count > -shift) at_least(k, stop.earliest.count);
    if (stop.latest < kNever) arcs.push_back({k + 1, 0, -(stop.latest.count + shift)});
    const Location previous = k == 0 ? s.origin.location : s.stops[k - 1].location;
    const bool rested = k > 0 && s.stops[k - 1].kind == StopKind::pause;
    // The halt before this stop: the neighbours at the previous place, the origin's own halt among them. A pause is a
    // halt of its own.
    std::size_t halt = k;
    while (halt > 0 && s.stops[halt - 1].location == previous) {
      --halt;
      if (s.stops[halt].kind == StopKind::pause) break;
      if (halt > 0 && s.stops[halt - 1].kind == StopKind::pause) break;
    }
    const bool origin_halt = halt == 0 && previous == s.origin.location;
    if (stop.location == previous && !rested && stop.kind != StopKind::pause) {
      if (k > 0) arcs.push_back({k, k + 1, 0});
      if (k == 0) at_least(k, s.origin.from.count);
      limit_ride(s, k, arcs);
      continue;
    }
    for (std::size_t before = halt; before < k; ++before) {
      arcs.push_back({before + 1, k + 1, s.stops[before].duration.count + s.drive[k]});
    }
    if (origin_halt) at_least(k, s.origin.ready.count + s.drive[k]);
    limit_ride(s, k, arcs);
  }
  std::vector<std::int64_t> value(n + 1, 0);
  if (!satisfiable(value, arcs)) return false;
  s.begin.clear();
  for (std::size_t k = 0; k < n; ++k) s.begin.push_back(value[k + 1] - shift);
  return true;
}

double cost_of(const Sequence& s, int persons, const ObjectiveSettings& objective, const TravelTimeOracle& oracle) {
  double empty = 0;
  double occupied = 0;
  double passengers = 0;
  double delay = 0;
  TravelTimeQuery query{oracle};
  Drive drive;
  for (std::size_t k = 0; k < s.stops.size(); ++k) {
    drive.from = k == 0 ? s.origin.location : s.stops[k - 1].location;
    drive.to = s.stops[k].location;
    double metres = 0;
    if (drive.from != drive.to) {
      query.path(drive.from, drive.to, {}, drive.path, k == 0 ? s.origin.heading : Heading::either);
      const Location end = on_edge(oracle.graph(), drive.to, drive.path.back());
      metres = static_cast<double>(driven(oracle.graph(), drive, drive.path.size() - 1, end).count);
    }
    (persons > 0 ? occupied : empty) += metres;
    passengers += persons * metres;
    const int change = s.stops[k].change.seats() + s.stops[k].change.wheelchairs();
    persons += change;
    const auto begin = static_cast<double>(s.begin[k]);
    if (s.stops[k].kind == StopKind::pickup) delay += objective.delay.pickup * change * begin;
    if (s.stops[k].kind == StopKind::dropoff) delay -= objective.delay.dropoff * change * begin;
  }
  const double distance = 1'000 * (objective.distance.empty * empty + objective.distance.occupied * occupied +
                                   objective.distance.passenger * passengers);
  switch (objective.kind) {
    case Objective::operating_time:
      return static_cast<double>(operating(s));
    case Objective::vehicle_distance:
      return distance;
    case Objective::passenger_delay:
      return delay;
    default:
      return objective.sum.operating_time * static_cast<double>(operating(s)) +
             objective.sum.vehicle_distance * distance + objective.sum.passenger_delay * delay;
  }
}

double wish(const PendingTrip& trip, const ObjectiveSettings& objective) {
  const double persons = trip.asked->party_size;
  const auto departure = static_cast<double>(trip.asked->earliest_departure.count);
  const double delay = persons * (objective.delay.pickup * departure +
                                  objective.delay.dropoff * (departure + static_cast<double>(trip.direct_time.count)));
  if (objective.kind == Objective::passenger_delay) return delay;
  return objective.kind == Objective::weighted ? objective.sum.passenger_delay * delay : 0;
}

}  // namespace navette::test
