#include "core/coordinate.h"

#include <algorithm>
#include <cmath>

#include "core/portable_math.h"

namespace navette {
namespace {

constexpr double kEarthRadius = 6'371'008.8;                        // [m] IUGG mean radius
constexpr double kRadiansPerUnit = 3.14159265358979323846 / 1.8e9;  // 1e-7 degrees in radians
constexpr double kMetresPerLatUnit = kEarthRadius * kRadiansPerUnit;

// asin on [0, 1] by Newton's method on sin: no libm, same bits everywhere.
double arc_sine(double s) {
  if (s >= 1) return 0.5 * 3.14159265358979323846;
  double angle = s < 0.7 ? s : 1.0;
  for (int i = 0; i < 8; ++i) angle -= (portable::sin(angle) - s) / portable::cos(angle);
  return angle;
}

}  // namespace

Coordinate Coordinate::from_degrees(double lon, double lat) {
  return {static_cast<std::int32_t>(portable::round_to_integer(lon * 1e7)),
          static_cast<std::int32_t>(portable::round_to_integer(lat * 1e7))};
}

double distance(Coordinate a, Coordinate b) {
  const double half_lat = 0.5 * kRadiansPerUnit * (static_cast<double>(b.lat) - a.lat);
  const double half_lon = 0.5 * kRadiansPerUnit * (static_cast<double>(b.lon) - a.lon);
  const double sin_lat = portable::sin(half_lat);
  const double sin_lon = portable::sin(half_lon);
  const double h = sin_lat * sin_lat +
                   portable::cos(a.lat * kRadiansPerUnit) * portable::cos(b.lat * kRadiansPerUnit) * sin_lon * sin_lon;
  return 2 * kEarthRadius * arc_sine(std::sqrt(std::min(1.0, h)));
}

LocalPlane::LocalPlane(Coordinate reference)
    : reference_{reference}, metres_per_lon_unit_{kMetresPerLatUnit * portable::cos(reference.lat * kRadiansPerUnit)} {}

LocalPlane::Point LocalPlane::to_plane(Coordinate place) const {
  return {(static_cast<double>(place.lon) - reference_.lon) * metres_per_lon_unit_,
          (static_cast<double>(place.lat) - reference_.lat) * kMetresPerLatUnit};
}

Coordinate LocalPlane::from_plane(Point point) const {
  return {static_cast<std::int32_t>(reference_.lon + portable::round_to_integer(point.x / metres_per_lon_unit_)),
          static_cast<std::int32_t>(reference_.lat + portable::round_to_integer(point.y / kMetresPerLatUnit))};
}

}  // namespace navette
