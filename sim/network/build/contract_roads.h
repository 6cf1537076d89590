#pragma once

#include <cstdint>
#include <vector>

#include "network/build/road_segments.h"

namespace navette {

/// A road between two junctions with nothing but bends in between: a chain of segments.
///
/// Either all its segments are two-way, or all are open in the same direction of the chain only. People may board along
/// all of it or nowhere.
struct Road {
  std::vector<std::uint32_t> nodes;     // rows of SegmentNetwork::places; junction first, junction last
  std::vector<std::uint32_t> segments;  // segments[i] joins nodes[i] and nodes[i + 1]
};

/// Joins segments over all nodes where two of them meet and nothing can be decided. `fixed` nodes stay.
///
/// Parallel roads are kept. No road ends where it began: a loop becomes two roads, cut at the bend nearest its middle.
/// Roads are in order of their first node, then of their first segment.
std::vector<Road> contract_roads(const SegmentNetwork& network, const std::vector<RoadWay>& ways,
                                 const std::vector<bool>& fixed);

}  // namespace navette
