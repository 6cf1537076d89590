#pragma once

#include "engine/given_demand.h"
#include "engine/scenario.h"
#include "engine/world.h"
#include "io/run_listener.h"

namespace navette {

/// Imports the roads of a scenario, makes its residents unless demand is given, puts its shuttles on the road; says so.
/// Throws InputError, and Interrupted between its steps.
World load_world(const Scenario& scenario, RunListener& listener);

/// Tells how many requests lie too far from any road to be served, if any.
void warn_of_far_ends(const Demand& demand, const Scenario& scenario, RunListener& listener);

}  // namespace navette
