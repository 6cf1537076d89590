#pragma once

#include "demand/forecast/demand_history.h"
#include "engine/world/given_demand.h"

namespace navette {

/// Requests that residents made on the forecast.days days before a run, drawn of the same residents by the same rules
/// with the same seed; none where demand is given.
///
/// Draws are keyed by the day, so earlier days are what a longer run that had begun earlier would have seen.
Demand earlier_requests(const World& world, const Scenario& scenario);

/// What is known of the demand of all days before any day of a run: the requests of the run, and, where residents ask,
/// those of the days before it: `world.earlier_requests()`, or drawn now.
DemandHistory known_demand(const World& world, const Demand& demand, const Scenario& scenario);

}  // namespace navette
