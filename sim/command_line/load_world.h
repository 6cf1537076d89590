#pragma once

#include <string>
#include <vector>

#include "command_line/log.h"
#include "engine/scenario.h"
#include "engine/world.h"

namespace navette {

/// Imports the roads of a scenario and puts its requests and shuttles on them; says so.
/// Throws InputError, and Interrupted between its steps.
World load_world(const Scenario& scenario, Log& log);

}  // namespace navette
