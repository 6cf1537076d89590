#include "network/build/u_turn_detours.h"

#include <limits>
#include <queue>

namespace navette {
namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;

}  // namespace

UTurnDetours::UTurnDetours(const ExpandedNetwork& network, const std::vector<DirectedRoad>& roads,
                           std::size_t junctions)
    : network_{network},
      roads_{roads},
      ways_out_(junctions),
      forward_{arcs_of(network, roads, false)},
      backward_{arcs_of(network, roads, true)} {
  for (const DirectedRoad& road : roads) ++ways_out_[road.tail];
  from_.time.assign(network.nodes.size(), kFar);
  to_.time.assign(network.nodes.size(), kFar);
}

UTurnDetours::Arcs UTurnDetours::arcs_of(const ExpandedNetwork& network, const std::vector<DirectedRoad>& roads,
                                         bool backward) {
  Arcs result;
  result.first.resize(network.nodes.size() + 1);
  result.arcs.resize(network.roads.size() + network.turns.size());
  const auto for_each = [&](auto&& visit) {
    for (std::size_t r = 0; r < network.roads.size(); ++r) {
      visit(network.roads[r], roads[r].duration, static_cast<std::int32_t>(r));
    }
    for (const auto& turn : network.turns) visit(turn, 0, -1);
  };
  for_each(
      [&](const auto& arc, std::int32_t, std::int32_t) { ++result.first[(backward ? arc.second : arc.first) + 1]; });
  for (std::size_t v = 1; v < result.first.size(); ++v) result.first[v] += result.first[v - 1];
  auto next = result.first;
  for_each([&](const auto& arc, std::int32_t duration, std::int32_t road) {
    const auto [at, to] = backward ? std::pair{arc.second, arc.first} : arc;
    result.arcs[next[at]++] = {to, duration, road};
  });
  return result;
}

std::int64_t UTurnDetours::run(const Arcs& arcs, std::uint32_t source, std::uint32_t target, std::int64_t limit,
                               Search& search) {
  for (const std::uint32_t v : search.reached) search.time[v] = kFar;
  search.reached.assign(1, source);
  search.time[source] = 0;
  using Entry = std::pair<std::int64_t, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  queue.emplace(0, source);
  while (!queue.empty()) {
    const auto [time, v] = queue.top();
    queue.pop();
    if (time > search.time[v]) continue;
    if (v == target) limit = time;  // all others as near must be settled too, for ties
    if (time > limit) break;
    for (std::uint32_t i = arcs.first[v]; i < arcs.first[v + 1]; ++i) {
      const auto& arc = arcs.arcs[i];
      const std::int64_t through = time + arc.duration;
      if (through >= search.time[arc.to]) continue;
      if (search.time[arc.to] == kFar) search.reached.push_back(arc.to);
      search.time[arc.to] = through;
      queue.emplace(through, arc.to);
    }
  }
  return search.time[target];
}

bool UTurnDetours::find(BannedTurn turn, std::vector<std::uint32_t>& turning_points) {
  const std::uint32_t source = network_.roads[turn.from].second;
  const std::uint32_t target = network_.roads[turn.onto].first;
  const std::int64_t fastest = run(forward_, source, target, kFar, from_);
  if (fastest == kFar) return false;
  run(backward_, target, source, fastest, to_);  // NOLINT(readability-suspicious-call-argument): it runs backward
  bool found = false;
  for (const std::uint32_t v : from_.reached) {
    for (std::uint32_t i = forward_.first[v]; i < forward_.first[v + 1]; ++i) {
      const std::int32_t road = forward_.arcs[i].road;
      if (road < 0) continue;
      const DirectedRoad& there = roads_[static_cast<std::size_t>(road)];
      if (there.twin < 0 || network_.junction_is_expanded[there.head] || ways_out_[there.head] < 2) continue;
      const auto back = static_cast<std::size_t>(there.twin);
      const std::int64_t time =
          from_.time[v] + there.duration + roads_[back].duration + to_.time[network_.roads[back].second];
      if (time != fastest) continue;
      turning_points.push_back(there.head);
      found = true;
    }
  }
  return found;
}

}  // namespace navette
