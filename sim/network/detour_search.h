#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "network/closed_roads.h"
#include "network/location.h"
#include "network/road_graph.h"

namespace navette {

/// A drive to be made: when and how fast.
struct SettingOut {
  Location from;
  Location to;
  Heading heading = Heading::either;
  Milliseconds departure;
  std::int64_t pace = 1'000;          // [thousandths] of the time that the roads take
  Milliseconds known_at = departure;  // closures announced by then are reckoned with
};

/// Fastest ways round closed roads, exactly: by going round, or by waiting in front of them, whichever is there first.
///
/// A plain Dijkstra over times of arrival: whoever comes later to a closed road never enters it earlier, so the first
/// to reach a junction is the best to go on from it. Only what is announced is known. The edge set out
/// on may be left, closed or not; a place at the very beginning of a closed edge can be reached. Of ways equally fast,
/// the one whose junctions were reached first, then over the smaller node and edge.
class DetourSearch {
 public:
  /// Both must outlive the search.
  DetourSearch(const RoadGraph& graph, const ClosedRoads& closed) : graph_{graph}, closed_{closed} {}

  /// Writes the edges of the way, and where it waits, into `path` and `holds`, which are used again. Returns its time,
  /// to the thousandth of a millisecond. The graph must be strongly connected.
  std::int64_t find(const SettingOut& drive, std::vector<EdgeId>& path, std::vector<Hold>& holds);

 private:
  struct Reached {
    std::int64_t after = kNotReached;  // the departure [thousandths of ms]
    EdgeId by;
    bool first = false;  // that edge is the one set out on
  };
  static constexpr std::int64_t kNotReached = INT64_MAX;

  void reach(NodeId node, std::int64_t after, EdgeId by, bool first);
  /// When who is at the edge's tail then is on it.
  [[nodiscard]] std::int64_t entered(EdgeId edge, std::int64_t after, const SettingOut& drive) const;
  void write_holds(const SettingOut& drive, const std::vector<EdgeId>& path, std::int32_t first_time,
                   std::vector<Hold>& holds) const;

  const RoadGraph& graph_;
  const ClosedRoads& closed_;
  std::vector<Reached> reached_;  // per node; used again
  std::vector<NodeId> touched_;
  std::vector<std::pair<std::int64_t, NodeId>> heap_;
};

}  // namespace navette
