#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "io/territory/path_search.h"
#include "io/territory/road_network.h"
#include "io/territory/settlements.h"

namespace navette::territory {

/// A turn that is forbidden at a junction, or the only one allowed there. Mesh vertices.
struct TurnRule {
  int from = -1;  // the vertex before the junction
  int via = -1;
  int to = -1;  // the vertex after it
  bool only = false;
};

/// What keeps traffic in towns and villages in order; every place stays within reach of every other.
struct TrafficRules {
  std::set<std::pair<int, int>> against;  // steps (from, to) that run against a one-way street
  std::set<int> roundabouts;              // junctions
  std::vector<TurnRule> turns;
};

TrafficRules make_traffic_rules(const RoadNetwork& network, const std::vector<Point>& places,
                                const Settlements& settlements, const std::vector<int>& zones, PathSearch& search,
                                std::uint64_t seed);

}  // namespace navette::territory
