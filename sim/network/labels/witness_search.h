#pragma once

#include <cstdint>
#include <vector>

#include "network/labels/remaining_graph.h"

namespace navette {

/// How far a witness search looks. It may miss a witness, which costs a needless shortcut, never a wrong time.
struct WitnessLimits {
  std::int32_t settled;  // nodes settled per search
  std::int32_t hops;     // arcs of a witness
};

/// An arc that must be added if a node is contracted, since the fastest way leads over the node.
struct Shortcut {
  HalfArc in;   // the node's arc from the shortcut's tail
  HalfArc out;  // the node's arc to the shortcut's head
};

/// Finds the shortcuts a contraction needs: for each pair of neighbours, is there a witness, that is a way round the
/// node that is as fast? Holds the scratch memory, so each thread has its own.
class WitnessSearch {
 public:
  explicit WitnessSearch(std::int32_t node_count);

  /// Writes the shortcuts that the contraction of `node` needs into `shortcuts`, which is used again.
  void shortcuts(const RemainingGraph& graph, std::int32_t node, WitnessLimits limits,
                 std::vector<Shortcut>& shortcuts);

 private:
  struct Reached {
    std::uint32_t search = 0;     // number of the search this entry belongs to
    std::int32_t time = 0;        // [ms] fastest found so far
    std::int32_t hops = 0;        // arcs on that way
    std::int32_t over_node = -1;  // [ms] time over the node to be contracted, while no witness is known
  };
  Reached& reached(std::int32_t node);
  void search(const RemainingGraph& graph, const HalfArc& from, std::int32_t avoid, WitnessLimits limits);

  std::vector<Reached> reached_;
  std::vector<std::uint64_t> queue_;  // (time, node), a heap
  std::uint32_t search_ = 0;
};

}  // namespace navette
