#pragma once

#include "engine/scenario.h"
#include "engine/world.h"
#include "io/run_listener.h"

namespace navette {

/// Imports the roads of a scenario and puts its shuttles on them; says so.
/// Throws InputError, and Interrupted between its steps.
World load_world(const Scenario& scenario, RunListener& listener);

}  // namespace navette
