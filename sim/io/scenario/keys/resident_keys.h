#pragma once

#include <span>
#include <string_view>

#include "engine/scenario.h"
#include "io/scenario/keys/key_row.h"

namespace navette {

/// The rows of [population].
const KeyRows<PopulationParameters>& population_rows();
/// The rows of [demand]: where demand comes from, and how residents travel.
const KeyRows<Scenario>& demand_source_rows();
const KeyRows<DemandParameters>& demand_rows();

/// How scenarios name kinds of facilities, in the order of FacilityKind.
std::span<const std::string_view> facility_kind_names();
/// Monday first.
std::span<const std::string_view> weekday_names();
/// Of age bands, in their order.
std::span<const std::string_view> age_names();
/// Of access to a car, in the order of CarAccess.
std::span<const std::string_view> access_names();

}  // namespace navette
