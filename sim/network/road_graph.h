#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/coordinate.h"
#include "core/id.h"
#include "core/units.h"
#include "network/location.h"

namespace navette {

/// The columns a RoadGraph is made of, and stored as. n nodes, m edges, p shape points.
///
/// Edges are directed and sorted by tail. A two-way road is two edges that name each other as twin. Every edge has at
/// least two shape points, tail first, head last. A turn edge (an allowed turn at a junction with turn restrictions)
/// has no length, no duration and no twin; nothing lies on it.
struct RoadGraphColumns {
  std::vector<Coordinate> node_place;        // (n)
  std::vector<NodeId> edge_tail;             // (m)
  std::vector<NodeId> edge_head;             // (m)
  std::vector<EdgeId> edge_twin;             // (m), invalid: one-way
  std::vector<std::int32_t> edge_duration;   // (m) [ms]
  std::vector<std::int32_t> edge_length;     // (m) [m]
  std::vector<std::uint32_t> shape_begin;    // (m + 1), first shape point of each edge
  std::vector<Coordinate> shape_place;       // (p)
  std::vector<std::int32_t> shape_time;      // (p) [ms] from the tail; 0 at the first point, the duration at the last
  std::vector<std::int32_t> shape_distance;  // (p) [m] from the tail
};

/// The drivable roads of a territory: junctions and directed edges between them, in compressed sparse rows. Immutable.
class RoadGraph {
 public:
  /// Checks the columns against the description above.
  /// Throws InputError if they contradict it.
  explicit RoadGraph(RoadGraphColumns columns);

  [[nodiscard]] std::size_t node_count() const { return columns_.node_place.size(); }
  [[nodiscard]] std::size_t edge_count() const { return columns_.edge_tail.size(); }
  [[nodiscard]] const RoadGraphColumns& columns() const { return columns_; }

  [[nodiscard]] Coordinate place(NodeId node) const { return columns_.node_place[node.index()]; }
  [[nodiscard]] NodeId tail(EdgeId edge) const { return columns_.edge_tail[edge.index()]; }
  [[nodiscard]] NodeId head(EdgeId edge) const { return columns_.edge_head[edge.index()]; }
  [[nodiscard]] EdgeId twin(EdgeId edge) const { return columns_.edge_twin[edge.index()]; }
  /// [ms]
  [[nodiscard]] std::int32_t duration(EdgeId edge) const { return columns_.edge_duration[edge.index()]; }
  /// [m]
  [[nodiscard]] std::int32_t length(EdgeId edge) const { return columns_.edge_length[edge.index()]; }
  [[nodiscard]] bool is_turn(EdgeId edge) const;

  /// Ids of the edges that leave a node: [first, last).
  struct EdgeRange {
    std::int32_t first;
    std::int32_t last;
  };
  [[nodiscard]] EdgeRange edges_from(NodeId node) const;
  [[nodiscard]] std::span<const EdgeId> edges_to(NodeId node) const;

  [[nodiscard]] std::span<const Coordinate> shape(EdgeId edge) const;

  /// The same place seen from the opposite direction; invalid on a one-way road.
  [[nodiscard]] Location on_twin(Location location) const;
  /// The same place named in one way only: on the edge of a twin pair with the smaller id.
  [[nodiscard]] Location canonical(Location location) const;
  /// Length of road from the edge's tail to the location. [m]
  [[nodiscard]] Metres distance_from_tail(Location location) const;
  [[nodiscard]] Coordinate place(Location location) const;
  /// The location a share of the way (0..1) along one segment of an edge's shape.
  [[nodiscard]] Location at(EdgeId edge, std::size_t segment, double share) const;

 private:
  struct OnShape {
    std::size_t point;  // the shape point at or before the location
    double share;       // of the segment that starts there
  };
  [[nodiscard]] OnShape on_shape(Location location) const;

  RoadGraphColumns columns_;
  std::vector<std::int32_t> first_edge_;  // (n + 1)
  std::vector<std::int32_t> first_in_;    // (n + 1)
  std::vector<EdgeId> in_edges_;          // (m) by head
};

}  // namespace navette
