#include "network/labels/contraction_order.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "network/labels/witness_search.h"

namespace navette {
namespace {

// A guess may be rough; a shortcut is there for good and makes labels longer.
constexpr WitnessLimits kToEstimate{60, 8};
constexpr WitnessLimits kToContract{500, 32};

struct Candidate {
  std::int64_t importance;
  std::int32_t node;

  bool operator>(const Candidate& other) const {
    return std::tie(importance, node) > std::tie(other.importance, other.node);
  }
};

std::int64_t importance(const RemainingGraph& graph, std::int32_t node, std::int32_t depth, WitnessSearch& search,
                        std::vector<Shortcut>& shortcuts) {
  search.shortcuts(graph, node, kToEstimate, shortcuts);
  std::int64_t arcs_removed = 1;
  std::int64_t hops_removed = 1;
  for (const auto arcs : {graph.out(node), graph.in(node)}) {
    for (const HalfArc& arc : arcs) {
      ++arcs_removed;
      hops_removed += arc.hops;
    }
  }
  std::int64_t hops_added = 0;
  for (const Shortcut& shortcut : shortcuts) hops_added += shortcut.in.hops + shortcut.out.hops;
  const auto arcs_added = static_cast<std::int64_t>(shortcuts.size());
  return 1000 * static_cast<std::int64_t>(depth) + 1000 * arcs_added / arcs_removed + 1000 * hops_added / hops_removed;
}

std::vector<Candidate> first_candidates(const RemainingGraph& graph, int threads) {
  std::vector<Candidate> candidates(static_cast<std::size_t>(graph.node_count()));
#pragma omp parallel num_threads(threads)
  {
    WitnessSearch search{graph.node_count()};
    std::vector<Shortcut> shortcuts;
#pragma omp for schedule(dynamic, 256)
    for (std::int32_t node = 0; node < graph.node_count(); ++node) {
      candidates[node] = {importance(graph, node, 0, search, shortcuts), node};
    }
  }
  return candidates;
}

}  // namespace

std::vector<std::int32_t> contract_all(RemainingGraph& graph, int threads) {
  const auto n = static_cast<std::size_t>(graph.node_count());
  std::vector<Candidate> queue = first_candidates(graph, threads);
  std::make_heap(queue.begin(), queue.end(), std::greater<>{});
  std::vector<std::int32_t> depth(n, 0);
  std::vector<char> outdated(n, 0);  // a neighbour was contracted since the importance was worked out
  std::vector<std::int32_t> order;
  order.reserve(n);
  WitnessSearch search{graph.node_count()};
  std::vector<Shortcut> shortcuts;
  while (!queue.empty()) {
    std::pop_heap(queue.begin(), queue.end(), std::greater<>{});
    Candidate least = queue.back();
    queue.pop_back();
    if (outdated[least.node] != 0) {
      outdated[least.node] = 0;
      least.importance = importance(graph, least.node, depth[least.node], search, shortcuts);
      if (!queue.empty() && least > queue.front()) {
        queue.push_back(least);
        std::push_heap(queue.begin(), queue.end(), std::greater<>{});
        continue;
      }
    }
    search.shortcuts(graph, least.node, kToContract, shortcuts);
    graph.detach(least.node);
    for (const Shortcut& s : shortcuts) {
      graph.connect(s.in.node, s.out.node, s.in.time + s.out.time, s.in.hops + s.out.hops, {s.in.record, s.out.record});
    }
    for (const auto arcs : {graph.out(least.node), graph.in(least.node)}) {
      for (const HalfArc& arc : arcs) {
        depth[arc.node] = std::max(depth[arc.node], depth[least.node] + 1);
        outdated[arc.node] = 1;
      }
    }
    order.push_back(least.node);
  }
  return order;
}

}  // namespace navette
