#pragma once

#include "engine/scenario.h"
#include "engine/world.h"
#include "io/run_listener.h"

namespace navette {

/// Imports the roads of a scenario, makes its residents unless demand is given, puts its shuttles on the road; says so.
/// Throws InputError, and Interrupted between its steps.
World load_world(const Scenario& scenario, RunListener& listener);

}  // namespace navette
