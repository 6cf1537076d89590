#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "io/cache/network_cache.h"
#include "network/closed_roads.h"
#include "network/road_graph.h"
#include "network/road_snapper.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// Roads with their travel times, as Python asks them. Immutable once Python has them; places are checked before they
/// are asked about.
class Roads {
 public:
  explicit Roads(const PreparedNetwork& network)
      : graph_{network.roads}, oracle_{graph_, network.times}, snapper_{graph_} {}
  /// Works the travel times out. Throws InputError if the columns contradict each other.
  explicit Roads(RoadGraphColumns columns) : graph_{std::move(columns)}, oracle_{graph_}, snapper_{graph_} {}
  // The oracle and the snapper know where the graph is.
  Roads(const Roads&) = delete;
  Roads& operator=(const Roads&) = delete;

  [[nodiscard]] const RoadGraph& graph() const { return graph_; }
  [[nodiscard]] const TravelTimeOracle& oracle() const { return oracle_; }
  [[nodiscard]] const RoadSnapper& snapper() const { return snapper_; }
  /// Those of the scenario or run, announced or not; travel times are those of open roads.
  [[nodiscard]] const ClosedRoads& closed() const { return closed_; }
  /// While it is made.
  void close(ClosedRoads closed) { closed_ = std::move(closed); }

 private:
  RoadGraph graph_;
  TravelTimeOracle oracle_;
  RoadSnapper snapper_;
  ClosedRoads closed_;
};

}  // namespace navette
