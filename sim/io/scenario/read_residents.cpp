#include "io/scenario/read_residents.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <utility>

#include "io/scenario/keys/resident_keys.h"
#include "io/scenario/tables/read_census.h"
#include "io/scenario/tables/read_geojson.h"

namespace navette {
namespace {

bool is_of_residents(std::string_view path) {
  return path.substr(0, 11) == "population." ||
         (path.substr(0, 7) == "demand." && path != "demand.requests" && path != "demand.synthetic");
}

void read_parameters(ScenarioValues& values, Scenario& scenario) {
  ResidentParameters residents{scenario.population, scenario.demand};
  values.read("population.seed", residents.population.seed);
  for (const auto& field : resident_number_fields()) {
    double& number = field.field(residents);
    if (field.kind == KeyKind::number) {
      values.read(field.path, number);
    } else {
      Milliseconds time{static_cast<std::int64_t>(number * field.seconds * 1000)};
      values.read(field.path, time);
      number = static_cast<double>(time.count) / 1000 / field.seconds;
    }
  }
  for (const auto& field : resident_numbers_fields()) {
    std::vector<double> row;
    for (std::size_t i = 0; i < field.names.size(); ++i) row.push_back(field.field(residents, i));
    values.read(field.path, std::span<double>{row});
    for (std::size_t i = 0; i < field.names.size(); ++i) field.field(residents, i) = row[i];
  }
  values.read("demand.market_days", std::span<bool>{residents.demand.market_days});
  values.read("demand.target_trips_per_day", residents.demand.target_trips_per_day);
  values.read("demand.outside", residents.demand.outside);
  values.read("demand.buffer", scenario.buffer);
  scenario.population = residents.population;
  scenario.demand = std::move(residents.demand);
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
  if (values.find("demand.service_from") != nullptr && values.find("demand.service_until") != nullptr) {
    check_order(values, "demand.service_from", demand.service_from, "demand.service_until", demand.service_until,
                false);
  }
  check_order(values, "demand.phone_from", demand.phone_from, "demand.phone_until", demand.phone_until, false);
  check_order(values, "demand.app_from", demand.app_from, "demand.app_until", demand.app_until, false);
  check_order(values, "demand.lead_min", demand.lead_min, "demand.lead_max", demand.lead_max, true);
}

}  // namespace

void choose_share(TomlValue& document, InputErrors& errors, std::vector<std::string>& warnings) {
  const auto* target = document.find("demand.target_trips_per_day");
  const auto* share = document.find("demand.service_share");
  if (target == nullptr || share == nullptr) return;
  const bool by_share = share->from_override && !target->from_override;
  if (share->from_override == target->from_override) {
    errors.add(
        fmt::format("{}: demand.service_share has no effect beside demand.target_trips_per_day ({}); give one or "
                    "the other",
                    share->where, target->where));
  } else {
    warnings.push_back(fmt::format("{}: {} is not used, since {} replaces it", (by_share ? target : share)->where,
                                   by_share ? "demand.target_trips_per_day" : "demand.service_share",
                                   (by_share ? share : target)->where));
  }
  document.erase(by_share ? "demand.target_trips_per_day" : "demand.service_share");
}

bool choose_demand(TomlValue& document, std::vector<std::string>& warnings) {
  const auto* buffer = document.find("demand.buffer");
  if (buffer != nullptr && document.find("territory.area") == nullptr) {
    warnings.push_back(fmt::format("{}: demand.buffer is not used without territory.area", buffer->where));
  }
  const auto* requests = document.find("demand.requests");
  const auto* synthetic = document.find("demand.synthetic");
  const auto* wanted = synthetic == nullptr ? nullptr : std::get_if<bool>(&synthetic->value);
  if (requests == nullptr) {
    if (synthetic != nullptr) return wanted == nullptr || *wanted;
    TomlValue yes;
    yes.value = true;
    yes.where = "default";
    return document.put("demand.synthetic", std::move(yes));
  }
  const bool replaced = requests->from_override && wanted != nullptr && *wanted && !synthetic->from_override;
  if (wanted != nullptr && *wanted && !replaced) return true;
  for (const auto& key : scenario_keys()) {
    const auto* value = document.find(key.path);
    const bool of_residents = is_of_residents(key.path) || key.path == "territory.area";
    if (value == nullptr || !(of_residents || (replaced && key.path == "demand.synthetic"))) continue;
    warnings.push_back(
        fmt::format("{}: {} is not used, since the demand is given ({})", value->where, key.path, requests->where));
  }
  if (replaced) document.put("demand.synthetic", TomlValue{false, synthetic->where, false});
  return false;
}

void read_residents(ScenarioValues& values, Scenario& scenario, InputErrors& errors) {
  const std::size_t wrong_before = errors.messages().size();
  read_parameters(values, scenario);
  if (errors.messages().size() == wrong_before) check_orders(values, scenario.demand);
  const std::array<const char*, 3> paths{"population.census", "population.polygons", "population.age_pyramids"};
  std::array<std::filesystem::path, 3> files;
  for (std::size_t i = 0; i < paths.size(); ++i) values.read(paths[i], files[i]);
  std::filesystem::path area;
  values.read("territory.area", area);
  if (!area.empty()) scenario.territory.area = read_area(area, errors);
  if (!scenario.synthetic_demand) return;
  Census& census = scenario.census;
  if (!files[0].empty()) census.totals = read_census_totals(files[0], errors, &census.notes);
  if (!files[1].empty()) census.polygons = read_communes(files[1], errors);
  if (!files[2].empty()) census.pyramids = read_age_pyramids(files[2], errors, &census.notes);
}

}  // namespace navette
