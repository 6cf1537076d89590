#pragma once

#include <vector>

#include "engine/scenario.h"
#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/scenario_values.h"

namespace navette {

/// The keys of [rebalancing] and [forecast].
std::vector<ScenarioKey> rebalancing_keys();

/// Also complains of a strategy that lacks what it needs.
void read_rebalancing(ScenarioValues& values, Scenario& scenario, std::vector<std::string>& warnings);

}  // namespace navette
