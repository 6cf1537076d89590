#pragma once

#include "core/id.h"
#include "demand/trip_request.h"
#include "engine/scenario.h"
#include "engine/world/world.h"

namespace navette {

/// All requests of a run, in the order of their submission.
using Demand = IdVector<RequestId, TripRequest>;

/// Puts the scenario's given requests on the road; an end too far from any stays invalid, to be refused.
Demand given_demand(const Scenario& scenario, const World& world);

}  // namespace navette
