#include "io/osm/osm_rings.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace navette {

std::optional<std::vector<std::vector<std::int64_t>>> join_rings(const std::vector<std::vector<std::int64_t>>& ways) {
  // Ends of ways by node, so that the next way is found without going through all.
  std::vector<std::pair<std::int64_t, std::size_t>> ends;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (ways[i].size() < 2) return {};
    ends.emplace_back(ways[i].front(), i);
    ends.emplace_back(ways[i].back(), i);
  }
  std::sort(ends.begin(), ends.end());
  std::vector<bool> used(ways.size(), false);
  std::vector<std::vector<std::int64_t>> rings;
  for (std::size_t first = 0; first < ways.size(); ++first) {
    if (used[first]) continue;
    used[first] = true;
    std::vector<std::int64_t> ring = ways[first];
    while (ring.back() != ring.front()) {
      auto end = std::lower_bound(ends.begin(), ends.end(), std::pair{ring.back(), std::size_t{0}});
      while (end != ends.end() && end->first == ring.back() && used[end->second]) ++end;
      if (end == ends.end() || end->first != ring.back()) return {};
      const auto& next = ways[end->second];
      used[end->second] = true;
      if (next.front() == ring.back()) {
        ring.insert(ring.end(), next.begin() + 1, next.end());
      } else {
        ring.insert(ring.end(), next.rbegin() + 1, next.rend());
      }
    }
    ring.pop_back();
    if (ring.size() >= 3) rings.push_back(std::move(ring));
  }
  if (rings.empty()) return {};
  return rings;
}

RingMeasure measure(const Ring& ring) {
  const LocalPlane plane{ring.front()};
  double twice_area = 0;
  double x = 0;
  double y = 0;
  LocalPlane::Point sum{0, 0};
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto a = plane.to_plane(ring[i]);
    const auto b = plane.to_plane(ring[i + 1 < ring.size() ? i + 1 : 0]);
    const double cross = a.x * b.y - b.x * a.y;
    twice_area += cross;
    x += (a.x + b.x) * cross;
    y += (a.y + b.y) * cross;
    sum = {sum.x + a.x, sum.y + a.y};
  }
  const double area = 0.5 * std::abs(twice_area);
  const auto count = static_cast<double>(ring.size());
  // A line that goes there and back has no centre of gravity, but a mean.
  if (area < 0.1) return {0, plane.from_plane({sum.x / count, sum.y / count})};
  return {area, plane.from_plane({x / (3 * twice_area), y / (3 * twice_area)})};
}

}  // namespace navette
