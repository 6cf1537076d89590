#include "io/scenario/read_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/errors.h"
#include "core/key_names.h"
#include "io/scenario/keys/booking_keys.h"
#include "io/scenario/keys/cost_keys.h"
#include "io/scenario/keys/dispatch_keys.h"
#include "io/scenario/keys/rebalancing_keys.h"
#include "io/scenario/keys/run_keys.h"
#include "io/scenario/keys/service_keys.h"
#include "io/scenario/keys/territory_keys.h"
#include "io/scenario/read_residents.h"
#include "io/scenario/read_services.h"
#include "io/scenario/scenario_values.h"
#include "io/scenario/tables/read_requests_csv.h"

namespace navette {
namespace {

void fill_in_defaults(TomlValue& document, bool residents_ask) {
  const bool listed = document.find(key::fleet_shuttles) != nullptr;
  const bool hours = has_hours(document);
  const bool calibrated = document.find(key::demand_target_trips_per_day) != nullptr;
  for (const auto& key : scenario_keys()) {
    const std::string_view table = std::string_view{key.path}.substr(0, key.path.find('.'));
    if (listed && table == "fleet") continue;
    if (calibrated && key.path == key::demand_service_share) continue;
    if (hours && (key.path == key::demand_service_from || key.path == key::demand_service_until)) continue;
    if (!residents_ask && (table == "population" || table == "demand")) continue;
    fill_in_default(document, key);
  }
}

void read_given_demand(ScenarioValues& values, Scenario& scenario, InputErrors& errors, bool fleet_is_good) {
  if (!scenario.synthetic_demand) values.require(key::demand_requests);
  std::filesystem::path requests;
  values.read(key::demand_requests, requests);
  if (requests.empty()) return;
  // A party is measured only against a fleet that was read without error.
  std::vector<GivenShuttle> carriers;
  std::vector<std::string> names;
  for (const GivenService& service : scenario.services) {
    const auto& shuttles = service.fleet_rule.applies ? service.fleet_rule.models : service.shuttles;
    carriers.insert(carriers.end(), shuttles.begin(), shuttles.end());
    names.push_back(service.name);
  }
  if (!fleet_is_good) carriers.clear();
  scenario.requests = read_requests_csv(requests, carriers, errors, names);
}

void read_run(ScenarioValues& values, Scenario& scenario) {
  read_dispatch(values, scenario);
  read_rows(record_rows(), values, scenario.record);
  read_rows(cost_rows(), values, scenario.costs);
  read_rows(run_rows(), values, scenario.run);
}

void warn_of_late_requests(const Scenario& scenario, std::vector<std::string>& warnings) {
  // The last night belongs to the last day, as long as a shuttle is out.
  Milliseconds end = scenario.run.days * kDay;
  for (const GivenService& service : scenario.services) {
    for (const GivenShuttle& shuttle : service.fleet_rule.applies ? service.fleet_rule.models : service.shuttles) {
      for (const Shift& shift : shuttle.shifts) end = std::max(end, shift.end + (scenario.run.days - 1) * kDay);
    }
  }
  int late = 0;
  for (const auto& request : scenario.requests) late += request.earliest_departure >= end ? 1 : 0;
  if (late > 0) {
    warnings.push_back(fmt::format("{} of {} requests depart after the last of {} day(s) ({})", late,
                                   scenario.requests.size(), scenario.run.days, key::run_days));
  }
}

}  // namespace

Scenario read_scenario(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                       std::vector<std::string>& warnings) {
  InputErrors errors;
  TomlValue document = read_toml(file);
  name_numbers(document);
  for (const auto& assignment : overrides) {
    errors.collect([&] { apply_override(document, assignment); });
  }
  Scenario scenario;
  name_numbers(document);
  choose_fleets(document, errors, warnings);
  number_services(document);
  scenario.synthetic_demand = choose_demand(document, warnings);
  if (scenario.synthetic_demand) choose_share(document, errors, warnings);
  fill_in_defaults(document, scenario.synthetic_demand);
  ScenarioValues values{document, file, errors};
  values.check_names();
  values.require(key::territory_roads);
  read_territory(values, scenario, errors);
  read_booking(values, scenario.booking);
  read_rows(disturbance_rows(), values, scenario.disturbances);
  read_run(values, scenario);
  read_rebalancing(values, scenario, warnings);
  const std::size_t wrong_before_fleet = errors.messages().size();
  read_services(values, scenario, errors, warnings);
  const bool fleet_is_good = errors.messages().size() == wrong_before_fleet;
  read_limits(values, scenario);
  bool synthetic = false;  // decided already; what is wrong with its type is told here
  values.read(key::demand_synthetic, synthetic);
  read_residents(values, scenario, errors);
  if (scenario.synthetic_demand && fleet_is_good) settle_service_hours(values, scenario, warnings);
  read_given_demand(values, scenario, errors, fleet_is_good);
  errors.throw_if_any();
  warn_of_late_requests(scenario, warnings);
  document.erase(key::run_threads);
  list_numbers(document);
  scenario.files = values.files();
  scenario.effective_toml = to_toml(document);
  return scenario;
}

namespace {

// Names of [services.NAME].
std::vector<std::string> service_names(const TomlValue& document) {
  std::vector<std::string> names;
  const auto* services = document.find("services");
  if (services == nullptr || services->table() == nullptr) return names;
  for (const auto& [name, service] : *services->table()) names.push_back(name);
  return names;
}

// What the results keep in tables of their own, resolved: between which places a service carries people.
constexpr std::array kResolved{key::service_kind,    key::service_stops,       key::service_stop_source,
                               key::service_gtfs,    key::service_gtfs_routes, key::service_stop_spacing,
                               key::service_courses, key::service_hubs,        key::service_area,
                               key::service_communes};

}  // namespace

Scenario read_kept_scenario(std::string_view toml, const std::string& name) {
  InputErrors errors;
  Scenario scenario;
  std::vector<std::string> warnings;  // were told when it ran
  TomlValue document = parse_toml(toml, name);
  name_numbers(document);
  const auto services = service_names(document);
  const auto erase = [&](std::string_view path) {
    document.erase(path);
    for (const std::string& service : services) document.erase(path_of_service(service, path));
  };
  for (const char* path : kResolved) erase(path);
  const auto* both = document.find(key::demand_synthetic);
  scenario.synthetic_demand =
      document.find(key::demand_requests) == nullptr ||
      (both != nullptr && std::get_if<bool>(&both->value) != nullptr && std::get<bool>(both->value));
  for (const auto& key : scenario_keys()) {
    if (key.kind == KeyKind::path) erase(key.path);
  }
  ScenarioValues values{document, name, errors};
  read_territory(values, scenario, errors);
  read_booking(values, scenario.booking);
  read_rows(disturbance_rows(), values, scenario.disturbances);
  read_run(values, scenario);
  read_rebalancing(values, scenario, warnings);
  read_services(values, scenario, errors, warnings);
  read_limits(values, scenario);
  errors.throw_if_any();
  scenario.effective_toml = toml;
  return scenario;
}

}  // namespace navette
