#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/scenario_values.h"
#include "record/costs.h"

namespace navette {

/// All keys of [costs].
std::vector<ScenarioKey> cost_keys();
/// Of age bands, in their order, as keys name them.
std::span<const std::string_view> age_names();
void read_costs(ScenarioValues& values, Costs& costs);

}  // namespace navette
