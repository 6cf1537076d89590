#pragma once

#include <vector>

#include "network/build/contract_roads.h"
#include "network/road_graph.h"

namespace navette {

/// The geometry of a road in both directions, as an edge of a RoadGraph stores it.
struct RoadShape {
  std::vector<Coordinate> places;          // in the road's own order
  std::vector<std::int32_t> distance;      // [m] from the first place
  std::vector<std::int32_t> time;          // [ms] from the first place, driving along
  std::vector<std::int32_t> time_against;  // [ms] from the last place, driving against; in driving order
  Boarding boarding = Boarding::allowed;
};

/// Sums lengths and times along a road in double and rounds each offset once. Times of a closed direction are void.
/// Throws InputError for a road that takes longer than 24 days.
RoadShape shape_of(const Road& road, const SegmentNetwork& network, const std::vector<RoadWay>& ways);

/// Writes the columns of a road graph edge by edge, in order of tails.
class RoadColumnsWriter {
 public:
  explicit RoadColumnsWriter(std::vector<Coordinate> node_places);

  void add_road(NodeId tail, NodeId head, EdgeId twin, const RoadShape& shape, bool against);
  void add_turn(NodeId tail, NodeId head);
  RoadGraphColumns take() { return std::move(columns_); }

 private:
  void add_edge(NodeId tail, NodeId head, EdgeId twin, Boarding boarding);

  RoadGraphColumns columns_;
};

}  // namespace navette
