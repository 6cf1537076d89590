#pragma once

#include <memory>
#include <vector>

#include "engine/scenario.h"
#include "fleet/shuttle.h"
#include "network/road_graph.h"
#include "network/road_snapper.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// What does not change during a run and is shared by all its replications: roads, travel times, shuttles.
class World {
 public:
  /// Puts the shuttles' depots on the road.
  /// Throws InputError if a depot lies farther from any road than territory.max_snap_distance.
  World(const Scenario& scenario, RoadGraph roads);
  /// Of shuttles that are on the road already.
  World(RoadGraph roads, std::vector<Shuttle> shuttles);

  [[nodiscard]] const RoadGraph& roads() const { return *roads_; }
  [[nodiscard]] const RoadSnapper& snapper() const { return *snapper_; }
  [[nodiscard]] const TravelTimeOracle& oracle() const { return *oracle_; }
  [[nodiscard]] const std::vector<Shuttle>& shuttles() const { return shuttles_; }

 private:
  std::unique_ptr<RoadGraph> roads_;
  std::unique_ptr<RoadSnapper> snapper_;
  std::unique_ptr<TravelTimeOracle> oracle_;
  std::vector<Shuttle> shuttles_;
};

}  // namespace navette
