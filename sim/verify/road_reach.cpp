#include "verify/road_reach.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace navette::verify {
namespace {

constexpr double kMetresPerUnit = 0.0111194927;   // of 1e-7 degree along a meridian
constexpr double kRadiansPerUnit = 1.7453292e-9;  // of 1e-7 degree

std::size_t at(std::int64_t row) { return static_cast<std::size_t>(row); }

/// From (0, 0) to the line between two points. [m]
double to_line(double ax, double ay, double bx, double by) {
  const double dx = bx - ax;
  const double dy = by - ay;
  const double squared = dx * dx + dy * dy;
  const double share = squared > 0 ? std::clamp(-(ax * dx + ay * dy) / squared, 0.0, 1.0) : 0;
  return std::hypot(ax + share * dx, ay + share * dy);
}

}  // namespace

RoadReach::RoadReach(const Run& run) : run_{run} {
  const auto& e = run.edges;
  for (std::size_t k = 0; k < e.tail.size(); ++k) {
    Box box{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max(),
            std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::min()};
    for (std::size_t p = at(e.shape_begin[k]); p < at(e.shape_begin[k + 1]); ++p) {
      box = {std::min(box.west, run.shape.lon[p]), std::min(box.south, run.shape.lat[p]),
             std::max(box.east, run.shape.lon[p]), std::max(box.north, run.shape.lat[p])};
    }
    boxes_.push_back(box);
  }
}

RoadReach::Nearest RoadReach::nearest(std::int64_t lon, std::int64_t lat, double limit) const {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  const double east = kMetresPerUnit * std::cos(static_cast<double>(lat) * kRadiansPerUnit);
  const double high = limit / kMetresPerUnit;
  const double wide = limit / std::max(east, 1e-9);
  Nearest nearest{kFar, kFar};
  const auto& e = run_.edges;
  for (std::size_t k = 0; k < boxes_.size(); ++k) {
    const Box& box = boxes_[k];
    if (static_cast<double>(box.west - lon) > wide || static_cast<double>(lon - box.east) > wide ||
        static_cast<double>(box.south - lat) > high || static_cast<double>(lat - box.north) > high) {
      continue;
    }
    if (e.length[k] == 0 && e.duration[k] == 0) continue;  // a turn
    double& best = e.boarding[k] == 0 ? nearest.boarding : nearest.barred;
    for (std::size_t p = at(e.shape_begin[k]); p + 1 < at(e.shape_begin[k + 1]); ++p) {
      const auto x = [&](std::size_t point) { return static_cast<double>(run_.shape.lon[point] - lon) * east; };
      const auto y = [&](std::size_t point) {
        return static_cast<double>(run_.shape.lat[point] - lat) * kMetresPerUnit;
      };
      const double metres = to_line(x(p), y(p), x(p + 1), y(p + 1));
      if (metres <= limit) best = std::min(best, metres);
    }
  }
  return nearest;
}

}  // namespace navette::verify
