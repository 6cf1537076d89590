#include "network/labels/remaining_graph.h"

#include <algorithm>

#include "network/labels/drive_limits.h"

namespace navette {
namespace {

HalfArc* find(std::vector<HalfArc>& arcs, std::int32_t node) {
  const auto found = std::find_if(arcs.begin(), arcs.end(), [&](const HalfArc& arc) { return arc.node == node; });
  return found == arcs.end() ? nullptr : &*found;
}

void erase(std::vector<HalfArc>& arcs, std::int32_t node) {
  HalfArc* arc = find(arcs, node);
  *arc = arcs.back();
  arcs.pop_back();
}

}  // namespace

RemainingGraph::RemainingGraph(const RoadGraph& graph) : out_(graph.node_count()), in_(graph.node_count()) {
  records_.reserve(2 * graph.edge_count());
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    check_drive(graph.duration(edge));
    if (graph.tail(edge) == graph.head(edge)) continue;
    connect(graph.tail(edge).value, graph.head(edge).value, graph.duration(edge), 1, {edge.value, -1});
  }
}

void RemainingGraph::connect(std::int32_t tail, std::int32_t head, std::int32_t time, std::int32_t hops,
                             ArcRecord stands_for) {
  check_drive(time);
  const auto record = static_cast<std::int32_t>(records_.size());
  HalfArc* forward = find(out_[tail], head);
  if (forward == nullptr) {
    out_[tail].push_back({head, time, hops, record});
    in_[head].push_back({tail, time, hops, record});
  } else if (time < forward->time) {
    *forward = {head, time, hops, record};
    *find(in_[head], tail) = {tail, time, hops, record};
  } else {
    return;
  }
  records_.push_back(stands_for);
}

void RemainingGraph::detach(std::int32_t node) {
  for (const HalfArc& arc : out_[node]) erase(in_[arc.node], node);
  for (const HalfArc& arc : in_[node]) erase(out_[arc.node], node);
}

}  // namespace navette
