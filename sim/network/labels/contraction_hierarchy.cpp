#include "network/labels/contraction_hierarchy.h"

#include <algorithm>
#include <numeric>

#include "network/labels/contraction_order.h"
#include "network/labels/remaining_graph.h"

namespace navette {
namespace {

// Numbers the hubs level by level: level 0 has no arc upward, each other level only arcs to earlier ones. Any such
// numbering gives the same labels as the order of contraction, and labels can be built and stored in it.
void number_hubs(const RemainingGraph& graph, const std::vector<std::int32_t>& by_importance,
                 ContractionHierarchy& result) {
  const std::size_t n = by_importance.size();
  std::vector<std::int32_t> level(n, 0);
  std::int32_t levels = 0;
  for (const std::int32_t node : by_importance) {
    for (const auto arcs : {graph.out(node), graph.in(node)}) {
      for (const HalfArc& arc : arcs) level[node] = std::max(level[node], level[arc.node] + 1);
    }
    levels = std::max(levels, level[node] + 1);
  }
  result.level_begin.assign(static_cast<std::size_t>(levels) + 1, 0);
  for (const std::int32_t of_node : level) ++result.level_begin[of_node + 1];
  std::partial_sum(result.level_begin.begin(), result.level_begin.end(), result.level_begin.begin());
  auto next = result.level_begin;
  result.hub_of_node.resize(n);
  result.node_of_hub.resize(n);
  for (const std::int32_t node : by_importance) {
    const std::int32_t hub = next[level[node]]++;
    result.hub_of_node[node] = hub;
    result.node_of_hub[hub] = node;
  }
}

// Writes the upward arcs of all hubs in one direction; returns the records they came from.
template <class ArcsOf>
void write_arcs(ArcsOf arcs_of, ContractionHierarchy& result, std::vector<std::int32_t>& begin,
                std::vector<std::int32_t>& record_of_arc) {
  std::vector<HalfArc> arcs;
  begin.reserve(result.node_of_hub.size() + 1);
  for (const std::int32_t node : result.node_of_hub) {
    begin.push_back(static_cast<std::int32_t>(result.arc_hub.size()));
    const auto of_node = arcs_of(node);
    arcs.assign(of_node.begin(), of_node.end());
    for (HalfArc& arc : arcs) arc.node = result.hub_of_node[arc.node];
    std::sort(arcs.begin(), arcs.end(), [](const HalfArc& a, const HalfArc& b) { return a.node < b.node; });
    for (const HalfArc& arc : arcs) {
      result.arc_hub.push_back(arc.node);
      result.arc_time.push_back(arc.time);
      record_of_arc.push_back(arc.record);
    }
  }
  begin.push_back(static_cast<std::int32_t>(result.arc_hub.size()));
}

}  // namespace

ContractionHierarchy contract(const RoadGraph& graph, int threads) {
  RemainingGraph remaining{graph};
  std::vector<std::int32_t> by_importance = contract_all(remaining, threads);
  std::reverse(by_importance.begin(), by_importance.end());
  ContractionHierarchy result;
  number_hubs(remaining, by_importance, result);
  std::vector<std::int32_t> record_of_arc;
  write_arcs([&](std::int32_t node) { return remaining.out(node); }, result, result.forward_begin, record_of_arc);
  write_arcs([&](std::int32_t node) { return remaining.in(node); }, result, result.backward_begin, record_of_arc);
  // Both halves of a shortcut are arcs of the node it leads over, so each has a row.
  const std::vector<ArcRecord>& records = remaining.records();
  std::vector<std::int32_t> arc_of_record(records.size(), -1);
  for (std::size_t arc = 0; arc < record_of_arc.size(); ++arc) {
    arc_of_record[record_of_arc[arc]] = static_cast<std::int32_t>(arc);
  }
  result.arc_first.reserve(record_of_arc.size());
  result.arc_second.reserve(record_of_arc.size());
  for (const std::int32_t record : record_of_arc) {
    const auto [first, second] = records[record];
    result.arc_first.push_back(second < 0 ? first : arc_of_record[first]);
    result.arc_second.push_back(second < 0 ? -1 : arc_of_record[second]);
  }
  return result;
}

}  // namespace navette
