#pragma once

#include <memory>
#include <string>
#include <vector>

#include "demand/trip_request.h"
#include "engine/scenario.h"
#include "fleet/shuttle.h"
#include "network/road_graph.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// What does not change during a run and is shared by all its replications: roads, travel times, demand, shuttles.
class World {
 public:
  /// Puts requests and shuttles on the road.
  /// Throws InputError if a depot lies farther from any road than territory.max_snap_distance.
  World(const Scenario& scenario, RoadGraph roads);
  /// Of requests and shuttles that are on the road already.
  World(RoadGraph roads, std::vector<TripRequest> requests, std::vector<Shuttle> shuttles);

  [[nodiscard]] const RoadGraph& roads() const { return *roads_; }
  [[nodiscard]] const TravelTimeOracle& oracle() const { return *oracle_; }
  [[nodiscard]] const IdVector<RequestId, TripRequest>& requests() const { return requests_; }
  [[nodiscard]] const std::vector<Shuttle>& shuttles() const { return shuttles_; }

 private:
  std::unique_ptr<RoadGraph> roads_;
  std::unique_ptr<TravelTimeOracle> oracle_;
  IdVector<RequestId, TripRequest> requests_;
  std::vector<Shuttle> shuttles_;
};

}  // namespace navette
