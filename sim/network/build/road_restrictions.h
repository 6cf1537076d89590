#pragma once

#include <vector>

#include "network/build/contract_roads.h"
#include "network/build/turn_expansion.h"

namespace navette {

/// A directed road and the ways at its two ends.
struct RoadEnds {
  std::int64_t first_way;  // OpenStreetMap id of the way it begins on
  std::int64_t last_way;   // ... and ends on
};

/// Translates turn restrictions into banned turns between directed roads, and counts what became of each.
///
/// `junction_of` gives the junction of each raw node, or -1. A restriction is left aside, and counted, if one of its
/// roads is not there or meets the node from two sides.
std::vector<BannedTurn> resolve_restrictions(const RawRoads& raw, const std::vector<std::int32_t>& junction_of,
                                             const std::vector<DirectedRoad>& roads, const std::vector<RoadEnds>& ends,
                                             std::array<std::int64_t, kRestrictionFates>& fates);

}  // namespace navette
