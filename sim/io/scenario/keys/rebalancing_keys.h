#pragma once

#include <string>
#include <vector>

#include "engine/scenario.h"
#include "io/scenario/keys/key_row.h"

namespace navette {

/// The rows of [rebalancing] and [forecast].
const KeyRows<RebalancingSettings>& rebalancing_rows();
const KeyRows<ForecastSettings>& forecast_rows();

/// Also complains of a strategy that lacks what it needs.
void read_rebalancing(ScenarioValues& values, Scenario& scenario, std::vector<std::string>& warnings);

}  // namespace navette
