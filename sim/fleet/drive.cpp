#include "fleet/drive.h"

#include <algorithm>

namespace navette {

Location on_edge(const RoadGraph& graph, Location place, EdgeId edge) {
  return place.edge == edge ? place : graph.on_twin(place);
}

Location position(const RoadGraph& graph, const Drive& drive, Milliseconds now) {
  Location here{};
  std::int64_t held = 0;    // before the edge [thousandths of ms]
  std::int64_t before = 0;  // the edge [ms]
  auto hold = drive.holds.begin();
  for_each_edge(graph, drive, now, [&](std::size_t rank, EdgeId edge, Milliseconds /*entry*/) {
    for (; hold != drive.holds.end() && hold->rank == rank; ++hold) held += hold->length;
    const std::int64_t progress = ((now - drive.departure).count * 1'000 - held) / drive.pace;  // as the roads take
    const std::int32_t start = rank == 0 ? on_edge(graph, drive.from, edge).offset : 0;
    // Entry times are rounded down, so that a slow shuttle may be on an edge before its progress says so.
    const auto on_it = std::clamp<std::int64_t>(progress - before, 0, graph.duration(edge) - start);
    here = {edge, static_cast<std::int32_t>(start + on_it)};
    before += graph.duration(edge) - start;
  });
  return here;
}

Metres driven(const RoadGraph& graph, const Drive& drive, std::size_t edge_rank, Location place) {
  Metres total = graph.distance_from_tail(place) - graph.distance_from_tail(on_edge(graph, drive.from, drive.path[0]));
  for (std::size_t rank = 0; rank < edge_rank; ++rank) total += Metres{graph.length(drive.path[rank])};
  return total;
}

}  // namespace navette
