#pragma once

#include <memory>
#include <optional>

#include "network/road_graph.h"

namespace navette {

/// A place on the ground, put on a road near it.
struct Snapped {
  Location location;  // canonical
  double distance;    // [m] from the place to the road, as the crow flies
};

/// Finds the nearest edge, and where on it, for places on the ground: of the roads where people may board (Boarding),
/// or of all. Immutable: threads may share one.
///
/// Exact in the flat map around the territory's middle (LocalPlane). Never snaps to turn edges. Of several edges at
/// the same distance the one with the smallest id is taken, and the place nearest to its tail.
class RoadSnapper {
 public:
  /// The graph must outlive the snapper.
  explicit RoadSnapper(const RoadGraph& graph);
  ~RoadSnapper();
  RoadSnapper(RoadSnapper&& other) noexcept;
  RoadSnapper& operator=(RoadSnapper&& other) noexcept;

  /// On the nearest road where people may board. Nothing if none is within `max_distance`. [m]
  [[nodiscard]] std::optional<Snapped> snap(Coordinate place, double max_distance) const;
  /// On the nearest road that is driven, also where nobody may board.
  [[nodiscard]] std::optional<Snapped> snap_to_any(Coordinate place, double max_distance) const;
  [[nodiscard]] const RoadGraph& graph() const;

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace navette
