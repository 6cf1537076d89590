#pragma once

#include <string>
#include <vector>

#include "core/coordinate.h"
#include "network/build/road_ways.h"

namespace navette::test {

/// A map to be built by hand: nodes in metres east and north of a village, ways through them.
class RoadMap {
 public:
  std::uint32_t node(double east, double north, bool barrier = false) {
    const LocalPlane plane{Coordinate::from_degrees(2.0, 44.0)};
    roads.nodes.push_back({plane.from_plane({east, north}), barrier});
    return static_cast<std::uint32_t>(roads.nodes.size() - 1);
  }
  /// Ways have the ids 1, 2, 3, ... in order.
  RoadWay& way(std::vector<std::uint32_t> nodes, double kmh = 60) {
    RoadWay way;
    way.osm_id = static_cast<std::int64_t>(roads.ways.size() + 1);
    way.nodes = std::move(nodes);
    way.kmh_forward = way.kmh_backward = kmh;
    roads.ways.push_back(std::move(way));
    return roads.ways.back();
  }
  RoadWay& one_way(std::vector<std::uint32_t> nodes, double kmh = 60) {
    RoadWay& result = way(std::move(nodes), kmh);
    result.backward = false;
    return result;
  }

  RawRoads roads;
};

}  // namespace navette::test
