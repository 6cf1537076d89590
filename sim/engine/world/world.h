#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "demand/map_data.h"
#include "demand/trip_request.h"
#include "engine/scenario.h"
#include "engine/world/inhabitants.h"
#include "engine/world/service.h"
#include "fleet/shuttle.h"
#include "network/closed_roads.h"
#include "network/road_graph.h"
#include "network/road_snapper.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// All requests of a run, in the order of their submission.
using Demand = IdVector<RequestId, TripRequest>;

/// What does not change during a run and is shared by all its replications: roads, travel times, shuttles,
/// residents.
class World {
 public:
  /// Puts the shuttles' depots on the road.
  /// Throws InputError if a depot lies farther from any road than territory.max_snap_distance.
  World(const Scenario& scenario, RoadGraph roads);
  /// Also makes the residents, and the fleet where it is left to the map.
  /// Throws InputError as above, and if census, map and scenario do not fit together.
  World(const Scenario& scenario, RoadGraph roads, const MapData& map);
  /// The same, of roads whose travel times were worked out before. `map`: nullptr if nothing is needed of it but roads.
  /// `times`: nullptr to work them out now.
  World(const Scenario& scenario, RoadGraph roads, const MapData* map, const TravelTimeColumns* times);
  /// Of shuttles that are on the road already.
  World(RoadGraph roads, std::vector<Shuttle> shuttles,
        const std::vector<GivenService>& services = std::vector<GivenService>(1), ClosedRoads closed = {});

  [[nodiscard]] const RoadGraph& roads() const { return *roads_; }
  [[nodiscard]] const RoadSnapper& snapper() const { return *snapper_; }
  [[nodiscard]] const TravelTimeOracle& oracle() const { return *oracle_; }
  [[nodiscard]] const std::vector<Shuttle>& shuttles() const { return shuttles_; }
  /// Since midnight: by then the evening before is over for all services.
  [[nodiscard]] Milliseconds day_begins() const;
  [[nodiscard]] const IdVector<ServiceId, Service>& services() const { return services_; }
  /// Roads that will be closed for a time. No plan knows of them before they are announced.
  [[nodiscard]] const ClosedRoads& closed_roads() const { return closed_; }
  /// nullptr: demand is given, nobody is known to live here.
  [[nodiscard]] const Inhabitants* inhabitants() const { return inhabitants_.get(); }
  /// Requests of the days before the run, from which the run learns; nullptr: they are to be drawn when they are
  /// needed.
  [[nodiscard]] const Demand* earlier_requests() const { return earlier_requests_ ? &*earlier_requests_ : nullptr; }
  void know_earlier(Demand requests) { earlier_requests_ = std::move(requests); }

 private:
  void put_services_on_road(const std::vector<GivenService>& services, double reach);
  /// What a service leaves to the map: the outlines of its communes, where its stops are. Of a feed, the stops in its
  /// area stay.
  [[nodiscard]] GivenService completed(GivenService service, const Scenario& scenario, const MapData* map) const;

  std::unique_ptr<RoadGraph> roads_;
  std::unique_ptr<RoadSnapper> snapper_;
  std::unique_ptr<TravelTimeOracle> oracle_;
  std::vector<Shuttle> shuttles_;
  IdVector<ServiceId, Service> services_;
  std::unique_ptr<Inhabitants> inhabitants_;
  ClosedRoads closed_;
  std::optional<Demand> earlier_requests_;
};

}  // namespace navette
