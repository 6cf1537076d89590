#pragma once

#include <cstdint>
#include <vector>

#include "network/build/turn_expansion.h"

namespace navette {

/// Finds the junctions at which a fastest path would turn round in order to get past a banned turn.
class UTurnDetours {
 public:
  UTurnDetours(const ExpandedNetwork& network, const std::vector<DirectedRoad>& roads, std::size_t junctions);

  /// Adds to `turning_points` each unexpanded junction where one of the fastest paths around the banned turn turns
  /// round though it could drive on. True if there is any.
  bool find(BannedTurn turn, std::vector<std::uint32_t>& turning_points);

 private:
  struct Arcs {
    struct Arc {
      std::uint32_t to;
      std::int32_t duration;  // [ms]
      std::int32_t road;      // -1: a turn
    };
    std::vector<std::uint32_t> first;
    std::vector<Arc> arcs;
  };
  struct Search {
    std::vector<std::int64_t> time;  // [ms] by node; kFar where not reached
    std::vector<std::uint32_t> reached;
  };

  static Arcs arcs_of(const ExpandedNetwork& network, const std::vector<DirectedRoad>& roads, bool backward);
  /// Dijkstra until `target` is settled or all within `limit` is; the time to the target.
  static std::int64_t run(const Arcs& arcs, std::uint32_t source, std::uint32_t target, std::int64_t limit,
                          Search& search);

  const ExpandedNetwork& network_;
  const std::vector<DirectedRoad>& roads_;
  std::vector<std::uint32_t> ways_out_;  // of each junction
  Arcs forward_;
  Arcs backward_;
  Search from_;
  Search to_;
};

}  // namespace navette
