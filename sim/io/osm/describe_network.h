#pragma once

#include <string>

#include "network/build/build_road_graph.h"

namespace navette {

/// What a planner wants to know of an imported road network.
struct NetworkDescription {
  RoadReport roads;
  std::size_t graph_nodes = 0;  // with junctions expanded for turns
  std::size_t road_edges = 0;   // directed
  std::size_t turn_edges = 0;
  double mean_road = 0;        // [m]
  double dead_end_share = 0;   // of the junctions
  double connected_share = 0;  // of the km of drivable road
  double mean_speed = 0;       // [km/h] over the length of all directed edges
  Coordinate south_west;
  Coordinate north_east;
};

NetworkDescription describe_network(const BuiltRoads& built);

/// The description as a table to read, one line per figure.
std::string network_report(const NetworkDescription& network);
std::string network_report(const BuiltRoads& built);

}  // namespace navette
