#include "io/scenario/read_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/errors.h"
#include "io/scenario/keys/booking_keys.h"
#include "io/scenario/keys/cost_keys.h"
#include "io/scenario/keys/dispatch_keys.h"
#include "io/scenario/keys/rebalancing_keys.h"
#include "io/scenario/read_residents.h"
#include "io/scenario/read_services.h"
#include "io/scenario/scenario_values.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/read_requests_csv.h"
#include "network/build/road_rules.h"

namespace navette {
namespace {

void fill_in_defaults(TomlValue& document, bool residents_ask) {
  const bool listed = document.find("fleet.shuttles") != nullptr;
  const bool hours = has_hours(document);
  const bool calibrated = document.find("demand.target_trips_per_day") != nullptr;
  for (const auto& key : scenario_keys()) {
    const std::string_view table = key.path.substr(0, key.path.find('.'));
    if (listed && table == "fleet") continue;
    if (calibrated && key.path == "demand.service_share") continue;
    if (hours && (key.path == "demand.service_from" || key.path == "demand.service_until")) continue;
    if (!residents_ask && (table == "population" || table == "demand")) continue;
    fill_in_default(document, key);
  }
}

void read_territory(ScenarioValues& values, Scenario& scenario, InputErrors& errors) {
  auto& territory = scenario.territory;
  values.read("territory.name", territory.name);
  values.read("territory.roads", territory.roads);
  values.read("territory.max_snap_distance", territory.max_snap_distance);
  RoadRules& rules = territory.rules;
  values.read("territory.country", territory.country);
  rules.country = territory.country;
  if (const auto* country = values.find("territory.country");
      !territory.country.empty() && !limits_of(territory.country)) {
    errors.add(
        fmt::format("{}: territory.country must be the two letters of a country whose speed limits are known "
                    "(\"FR\", \"GB\", \"DE\"; docs/network.md), or empty for no limits, found {}",
                    country->where, shown_text(territory.country)));
  }
  values.read("territory.limit_share", rules.limit_share);
  values.read("territory.service_roads", rules.service_roads);
  values.read("territory.worst_track_grade", rules.worst_track_grade);
  values.read("territory.ferries", rules.ferries);
  values.read("territory.public_service", rules.public_service);
  for (std::size_t i = 0; i < kRoadClasses; ++i) {
    std::optional<double> speed;
    values.read("territory.speeds." + std::string{kRoadClassNames[i]}, speed);
    if (!speed) continue;
    territory.speeds.emplace_back(kRoadClassNames[i], *speed);
    rules.default_kmh[static_cast<RoadClass>(i)] = *speed;
  }
  const std::array<std::pair<const char*, double*>, 8> surfaces{{{"compacted", &rules.compacted_kmh},
                                                                 {"gravel", &rules.gravel_kmh},
                                                                 {"cobbled", &rules.cobbled_kmh},
                                                                 {"earth", &rules.earth_kmh},
                                                                 {"soft", &rules.soft_kmh},
                                                                 {"bad", &rules.bad_kmh},
                                                                 {"very_bad", &rules.very_bad_kmh},
                                                                 {"horrible", &rules.horrible_kmh}}};
  for (const auto& [name, speed] : surfaces) values.read(fmt::format("territory.surface_speeds.{}", name), *speed);
}

void read_given_demand(ScenarioValues& values, Scenario& scenario, InputErrors& errors, bool fleet_is_good) {
  if (!scenario.synthetic_demand) values.require("demand.requests");
  std::filesystem::path requests;
  values.read("demand.requests", requests);
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
  values.read("record.trajectories", scenario.record.trajectories);
  read_costs(values, scenario.costs);
  values.read("run.seed", scenario.run.seed);
  values.read("run.days", scenario.run.days);
  values.read("run.first_day", scenario.run.first_day);
  values.read("run.threads", scenario.run.threads);
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
    warnings.push_back(fmt::format("{} of {} requests depart after the last of {} day(s) (run.days)", late,
                                   scenario.requests.size(), scenario.run.days));
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
  values.require("territory.roads");
  read_territory(values, scenario, errors);
  read_booking(values, scenario.booking);
  read_disturbances(values, scenario.disturbances);
  read_run(values, scenario);
  read_rebalancing(values, scenario, warnings);
  const std::size_t wrong_before_fleet = errors.messages().size();
  read_services(values, scenario, errors, warnings);
  const bool fleet_is_good = errors.messages().size() == wrong_before_fleet;
  read_limits(values, scenario);
  bool synthetic = false;  // decided already; what is wrong with its type is told here
  values.read("demand.synthetic", synthetic);
  read_residents(values, scenario, errors);
  if (scenario.synthetic_demand && fleet_is_good) settle_service_hours(values, scenario, warnings);
  read_given_demand(values, scenario, errors, fleet_is_good);
  errors.throw_if_any();
  warn_of_late_requests(scenario, warnings);
  document.erase("run.threads");
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
constexpr std::array kResolved{"kind",         "stops",   "stop_source", "gtfs", "gtfs_routes",
                               "stop_spacing", "courses", "hubs",        "area", "communes"};

}  // namespace

Scenario read_kept_scenario(std::string_view toml, const std::string& name) {
  InputErrors errors;
  Scenario scenario;
  std::vector<std::string> warnings;  // were told when it ran
  TomlValue document = parse_toml(toml, name);
  name_numbers(document);
  const auto services = service_names(document);
  for (const char* key : kResolved) {
    document.erase(fmt::format("service.{}", key));
    for (const std::string& service : services) document.erase(fmt::format("services.{}.{}", service, key));
  }
  const auto* both = document.find("demand.synthetic");
  scenario.synthetic_demand =
      document.find("demand.requests") == nullptr ||
      (both != nullptr && std::get_if<bool>(&both->value) != nullptr && std::get<bool>(both->value));
  for (const auto& key : scenario_keys()) {
    if (key.kind != KeyKind::path) continue;
    document.erase(key.path);
    for (const std::string& service : services) {
      const std::string_view own = key.path.starts_with("service.") ? key.path.substr(8) : key.path;
      document.erase(fmt::format("services.{}.{}", service, own));
    }
  }
  ScenarioValues values{document, name, errors};
  read_territory(values, scenario, errors);
  read_booking(values, scenario.booking);
  read_disturbances(values, scenario.disturbances);
  read_run(values, scenario);
  read_rebalancing(values, scenario, warnings);
  read_services(values, scenario, errors, warnings);
  read_limits(values, scenario);
  errors.throw_if_any();
  scenario.effective_toml = toml;
  return scenario;
}

}  // namespace navette
