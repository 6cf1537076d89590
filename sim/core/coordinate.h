#pragma once

#include <compare>
#include <cstdint>

namespace navette {

/// A point on the ground, WGS84. [1e-7 degrees, as OpenStreetMap stores it]
struct Coordinate {
  std::int32_t lon = 0;
  std::int32_t lat = 0;

  static Coordinate from_degrees(double lon, double lat);
  [[nodiscard]] double lon_degrees() const { return lon * 1e-7; }
  [[nodiscard]] double lat_degrees() const { return lat * 1e-7; }
  auto operator<=>(const Coordinate&) const = default;
};

/// Great-circle distance on a sphere of radius 6 371 008.8 m (haversine); the same bits on every machine. [m]
double distance(Coordinate a, Coordinate b);

/// A flat map of a small territory: metres east and north of a reference point (equirectangular).
/// The error of a length stays below 0.1 % within 100 km of the reference.
class LocalPlane {
 public:
  explicit LocalPlane(Coordinate reference);

  struct Point {
    double x;  // [m] east of the reference
    double y;  // [m] north of the reference
  };
  [[nodiscard]] Point to_plane(Coordinate place) const;
  [[nodiscard]] Coordinate from_plane(Point point) const;

 private:
  Coordinate reference_;
  double metres_per_lon_unit_;
};

}  // namespace navette
