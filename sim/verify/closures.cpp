#include "verify/closures.h"

#include <algorithm>

#include "verify/leg_times.h"

namespace navette::verify {

Closures::Closures(const Run& run) {
  const auto& c = run.closures;
  for (std::size_t k = 0; k < c.edge.size(); ++k)
    of_edge_[c.edge[k]].push_back({c.from[k], c.until[k], c.announced[k]});
  const auto& o = run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.kind[k] == kWentRoundEvent) told_.insert({o.shuttle[k], o.time[k]});
  }
}

std::int64_t Closures::opens(std::int64_t edge, std::int64_t time, std::int64_t known_at) const {
  const auto found = of_edge_.find(edge);
  if (found == of_edge_.end()) return time;
  for (bool again = true; again;) {
    again = false;
    for (const Interval& one : found->second) {
      if (one.announced > known_at || time < one.from || time >= one.until) continue;
      time = one.until;
      again = true;
    }
  }
  return time;
}

bool Closures::ends(std::int64_t edge, std::int64_t time, std::int64_t known_at) const {
  const auto found = of_edge_.find(edge);
  return found != of_edge_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const Interval& one) {
           return one.announced <= known_at && one.until == time;
         });
}

std::int64_t Closures::all_open(std::int64_t known_at) const {
  std::int64_t latest = known_at;
  for (const auto& [edge, intervals] : of_edge_) {
    for (const Interval& one : intervals) {
      if (one.announced <= known_at) latest = std::max(latest, one.until);
    }
  }
  return latest;
}

bool Closures::announced_at(std::int64_t time) const {
  return std::any_of(of_edge_.begin(), of_edge_.end(), [&](const auto& entry) {
    return std::any_of(entry.second.begin(), entry.second.end(),
                       [&](const Interval& one) { return one.announced == time; });
  });
}

bool Closures::wait_behind(const Roads& roads, std::int64_t edge, std::int64_t time, std::int64_t until,
                           std::int64_t known_at) const {
  const Place end{edge, roads.duration(edge)};
  return std::any_of(of_edge_.begin(), of_edge_.end(), [&](const auto& entry) {
    return roads.same_ground(end, {entry.first, 0}) && opens(entry.first, time, known_at) >= until;
  });
}

Pace pace_of(const Run& run, const Roads& roads, const Closures& closures, std::size_t leg) {
  const auto& l = run.legs;
  const auto& t = run.trajectories;
  const auto first = static_cast<std::size_t>(l.first_sample[leg]);
  const auto count = static_cast<std::size_t>(l.samples[leg]);
  Pace pace;
  pace.waited.assign(count, false);
  const Place start = roads.on_edge(l.from[leg], t.edge[first]);
  const Place end = roads.on_edge(l.to[leg], t.edge[first + count - 1]);
  std::int64_t begun = start.offset;  // on the edge before
  for (std::size_t i = 1; i < count; ++i) {
    const std::int64_t before = t.edge[first + i - 1];
    const std::int64_t by_roads = roads.duration(before) - begun;
    const std::int64_t took = t.entry[first + i] - t.entry[first + i - 1];
    begun = 0;
    std::size_t road = i;  // the turns in front of it take no time
    while (road + 1 < count && roads.is_turn(t.edge[first + road])) ++road;
    pace.waited[i] = took > by_roads && !roads.is_turn(before) &&
                     closures.ends(t.edge[first + road], t.entry[first + i], l.departure[leg]);
    if (pace.waited[i]) continue;
    pace.driving += took;
    pace.by_roads += by_roads;
  }
  const std::int64_t by_roads = end.offset - begun;
  const std::int64_t took = l.arrival[leg] - t.entry[first + count - 1];
  const std::int64_t last = t.edge[first + count - 1];
  const auto waits_from = [&](std::int64_t time) {
    return closures.wait_behind(roads, last, time, l.arrival[leg], l.departure[leg]);
  };
  // It may be so slow that the road was closed before it came there.
  const std::int64_t entered = t.entry[first + count - 1];
  const std::int64_t latest = std::min(entered + slowest(run, by_roads), l.arrival[leg] - 1);
  pace.waits_at_end = took > by_roads && l.diverted[leg] == 1 && end.offset == roads.duration(last) &&
                      (waits_from(entered + by_roads) || waits_from(latest));
  if (pace.waits_at_end) return pace;
  pace.driving += took;
  pace.by_roads += by_roads;
  return pace;
}

}  // namespace navette::verify
