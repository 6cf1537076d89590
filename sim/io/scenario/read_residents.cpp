#include "io/scenario/read_residents.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <utility>

#include "core/key_names.h"
#include "io/scenario/keys/resident_keys.h"
#include "io/scenario/tables/read_census.h"
#include "io/scenario/tables/read_geojson.h"

namespace navette {
namespace {

bool is_of_residents(std::string_view path) {
  return path.starts_with("population.") ||
         (path.starts_with("demand.") && path != key::demand_requests && path != key::demand_synthetic);
}

void read_parameters(ScenarioValues& values, Scenario& scenario) {
  read_rows(population_rows(), values, scenario.population);
  read_rows(demand_source_rows(), values, scenario);
  read_rows(demand_rows(), values, scenario.demand);
}

void check_order(ScenarioValues& values, std::string_view first, double from, std::string_view last, double to,
                 bool may_be_equal) {
  if (from < to || (may_be_equal && from == to)) return;
  const auto* at = values.find(last) != nullptr ? values.find(last) : values.find(first);
  if (at != nullptr)
    values.complain(*at, last, fmt::format("must {} {}", may_be_equal ? "not be below" : "be after", first));
}

void check_orders(ScenarioValues& values, const DemandParameters& demand) {
  // One alone is completed by the hours of the services.
  if (values.find(key::demand_service_from) != nullptr && values.find(key::demand_service_until) != nullptr) {
    check_order(values, key::demand_service_from, demand.service_from, key::demand_service_until, demand.service_until,
                false);
  }
  check_order(values, key::demand_phone_from, demand.phone_from, key::demand_phone_until, demand.phone_until, false);
  check_order(values, key::demand_app_from, demand.app_from, key::demand_app_until, demand.app_until, false);
  check_order(values, key::demand_lead_min, demand.lead_min, key::demand_lead_max, demand.lead_max, true);
}

}  // namespace

void choose_share(TomlValue& document, InputErrors& errors, std::vector<std::string>& warnings) {
  const auto* target = document.find(key::demand_target_trips_per_day);
  const auto* share = document.find(key::demand_service_share);
  if (target == nullptr || share == nullptr) return;
  const bool by_share = share->from_override && !target->from_override;
  if (share->from_override == target->from_override) {
    errors.add(fmt::format("{}: {} has no effect beside {} ({}); give one or the other", share->where,
                           key::demand_service_share, key::demand_target_trips_per_day, target->where));
  } else {
    warnings.push_back(fmt::format("{}: {} is not used, since {} replaces it", (by_share ? target : share)->where,
                                   by_share ? key::demand_target_trips_per_day : key::demand_service_share,
                                   (by_share ? share : target)->where));
  }
  document.erase(by_share ? key::demand_target_trips_per_day : key::demand_service_share);
}

bool choose_demand(TomlValue& document, std::vector<std::string>& warnings) {
  const auto* buffer = document.find(key::demand_buffer);
  if (buffer != nullptr && document.find(key::territory_area) == nullptr) {
    warnings.push_back(
        fmt::format("{}: {} is not used without {}", buffer->where, key::demand_buffer, key::territory_area));
  }
  const auto* requests = document.find(key::demand_requests);
  const auto* synthetic = document.find(key::demand_synthetic);
  const auto* wanted = synthetic == nullptr ? nullptr : std::get_if<bool>(&synthetic->value);
  if (requests == nullptr) {
    if (synthetic != nullptr) return wanted == nullptr || *wanted;
    TomlValue yes;
    yes.value = true;
    yes.where = "default";
    return document.put(key::demand_synthetic, std::move(yes));
  }
  const bool replaced = requests->from_override && wanted != nullptr && *wanted && !synthetic->from_override;
  if (wanted != nullptr && *wanted && !replaced) return true;
  for (const auto& key : scenario_keys()) {
    const auto* value = document.find(key.path);
    const bool of_residents = is_of_residents(key.path) || key.path == key::territory_area;
    if (value == nullptr || !(of_residents || (replaced && key.path == key::demand_synthetic))) continue;
    warnings.push_back(
        fmt::format("{}: {} is not used, since the demand is given ({})", value->where, key.path, requests->where));
  }
  if (replaced) document.put(key::demand_synthetic, TomlValue{false, synthetic->where, false});
  return false;
}

void read_residents(ScenarioValues& values, Scenario& scenario, InputErrors& errors) {
  const std::size_t wrong_before = errors.messages().size();
  read_parameters(values, scenario);
  if (errors.messages().size() == wrong_before) check_orders(values, scenario.demand);
  const std::array<const char*, 3> paths{key::population_census, key::population_polygons,
                                         key::population_age_pyramids};
  std::array<std::filesystem::path, 3> files;
  for (std::size_t i = 0; i < paths.size(); ++i) values.read(paths[i], files[i]);
  std::filesystem::path area;
  values.read(key::territory_area, area);
  if (!area.empty()) scenario.territory.area = read_area(area, errors);
  if (!scenario.synthetic_demand) return;
  Census& census = scenario.census;
  if (!files[0].empty()) census.totals = read_census_totals(files[0], errors, &census.notes);
  if (!files[1].empty()) census.polygons = read_communes(files[1], errors);
  if (!files[2].empty()) census.pyramids = read_age_pyramids(files[2], errors, &census.notes);
}

}  // namespace navette
