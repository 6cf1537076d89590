#include "fleet/drive.h"

#include <algorithm>

namespace navette {

Location on_edge(const RoadGraph& graph, Location place, EdgeId edge) {
  return place.edge == edge ? place : graph.on_twin(place);
}

Location position(const RoadGraph& graph, const Drive& drive, Milliseconds now, Progress& so_far) {
  const Progress first = so_far;
  const auto entered = [&](std::size_t rank, Milliseconds /*entry*/, Milliseconds planned) {
    so_far = {rank, planned};
  };
  for_each_edge(graph, drive, now, entered, first);
  const auto [last, before] = so_far;
  const EdgeId edge = drive.path[last];
  const std::int32_t start = last == 0 ? on_edge(graph, drive.from, edge).offset : 0;
  std::int64_t held = 0;  // before that edge [thousandths of ms]
  for (const Hold& hold : drive.holds) held += hold.rank <= last ? hold.length : 0;
  const Milliseconds progress{((now - drive.departure).count * 1'000 - held) / drive.pace};  // as the roads take
  // Entry times are rounded down, so that a slow shuttle may be on an edge before its progress says so.
  const auto on_it = std::clamp<std::int64_t>((progress - before).count, 0, graph.duration(edge) - start);
  return {edge, static_cast<std::int32_t>(start + on_it)};
}

Metres driven(const RoadGraph& graph, const Drive& drive, std::size_t edge_rank, Location place) {
  Metres total = graph.distance_from_tail(place) - graph.distance_from_tail(on_edge(graph, drive.from, drive.path[0]));
  for (std::size_t rank = 0; rank < edge_rank; ++rank) total += Metres{graph.length(drive.path[rank])};
  return total;
}

}  // namespace navette
