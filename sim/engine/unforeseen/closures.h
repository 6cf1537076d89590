#pragma once

#include "engine/scenario.h"
#include "network/closed_roads.h"
#include "network/road_snapper.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// The edges that disturbances.closures closes: whole roads from junction to junction, in both directions unless said.
/// Throws InputError, of all at once, if a place lies farther from any road than territory.max_snap_distance.
ClosedRoads closed_roads_of(const Scenario& scenario, const RoadSnapper& snapper, const TravelTimeOracle& oracle);

}  // namespace navette
