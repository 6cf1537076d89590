#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/column.h"
#include "core/coordinate.h"
#include "core/id.h"
#include "core/units.h"
#include "network/boarding.h"
#include "network/location.h"

namespace navette {

/// The columns a RoadGraph is made of, and stored as. n nodes, m edges, p shape points.
///
/// Edges are directed and sorted by tail. A two-way road is two edges that name each other as twin. Every edge has at
/// least two shape points, tail first, head last. A turn edge (an allowed turn at a junction with turn restrictions)
/// has no length, no duration and no twin; nothing lies on it.
template <template <class> class Array>
struct RoadGraphArrays {
  Array<Coordinate> node_place;        // (n)
  Array<NodeId> edge_tail;             // (m)
  Array<NodeId> edge_head;             // (m)
  Array<EdgeId> edge_twin;             // (m), invalid: one-way
  Array<std::int32_t> edge_duration;   // (m) [ms]
  Array<std::int32_t> edge_length;     // (m) [m]
  Array<Boarding> edge_boarding;       // (m), alike on both edges of a road; empty: allowed everywhere
  Array<std::uint32_t> shape_begin;    // (m + 1), first shape point of each edge
  Array<Coordinate> shape_place;       // (p)
  Array<std::int32_t> shape_time;      // (p) [ms] from the tail; 0 at the first point, the duration at the last
  Array<std::int32_t> shape_distance;  // (p) [m] from the tail

  /// Calls step(column of the first, of the second, ...) for one column after the other.
  template <class Step, class... Alike>
  static void for_each_column(Step&& step, Alike&... alike) {
    step(alike.node_place...);
    step(alike.edge_tail...);
    step(alike.edge_head...);
    step(alike.edge_twin...);
    step(alike.edge_duration...);
    step(alike.edge_length...);
    step(alike.edge_boarding...);
    step(alike.shape_begin...);
    step(alike.shape_place...);
    step(alike.shape_time...);
    step(alike.shape_distance...);
  }
};
using RoadGraphColumns = RoadGraphArrays<Growing>;
using StoredRoadColumns = RoadGraphArrays<Column>;

/// Checks columns against the description above. Throws InputError if they contradict it.
void check_road_columns(const StoredRoadColumns& columns);

/// The drivable roads of a territory: junctions and directed edges between them, in compressed sparse rows. Immutable.
class RoadGraph {
 public:
  /// Checks the columns against the description above.
  /// Throws InputError if they contradict it.
  explicit RoadGraph(RoadGraphColumns columns);
  explicit RoadGraph(StoredRoadColumns columns);

  [[nodiscard]] std::size_t node_count() const { return columns_.node_place.size(); }
  [[nodiscard]] std::size_t edge_count() const { return columns_.edge_tail.size(); }
  [[nodiscard]] const StoredRoadColumns& columns() const { return columns_; }

  [[nodiscard]] Coordinate place(NodeId node) const { return columns_.node_place[node.index()]; }
  [[nodiscard]] NodeId tail(EdgeId edge) const { return columns_.edge_tail[edge.index()]; }
  [[nodiscard]] NodeId head(EdgeId edge) const { return columns_.edge_head[edge.index()]; }
  [[nodiscard]] EdgeId twin(EdgeId edge) const { return columns_.edge_twin[edge.index()]; }
  /// [ms]
  [[nodiscard]] std::int32_t duration(EdgeId edge) const { return columns_.edge_duration[edge.index()]; }
  /// [m]
  [[nodiscard]] std::int32_t length(EdgeId edge) const { return columns_.edge_length[edge.index()]; }
  [[nodiscard]] bool is_turn(EdgeId edge) const;
  /// Whether people may get in and out along it.
  [[nodiscard]] Boarding boarding(EdgeId edge) const {
    return columns_.edge_boarding.empty() ? Boarding::allowed : columns_.edge_boarding[edge.index()];
  }

  /// Ids of the edges that leave a node: [first, last).
  struct EdgeRange {
    std::int32_t first;
    std::int32_t last;
  };
  [[nodiscard]] EdgeRange edges_from(NodeId node) const;
  [[nodiscard]] std::span<const EdgeId> edges_to(NodeId node) const;

  [[nodiscard]] std::span<const Coordinate> shape(EdgeId edge) const;

  /// Has the shapes of an edge and its twin on their way from memory.
  void fetch_shape(EdgeId edge) const {
    for (const EdgeId one : {edge, twin(edge)}) {
      if (one.valid()) __builtin_prefetch(columns_.shape_time.data() + columns_.shape_begin[one.index()]);
    }
  }
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

  StoredRoadColumns columns_;
  std::vector<std::int32_t> first_edge_;  // (n + 1)
  std::vector<std::int32_t> first_in_;    // (n + 1)
  std::vector<EdgeId> in_edges_;          // (m) by head
};

}  // namespace navette
