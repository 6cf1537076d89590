#pragma once

#include <cstdint>
#include <vector>

#include "core/column.h"
#include "core/id.h"
#include "network/road_graph.h"

namespace navette {

/// All nodes of a road graph in an order of importance, and arcs that lead from each node to more important ones only.
///
/// Nodes are taken out of the graph one by one, the least important first; where the fastest way between two
/// neighbours led over the node, a shortcut replaces it. Hence between any two nodes some fastest way first only climbs
/// (over upward arcs of the start) and then only descends (over the target's upward arcs, against their direction).
/// Nodes are renumbered: hub 0 is the most important one. Flat columns, n nodes and a arcs, so that it can be stored
/// as it is. Source: Geisberger et al., "Contraction hierarchies", WEA 2008.
template <template <class> class Array>
struct HierarchyArrays {
  Array<std::int32_t> hub_of_node;     // (n) by NodeId
  Array<std::int32_t> node_of_hub;     // (n) the inverse
  Array<std::int32_t> level_begin;     // (levels + 1), first hub of each level; arcs lead to earlier levels only
  Array<std::int32_t> forward_begin;   // (n + 1), first row of the arcs hub -> more important
  Array<std::int32_t> backward_begin;  // (n + 1), first row of the arcs more important -> hub; after all forward
  Array<std::int32_t> arc_hub;         // (a) the more important end; sorted within a hub
  Array<std::int32_t> arc_time;        // (a) [ms]
  Array<std::int32_t> arc_first;       // (a) EdgeId of a road edge, or row of a shortcut's first half
  Array<std::int32_t> arc_second;      // (a) -1 for a road edge, or row of a shortcut's second half

  [[nodiscard]] std::int32_t hub_count() const { return static_cast<std::int32_t>(node_of_hub.size()); }
  /// Appends the road edges an arc stands for, in driving order.
  void unpack(std::int32_t arc, std::vector<EdgeId>& path) const {
    if (arc_second[arc] < 0) {
      path.emplace_back(arc_first[arc]);
    } else {
      unpack(arc_first[arc], path);
      unpack(arc_second[arc], path);
    }
  }
  /// Calls step(column of the first, of the second, ...) for one column after the other.
  template <class Step, class... Alike>
  static void for_each_column(Step&& step, Alike&... alike) {
    step(alike.hub_of_node...);
    step(alike.node_of_hub...);
    step(alike.level_begin...);
    step(alike.forward_begin...);
    step(alike.backward_begin...);
    step(alike.arc_hub...);
    step(alike.arc_time...);
    step(alike.arc_first...);
    step(alike.arc_second...);
  }
};
using ContractionHierarchy = HierarchyArrays<Growing>;
using StoredHierarchy = HierarchyArrays<Column>;

/// Contracts a road graph. The result does not depend on the number of threads.
/// Throws InputError if a drive takes longer than kLongestDrive.
ContractionHierarchy contract(const RoadGraph& graph, int threads = 1);

}  // namespace navette
