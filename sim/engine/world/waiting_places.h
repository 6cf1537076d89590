#pragma once

#include <vector>

#include "engine/scenario.h"
#include "engine/world/world.h"
#include "network/location.h"

namespace navette {

/// rebalancing.places, put on the road, in their order.
/// Throws InputError if one lies farther from any road than territory.max_snap_distance.
std::vector<Location> waiting_places(const Scenario& scenario, const World& world);

}  // namespace navette
