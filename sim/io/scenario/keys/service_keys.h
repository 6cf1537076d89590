#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/scenario/keys/scenario_keys.h"

namespace navette {

/// The keys of [fleet] and of [service]: one service's own, or the defaults of each [services.NAME].
std::vector<ScenarioKey> fleet_keys();
std::vector<ScenarioKey> service_keys();
/// `services.NAME.order`, which has no default for all.
const ScenarioKey& service_order_key();

/// Where a key of one service stands for all: "services.night.fleet.size" is "fleet.size", "services.night.kind" is
/// "service.kind". Nothing if the path is not below a service.
std::optional<std::string> common_path(std::string_view path);
/// What names of services are made of: letters, digits, - and _.
bool is_service_name(std::string_view name);

}  // namespace navette
