#pragma once

#include <cstdint>
#include <vector>

#include "io/territory/map_builder.h"
#include "io/territory/names.h"
#include "io/territory/traffic_rules.h"

namespace navette::territory {

/// A straight piece of road or river as it stands in the map; buildings keep away from it.
struct Segment {
  Point a;
  Point b;
};

/// Everything needed to turn the mesh's roads into ways.
struct RoadPlan {
  const RoadNetwork& network;
  const std::vector<Point>& places;  // of the mesh vertices, bends rounded
  const Settlements& settlements;
  const std::vector<int>& zones;
  const TrafficRules& rules;
};

/// Adds roads, bridges, roundabouts, rivers and turn restrictions to the map; returns all their segments.
std::vector<Segment> write_roads(const RoadPlan& plan, Names& names, std::uint64_t seed, MapBuilder& map);

}  // namespace navette::territory
