#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/road_graph.h"

namespace navette {

/// One arc as seen from one of its ends.
struct HalfArc {
  std::int32_t node;    // the other end
  std::int32_t time;    // [ms]
  std::int32_t hops;    // road edges it stands for
  std::int32_t record;  // row of RemainingGraph::records()
};

/// What an arc stands for: an edge of the road graph (second is -1), or two arcs, one after the other.
struct ArcRecord {
  std::int32_t first;   // EdgeId, or record
  std::int32_t second;  // record
};

/// The graph that is left while nodes are contracted one after the other.
///
/// Between two nodes there is at most one arc in each direction, the fastest. A contracted node keeps its two lists as
/// they were: its arcs to the nodes that were left, which are all more important.
class RemainingGraph {
 public:
  /// Loops are dropped; of parallel edges the fastest is kept, of equally fast ones that with the smallest id.
  /// Throws InputError if an edge takes longer than kLongestDrive.
  explicit RemainingGraph(const RoadGraph& graph);

  [[nodiscard]] std::int32_t node_count() const { return static_cast<std::int32_t>(out_.size()); }
  [[nodiscard]] std::span<const HalfArc> out(std::int32_t node) const { return out_[node]; }
  [[nodiscard]] std::span<const HalfArc> in(std::int32_t node) const { return in_[node]; }
  [[nodiscard]] const std::vector<ArcRecord>& records() const { return records_; }

  /// Adds an arc, or makes the one that is there faster; nothing if that is as fast already.
  /// Throws InputError if it takes longer than kLongestDrive.
  void connect(std::int32_t tail, std::int32_t head, std::int32_t time, std::int32_t hops, ArcRecord stands_for);
  /// Takes a node out of the lists of its neighbours.
  void detach(std::int32_t node);

 private:
  std::vector<std::vector<HalfArc>> out_;
  std::vector<std::vector<HalfArc>> in_;
  std::vector<ArcRecord> records_;
};

}  // namespace navette
