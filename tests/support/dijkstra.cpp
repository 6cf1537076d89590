#include "support/dijkstra.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <stdexcept>
#include <utility>

namespace navette::test {
namespace {

using Event = std::pair<Milliseconds, NodeId>;
using EventQueue = std::priority_queue<Event, std::vector<Event>, std::greater<>>;

std::vector<Milliseconds> settle_all(const RoadGraph& graph, EventQueue queue) {
  std::vector<Milliseconds> time(graph.node_count(), kNever);
  while (!queue.empty()) {
    const auto [now, node] = queue.top();
    queue.pop();
    if (time[node.index()] <= now) continue;
    time[node.index()] = now;
    const auto edges = graph.edges_from(node);
    for (auto e = edges.first; e < edges.last; ++e) {
      queue.emplace(now + Milliseconds{graph.duration(EdgeId{e})}, graph.head(EdgeId{e}));
    }
  }
  return time;
}

// A place as it appears on an edge; invalid if the edge does not hold it.
Location seen_from(const RoadGraph& graph, Location place, EdgeId edge) {
  if (place.edge == edge) return place;
  const Location other = graph.on_twin(place);
  return other.valid() && other.edge == edge ? other : Location{};
}

}  // namespace

std::vector<Milliseconds> dijkstra(const RoadGraph& graph, NodeId from) {
  EventQueue queue;
  queue.emplace(Milliseconds{0}, from);
  return settle_all(graph, std::move(queue));
}

Milliseconds dijkstra(const RoadGraph& graph, Location from, Location to, Heading heading) {
  if (from == to) return Milliseconds{0};
  std::vector<Location> starts{from};
  if (heading == Heading::either && graph.twin(from.edge).valid()) starts.push_back(graph.on_twin(from));
  EventQueue queue;
  Milliseconds best = kNever;
  for (const Location start : starts) {
    queue.emplace(Milliseconds{graph.duration(start.edge) - start.offset}, graph.head(start.edge));
    const Location target = seen_from(graph, to, start.edge);
    // One place named on both edges may seem, for rounding, to lie a little behind itself.
    const bool ahead = target.valid() && (target.offset >= start.offset || graph.on_twin(start) == to);
    // Both places named on one edge and `to` further on: the way back is not shorter for being rounded to nothing.
    const bool behind = start.edge != from.edge && to.edge == from.edge && to.offset > from.offset;
    if (ahead && !behind) best = std::min(best, Milliseconds{std::max(0, target.offset - start.offset)});
  }
  const auto time = settle_all(graph, std::move(queue));
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const Location target = seen_from(graph, to, EdgeId{e});
    if (!target.valid()) continue;
    best = std::min(best, time[graph.tail(EdgeId{e}).index()] + Milliseconds{target.offset});
  }
  return best;
}

Milliseconds drive_time(const RoadGraph& graph, Location from, Location to, const std::vector<EdgeId>& path) {
  if (path.empty()) throw std::invalid_argument{"a path without edges"};
  const Location start = seen_from(graph, from, path.front());
  const Location end = seen_from(graph, to, path.back());
  if (!start.valid() || !end.valid()) throw std::invalid_argument{"the path's ends do not hold the places"};
  if (path.size() == 1) return Milliseconds{std::max(0, end.offset - start.offset)};
  Milliseconds time{-start.offset};
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    if (graph.head(path[i]) != graph.tail(path[i + 1])) throw std::invalid_argument{"the path's edges do not join"};
    time += Milliseconds{graph.duration(path[i])};
  }
  return time + Milliseconds{end.offset};
}

}  // namespace navette::test
