#include "network/labels/place_ends.h"

#include <algorithm>

#include "network/travel_time_oracle.h"

namespace navette {

PlaceEnds ways_out(const RoadGraph& graph, Location from, Heading heading) {
  return ways_out(graph, from, heading == Heading::either ? graph.on_twin(from) : Location{});
}

PlaceEnds ways_in(const RoadGraph& graph, Location to) { return ways_in(graph, to, graph.on_twin(to)); }

PlaceEnds ways_out(const RoadGraph& graph, Location from, Location on_twin) {
  PlaceEnds ways;
  for (const Location place : {from, on_twin}) {
    if (!place.valid()) continue;
    ways.ends[ways.count++] = {place.edge, graph.head(place.edge), graph.duration(place.edge) - place.offset};
  }
  return ways;
}

PlaceEnds ways_in(const RoadGraph& graph, Location to, Location on_twin) {
  PlaceEnds ways;
  for (const Location place : {to, on_twin}) {
    if (place.valid()) ways.ends[ways.count++] = {place.edge, graph.tail(place.edge), place.offset};
  }
  return ways;
}

DriveOnEdge drive_on_edge(const RoadGraph& graph, Location from, Location to, Heading heading) {
  if (from == to) return {Milliseconds{0}, from.edge};
  const EdgeId twin = graph.twin(from.edge);
  if (to.edge != from.edge && (!twin.valid() || to.edge != twin)) return {};
  const Location ahead = to.edge == from.edge ? to : graph.on_twin(to);
  DriveOnEdge best;
  if (ahead.offset >= from.offset) best = {Milliseconds{ahead.offset - from.offset}, from.edge};
  if (!twin.valid()) return best;
  const Location turned = graph.on_twin(from);
  // Offsets are whole milliseconds, so a place named on the other edge may seem to lie a little behind itself.
  if (heading == Heading::ahead) {
    return turned == to && best.time == kNever ? DriveOnEdge{Milliseconds{0}, from.edge} : best;
  }
  if (to.edge == from.edge && ahead.offset > from.offset) return best;
  const Location back = to.edge == from.edge ? graph.on_twin(to) : to;
  if (back.offset >= turned.offset && Milliseconds{back.offset - turned.offset} < best.time) {
    best = {Milliseconds{back.offset - turned.offset}, twin};
  }
  return best;
}

Milliseconds same_edge_time(const RoadGraph& graph, Location from, Location to, Heading heading) {
  return drive_on_edge(graph, from, to, heading).time;
}

}  // namespace navette
