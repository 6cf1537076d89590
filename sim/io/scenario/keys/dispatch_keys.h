#pragma once

#include <string_view>
#include <vector>

#include "engine/scenario.h"
#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/scenario_values.h"

namespace navette {

/// The keys of [dispatch].
std::vector<ScenarioKey> dispatch_keys();

/// As in scenario files.
std::string_view to_string(Objective objective);

void read_dispatch(ScenarioValues& values, Scenario& scenario);
/// Whether limits may be exceeded, by how much and at what price; of all services, which are read before.
void read_limits(ScenarioValues& values, Scenario& scenario);

}  // namespace navette
