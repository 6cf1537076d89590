#pragma once

#include <cstdint>
#include <vector>

#include "network/build/road_ways.h"

namespace navette {

/// The straight piece of a way between two of its nodes. Its way's `forward` is from a to b.
struct RoadSegment {
  std::uint32_t a;  // rows of SegmentNetwork::places
  std::uint32_t b;
  std::uint32_t way;       // row of RawRoads::ways
  std::int32_t time = -1;  // [ms] in both directions, of a ferry of known duration; negative: by the way's speeds
  double metres;
};

/// All roads of a map as segments, before contraction.
struct SegmentNetwork {
  std::vector<Coordinate> places;     // the raw nodes, then one copy of a barrier node per road end that meets it
  std::vector<RoadSegment> segments;  // in the order of ways
};

/// Which segments meet at each node, in compressed rows.
class SegmentsAtNode {
 public:
  explicit SegmentsAtNode(const SegmentNetwork& network);

  [[nodiscard]] std::uint32_t count(std::uint32_t node) const { return first_[node + 1] - first_[node]; }
  [[nodiscard]] std::uint32_t segment(std::uint32_t node, std::uint32_t rank) const {
    return segments_[first_[node] + rank];
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> segments_;
};

/// Cuts the ways at every node. A barrier node is a dead end for each road that meets it.
SegmentNetwork split_into_segments(const RawRoads& roads);

/// Drops every segment that is not in the largest strongly connected part, and tells what was dropped.
/// Returns the number of raw nodes that roads still run through.
std::size_t keep_largest_component(SegmentNetwork& network, const RawRoads& roads, Dropped& dropped);

}  // namespace navette
