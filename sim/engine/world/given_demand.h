#pragma once

#include "demand/trip_request.h"
#include "engine/scenario.h"
#include "engine/world/world.h"

namespace navette {

/// Puts the scenario's given requests on the road; an end too far from any stays invalid, to be refused.
Demand given_demand(const Scenario& scenario, const World& world);

}  // namespace navette
