#pragma once

#include <string>

#include "engine/scenario.h"
#include "engine/world/given_demand.h"
#include "engine/world/world.h"
#include "io/run_listener.h"

namespace navette {

struct LoadedWorld {
  World world;
  std::string roads_sha256;  // of the file of roads
};

/// Imports the roads of a scenario, or finds them prepared in the cache, makes its residents unless demand is given,
/// puts its shuttles on the road; says so. Throws InputError, and Interrupted between its steps.
LoadedWorld load_world(const Scenario& scenario, RunListener& listener);

/// Tells how many requests lie too far from any road to be served, if any.
void warn_of_far_ends(const Demand& demand, const Scenario& scenario, RunListener& listener);

}  // namespace navette
