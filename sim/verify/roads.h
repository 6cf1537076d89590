#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "verify/run.h"

namespace navette::verify {

/// The road of a file: places, lengths and plain shortest paths. The network table must be well-formed.
class Roads {
 public:
  explicit Roads(const Run& run);

  [[nodiscard]] std::int64_t tail(std::int64_t edge) const { return run_.edges.tail[at(edge)]; }
  [[nodiscard]] std::int64_t head(std::int64_t edge) const { return run_.edges.head[at(edge)]; }
  [[nodiscard]] std::int64_t twin(std::int64_t edge) const { return run_.edges.twin[at(edge)]; }
  [[nodiscard]] std::int64_t duration(std::int64_t edge) const { return run_.edges.duration[at(edge)]; }
  [[nodiscard]] std::int64_t length(std::int64_t edge) const { return run_.edges.length[at(edge)]; }
  /// An allowed turn at a junction with turn restrictions: no length, no time.
  [[nodiscard]] bool is_turn(std::int64_t edge) const { return length(edge) == 0 && duration(edge) == 0; }
  /// Whether junctions forbid turns.
  [[nodiscard]] bool any_turns() const {
    for (std::size_t edge = 0; edge < run_.edges.length.size(); ++edge) {
      if (is_turn(static_cast<std::int64_t>(edge))) return true;
    }
    return false;
  }
  /// A node that can be left only by the way one came.
  [[nodiscard]] bool is_dead_end(std::int64_t node) const {
    return first_out_[at(node) + 1] - first_out_[at(node)] == 1;
  }

  /// Metres from the edge's tail, by share of time between the shape points around the place.
  [[nodiscard]] double metres_from_tail(Place place) const;
  /// The same place on the twin edge; unknown on a one-way road.
  [[nodiscard]] Place on_twin(Place place) const;
  /// Where the place is, WGS84. [1e-7 degrees]
  [[nodiscard]] std::pair<double, double> lon_lat(Place place) const;
  /// The place named on `edge`, which is its own edge or the twin; unknown if it is neither.
  [[nodiscard]] Place on_edge(Place place, std::int64_t edge) const;
  /// The same place, also if named from the twin; [ms] of rounding are forgiven there.
  [[nodiscard]] bool same(Place a, Place b) const;
  /// The same place, also if named from another edge that ends or begins there.
  [[nodiscard]] bool same_ground(Place a, Place b) const;

  struct Shortest {
    std::int64_t time = -1;      // [ms], -1: no way
    std::int64_t distance = -1;  // [m], the shortest of the fastest ways, each edge's part rounded
  };
  /// Fastest way by plain Dijkstra, gone no farther than `horizon` (a bound on the time [ms]).
  /// `ahead`: the shuttle cannot turn round before the next junction.
  Shortest fastest(Place from, Place to, bool ahead, std::int64_t horizon);

  /// The least time per metre of any road, whose length is rounded, no more than at 150 km/h. [ms]
  [[nodiscard]] double least_per_metre() const { return least_per_metre_; }

  [[nodiscard]] std::size_t node_count() const { return run_.nodes.lon.size(); }

 private:
  struct OnShape {
    std::size_t point;  // row of the shape point at or before the place
    double share;       // of the segment after it
  };
  static std::size_t at(std::int64_t row) { return static_cast<std::size_t>(row); }
  [[nodiscard]] OnShape on_shape(Place place) const;
  [[nodiscard]] std::int64_t node_at(Place place) const;  // -1: between nodes

  const Run& run_;
  double least_per_metre_;
  std::vector<std::size_t> first_out_;  // (nodes + 1)
  struct Arc {
    std::int64_t head;
    std::int64_t cost;
  };
  std::vector<Arc> out_;                                     // by tail
  std::vector<std::int64_t> cost_;                           // per node, of the running search
  std::vector<std::int64_t> touched_;                        // nodes whose cost_ is set
  std::vector<std::pair<std::int64_t, std::int64_t>> heap_;  // cost, node
};

}  // namespace navette::verify
