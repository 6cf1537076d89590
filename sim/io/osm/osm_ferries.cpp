#include "io/osm/osm_ferries.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "core/portable_math.h"
#include "network/build/possible_values.h"

namespace navette {
namespace {

using Ways = std::vector<MappedWay>;

/// One direction of a route: the rows of its ways that have no duration of their own, in the order of the route.
struct Leg {
  std::vector<std::size_t> ways;
  double metres = 0;
  double seconds = 0;  // what is left for them
  bool whole = true;   // all of its ways are in the file
};

Leg leg_of(const MappedFerryRoute& route, const Ways& ways, const std::vector<double>& metres,
           std::string_view other_direction) {
  Leg leg;
  leg.seconds = route.duration;
  for (const auto& [id, role] : route.ways) {
    if (role == other_direction) continue;
    const auto way = std::lower_bound(ways.begin(), ways.end(), id, [](const auto& a, auto b) { return a.id < b; });
    const auto row = static_cast<std::size_t>(way - ways.begin());
    if (way == ways.end() || way->id != id || metres[row] < 0) {
      leg.whole = false;
      return leg;
    }
    if (way->verdict.road && way->verdict.road->ferry_duration) {
      leg.seconds -= *way->verdict.road->ferry_duration;
      continue;
    }
    leg.ways.push_back(row);
    leg.metres += metres[row];
  }
  return leg;
}

}  // namespace

bool is_possible_crossing(double metres, double seconds) {
  return seconds >= kShortestCrossing && seconds <= kLongestCrossing && metres * 3.6 <= kFastestRoad * seconds;
}

std::vector<std::int32_t> segment_times(const std::vector<double>& segment_metres, double begin, double end) {
  const double all = std::accumulate(segment_metres.begin(), segment_metres.end(), 0.0);
  const auto at = [&](double metres) {
    return portable::round_to_integer(all > 0 ? begin + (end - begin) * (metres / all) : begin);
  };
  std::vector<std::int32_t> times;
  double metres = 0;
  std::int64_t before = portable::round_to_integer(begin);
  for (std::size_t s = 0; s < segment_metres.size(); ++s) {
    metres += segment_metres[s];
    const std::int64_t here = s + 1 < segment_metres.size() ? at(metres) : portable::round_to_integer(end);
    times.push_back(static_cast<std::int32_t>(here - before));
    before = here;
  }
  return times;
}

std::vector<std::optional<Crossing>> crossings_of_routes(const std::vector<MappedFerryRoute>& routes, const Ways& ways,
                                                         const std::vector<double>& metres, std::int64_t& unusable) {
  std::vector<std::optional<Crossing>> crossings(ways.size());
  for (const MappedFerryRoute& route : routes) {
    bool used = true;
    // A route may list its ways there, and those back; most list each once, for both.
    for (const std::string_view other : {"backward", "forward"}) {
      const Leg leg = leg_of(route, ways, metres, other);
      if (leg.whole && leg.ways.empty()) continue;
      if (!leg.whole || !is_possible_crossing(leg.metres, leg.seconds)) {
        used = false;
        continue;
      }
      double before = 0;
      const auto time_at = [&](double length) {
        return leg.metres > 0 ? leg.seconds * 1000 * (length / leg.metres) : leg.seconds * 1000;
      };
      for (const std::size_t way : leg.ways) {
        const double begin = before > 0 ? time_at(before) : 0;
        before += metres[way];
        if (!crossings[way]) crossings[way] = Crossing{begin, time_at(before)};
      }
    }
    if (!used) ++unusable;
  }
  return crossings;
}

}  // namespace navette
