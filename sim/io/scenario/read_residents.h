#pragma once

#include <string>
#include <vector>

#include "core/errors.h"
#include "engine/scenario.h"
#include "io/scenario/scenario_values.h"
#include "io/scenario/toml_document.h"

namespace navette {

/// Decides whether residents ask, and writes it into the document: they do unless demand.requests gives the demand;
/// `demand.synthetic = true` beside it uses both. An override with requests replaces what the scenario generates; keys
/// that thereby go unused are named. Returns whether residents ask.
bool choose_demand(TomlValue& document, std::vector<std::string>& warnings);

/// The share that asks is either given or calibrated (`demand.target_trips_per_day`); of the two, an override replaces
/// the other, which is named and removed.
void choose_share(TomlValue& document, InputErrors& errors, std::vector<std::string>& warnings);

/// The hours that residents know are those of the services, unless `demand.service_from` or `demand.service_until` is
/// given: then it is told how much of them lies outside. The services are read.
void settle_service_hours(const ScenarioValues& values, Scenario& scenario, std::vector<std::string>& warnings);

/// Whether a service of the document has hours: then residents know these.
bool has_hours(const TomlValue& document);

/// Reads [population] and [demand] but `demand.requests`; the files they name too, if residents ask.
void read_residents(ScenarioValues& values, Scenario& scenario, InputErrors& errors);

}  // namespace navette
