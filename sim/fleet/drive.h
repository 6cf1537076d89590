#pragma once

#include <cstdint>
#include <vector>

#include "core/id.h"
#include "core/units.h"
#include "network/closed_roads.h"
#include "network/location.h"
#include "network/road_graph.h"

namespace navette {

/// A movement under way: along `path` from one place to another.
struct Drive {
  Location from;
  Location to;
  Milliseconds departure;
  Milliseconds arrival;
  std::vector<EdgeId> path;   // first edge holds `from`, last holds `to`
  std::int64_t pace = 1'000;  // [thousandths] of the time that the roads take; 1000: as planned, more: slower
  std::vector<Hold> holds{};  // in front of closed roads, in order

  /// How long after departure it has gone a way that the roads take `planned` for. `held`: on it [thousandths of ms].
  [[nodiscard]] Milliseconds by_clock(Milliseconds planned, std::int64_t held = 0) const {
    return Milliseconds{(planned.count * pace + held) / 1'000};
  }
};

/// A place as seen on an edge of a path that holds it: on that edge itself, or on its twin.
Location on_edge(const RoadGraph& graph, Location place, EdgeId edge);

/// An edge of a drive's path that has been entered: where to go on looking later.
struct Progress {
  std::size_t rank = 0;
  Milliseconds planned;  // before the edge, as the roads take
};

/// Where a shuttle is at a moment of its drive, in its direction of travel. departure <= now <= arrival.
/// `so_far`: of this drive, at no later moment; brought up to date.
Location position(const RoadGraph& graph, const Drive& drive, Milliseconds now, Progress& so_far);
inline Location position(const RoadGraph& graph, const Drive& drive, Milliseconds now) {
  Progress start;
  return position(graph, drive, now, start);
}

/// Length of road from a drive's start to a place on the edge at `edge_rank` of its path.
Metres driven(const RoadGraph& graph, const Drive& drive, std::size_t edge_rank, Location place);

/// Calls visit(rank, entry time, time since departure as the roads take) for each edge entered up to `until`, turn
/// edges included, from one that has been entered on.
template <class Visit>
void for_each_edge(const RoadGraph& graph, const Drive& drive, Milliseconds until, Visit&& visit, Progress first = {}) {
  Milliseconds planned = first.planned;
  Milliseconds skipped{first.rank == 0 ? on_edge(graph, drive.from, drive.path[0]).offset : 0};
  // Entries are rounded down: one comes before a moment exactly if `gone` is less than the moment. [thousandths of ms]
  const auto thousandths = [&](Milliseconds moment) { return (moment - drive.departure).count * 1'000; };
  const std::int64_t up_to = thousandths(until + Milliseconds{1});
  const std::int64_t behind_start = until < drive.arrival ? thousandths(until) : up_to;
  std::int64_t held = 0;
  auto hold = drive.holds.begin();
  for (std::size_t rank = first.rank; rank < drive.path.size(); ++rank) {
    for (; hold != drive.holds.end() && hold->rank <= rank; ++hold) held += hold->length;
    const std::int64_t gone = planned.count * drive.pace + held;
    if (gone >= (rank == 0 ? up_to : behind_start)) return;
    visit(rank, drive.departure + Milliseconds{gone / 1'000}, planned);
    planned += Milliseconds{graph.duration(drive.path[rank])} - skipped;
    skipped = Milliseconds{0};
  }
}

}  // namespace navette
