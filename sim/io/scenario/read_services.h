#pragma once

#include <string>
#include <vector>

#include "core/errors.h"
#include "engine/scenario.h"
#include "io/scenario/scenario_values.h"

namespace navette {

/// A fleet is either described or listed. An override with a list replaces the description, which is then removed.
void choose_fleets(TomlValue& document, InputErrors& errors, std::vector<std::string>& warnings);
/// Numbers the services of [services.NAME] that have no `order`, as they stand in the file.
void number_services(TomlValue& document);
/// All services with their fleets: those of [services.NAME] in their order, with what [service] and [fleet] say where
/// they say nothing; without any, the one of [service] and [fleet].
void read_services(ScenarioValues& values, Scenario& scenario, InputErrors& errors, std::vector<std::string>& warnings);

}  // namespace navette
