#pragma once

#include <array>
#include <cstdint>

#include "network/location.h"
#include "network/road_graph.h"

namespace navette {

/// A way from a place to the next node, or from the last node to a place.
struct PlaceEnd {
  EdgeId edge;        // the edge of the place, or its twin
  NodeId node;        // its head (leaving) or tail (reaching)
  std::int32_t time;  // [ms] along the edge between the place and the node
};

/// One way, or two on a two-way road; that of the place's own edge first.
struct PlaceEnds {
  std::array<PlaceEnd, 2> ends;
  std::size_t count = 0;

  [[nodiscard]] const PlaceEnd* begin() const { return ends.data(); }
  [[nodiscard]] const PlaceEnd* end() const { return ends.data() + count; }
};

/// The ways to leave a place: ahead, and back along the twin if the shuttle may turn round.
PlaceEnds ways_out(const RoadGraph& graph, Location from, Heading heading);
/// The ways to reach a place: along its edge, and along the twin.
PlaceEnds ways_in(const RoadGraph& graph, Location to);

/// The same with the place as seen on the twin, which takes a while to work out; invalid: not to be used.
PlaceEnds ways_out(const RoadGraph& graph, Location from, Location on_twin);
PlaceEnds ways_in(const RoadGraph& graph, Location to, Location on_twin);

/// A drive along one edge. Time kNever: there is none.
struct DriveOnEdge {
  Milliseconds time = kNever;
  EdgeId edge;
};

/// The fastest drive between two places that never leaves their road, see `same_edge_time`.
DriveOnEdge drive_on_edge(const RoadGraph& graph, Location from, Location to, Heading heading);

}  // namespace navette
