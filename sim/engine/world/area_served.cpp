#include "engine/world/area_served.h"

#include <algorithm>

namespace navette {
namespace {

using Point = LocalPlane::Point;

double squared_distance_to_segment(Point a, Point b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = dx * dx + dy * dy;
  const double share = length == 0 ? 0 : std::clamp(-(a.x * dx + a.y * dy) / length, 0.0, 1.0);
  const double x = a.x + share * dx;
  const double y = a.y + share * dy;
  return x * x + y * y;
}

// Whether a ray from the origin to the east crosses the segment.
bool crosses(Point a, Point b) {
  if ((a.y > 0) == (b.y > 0)) return false;
  return a.x + (b.x - a.x) * (-a.y) / (b.y - a.y) > 0;
}

}  // namespace

bool in_area(const Area& area, double buffer, Coordinate place) {
  if (area.empty()) return true;
  const LocalPlane around{place};
  return std::any_of(area.begin(), area.end(), [&](const Polygon& polygon) {
    bool inside = false;
    for (const Ring& ring : polygon) {
      for (std::size_t k = 0; k < ring.size(); ++k) {
        const Point a = around.to_plane(ring[k]);
        const Point b = around.to_plane(ring[(k + 1) % ring.size()]);
        if (crosses(a, b)) inside = !inside;
        if (squared_distance_to_segment(a, b) <= buffer * buffer) return true;
      }
    }
    return inside;
  });
}

}  // namespace navette
