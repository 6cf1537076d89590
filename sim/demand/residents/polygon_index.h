#pragma once

#include <cstdint>
#include <vector>

#include "core/coordinate.h"
#include "demand/map_data.h"

namespace navette {

/// A rectangle of longitudes and latitudes, both ends included. Empty until something is added.
struct MapBox {
  Coordinate low{2'000'000'000, 2'000'000'000};
  Coordinate high{-2'000'000'000, -2'000'000'000};

  void add(Coordinate place);
  [[nodiscard]] bool empty() const { return low.lon > high.lon; }
  [[nodiscard]] bool contains(Coordinate place) const;
  [[nodiscard]] bool contains(const MapBox& other) const;
  [[nodiscard]] bool overlaps(const MapBox& other) const;
};

/// Tells whether a point lies in an area, in the time of a few edges.
///
/// The even-odd rule within each polygon, in whole numbers: of two areas that share a border, exactly one holds a point
/// on it.
class PolygonIndex {
 public:
  PolygonIndex() = default;  // holds nothing
  explicit PolygonIndex(const Area& area);

  [[nodiscard]] bool contains(Coordinate place) const;
  [[nodiscard]] const MapBox& box() const { return box_; }
  [[nodiscard]] bool empty() const { return strips_.empty(); }
  /// The share of the area that lies in a rectangle, sampled on 64 x 64 points. [0, 1]
  [[nodiscard]] double share_within(const MapBox& frame) const;

 private:
  struct Edge {
    Coordinate from;
    Coordinate to;
    std::uint32_t polygon;
  };
  [[nodiscard]] std::size_t strip_of(std::int32_t lat) const;

  MapBox box_;
  std::vector<std::vector<Edge>> strips_;  // edges by the band of latitudes they pass through, then by polygon
};

}  // namespace navette
