#pragma once

#include "demand/forecast/demand_history.h"
#include "engine/world/given_demand.h"

namespace navette {

/// What is known of the demand of all days before any day of a run: the requests of the run, and, where residents ask,
/// those of the forecast.days days before it, drawn of the same residents by the same rules with the same seed.
///
/// Draws are keyed by the day, so earlier days are what a longer run that had begun earlier would have seen.
DemandHistory known_demand(const World& world, const Demand& demand, const Scenario& scenario);

}  // namespace navette
