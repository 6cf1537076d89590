#include "network/labels/witness_search.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace navette {
namespace {

constexpr std::int32_t kUnreached = std::numeric_limits<std::int32_t>::max();

std::uint64_t queued(std::int32_t time, std::int32_t node) {
  return static_cast<std::uint64_t>(time) << 32U | static_cast<std::uint32_t>(node);
}

}  // namespace

WitnessSearch::WitnessSearch(std::int32_t node_count) : reached_(static_cast<std::size_t>(node_count)) {}

WitnessSearch::Reached& WitnessSearch::reached(std::int32_t node) {
  Reached& entry = reached_[node];
  if (entry.search != search_) entry = {search_, kUnreached, 0, -1};
  return entry;
}

void WitnessSearch::shortcuts(const RemainingGraph& graph, std::int32_t node, WitnessLimits limits,
                              std::vector<Shortcut>& shortcuts) {
  shortcuts.clear();
  for (const HalfArc& in : graph.in(node)) {
    search(graph, in, node, limits);
    for (const HalfArc& out : graph.out(node)) {
      if (out.node != in.node && reached(out.node).over_node >= 0) shortcuts.push_back({in, out});
    }
  }
}

// Dijkstra from the tail of one arc, until a witness is known for every target or the limits are reached.
void WitnessSearch::search(const RemainingGraph& graph, const HalfArc& from, std::int32_t avoid, WitnessLimits limits) {
  ++search_;
  std::int32_t without_witness = 0;
  std::int32_t farthest = 0;
  for (const HalfArc& out : graph.out(avoid)) {
    if (out.node == from.node) continue;
    reached(out.node).over_node = from.time + out.time;
    farthest = std::max(farthest, from.time + out.time);
    ++without_witness;
  }
  if (without_witness == 0) return;
  reached(from.node).time = 0;
  queue_.assign(1, queued(0, from.node));
  for (std::int32_t settled = 0; !queue_.empty() && settled < limits.settled; ++settled) {
    std::pop_heap(queue_.begin(), queue_.end(), std::greater<>{});
    const auto time = static_cast<std::int32_t>(queue_.back() >> 32U);
    const auto node = static_cast<std::int32_t>(queue_.back() & 0xffffffffU);
    queue_.pop_back();
    const Reached here = reached_[node];
    if (time > here.time || here.hops >= limits.hops) continue;
    for (const HalfArc& arc : graph.out(node)) {
      const std::int32_t there_at = time + arc.time;
      if (arc.node == avoid || there_at > farthest) continue;
      Reached& there = reached(arc.node);
      if (there_at >= there.time) continue;
      there.time = there_at;
      there.hops = here.hops + 1;
      if (there.over_node >= there_at) {
        there.over_node = -1;
        if (--without_witness == 0) return;
      }
      queue_.push_back(queued(there_at, arc.node));
      std::push_heap(queue_.begin(), queue_.end(), std::greater<>{});
    }
  }
}

}  // namespace navette
