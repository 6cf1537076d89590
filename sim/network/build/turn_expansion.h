#pragma once

#include <cstdint>
#include <vector>

#include "network/build/strong_components.h"

namespace navette {

/// One direction of a road between two junctions.
struct DirectedRoad {
  std::uint32_t tail;  // junctions
  std::uint32_t head;
  std::int32_t duration;  // [ms] at least 1
  std::int32_t twin;      // row of the other direction; -1: one-way
};

/// A turn that is not allowed: from the end of one directed road into the beginning of another.
struct BannedTurn {
  std::uint32_t from;  // rows of directed roads
  std::uint32_t onto;
  auto operator<=>(const BannedTurn&) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
};

/// A node of the network once junctions with banned turns are expanded.
struct ExpandedNode {
  std::uint32_t junction;
  std::int32_t road;  // at an expanded junction the directed road that ends or starts here; -1: the whole junction
};

/// Roads between junctions, where some junctions are pulled apart: each road that arrives there has a node of its own,
/// each road that leaves too, and every allowed turn is an arc between them that costs nothing.
///
/// Nodes are in order of their junction, arriving roads before leaving ones.
struct ExpandedNetwork {
  std::vector<ExpandedNode> nodes;
  std::vector<Arc> roads;                      // (directed roads) node to node
  std::vector<Arc> turns;                      // sorted
  std::vector<bool> junction_is_expanded;      // (junctions)
  std::int64_t expanded_for_restrictions = 0;  // junctions
  std::int64_t expanded_against_u_turns = 0;   // junctions next to them, where one would turn round instead
};

/// Expands the junctions of all banned turns, and as many around them as it takes so that no fastest path turns round
/// at a junction to get past a banned turn. Turning round is allowed where there is no other way out.
///
/// Why that suffices: on a plain junction, a fastest path turns round only if both directions of that road are worth
/// driving, so the road's other end is expanded and some turn there is banned. Every such detour sits inside a fastest
/// path around one of `banned`, and those are searched one by one until none turns round.
ExpandedNetwork expand_turns(std::size_t junctions, const std::vector<DirectedRoad>& roads,
                             std::vector<BannedTurn> banned);

}  // namespace navette
