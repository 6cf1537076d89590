#pragma once

#include <vector>

#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/scenario_values.h"
#include "record/costs.h"

namespace navette {

/// All keys of [costs].
std::vector<ScenarioKey> cost_keys();
void read_costs(ScenarioValues& values, Costs& costs);

}  // namespace navette
