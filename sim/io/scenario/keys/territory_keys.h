#pragma once

#include "engine/scenario.h"
#include "io/scenario/keys/key_row.h"

namespace navette {

/// The rows of [territory].
const KeyRows<decltype(Scenario::territory)>& territory_rows();

/// All but the area, which is read with the residents.
void read_territory(ScenarioValues& values, Scenario& scenario, InputErrors& errors);

}  // namespace navette
