#include "io/scenario/read_services.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <tuple>
#include <utility>

#include "core/key_names.h"
#include "engine/world/first_night.h"
#include "io/scenario/keys/service_keys.h"
#include "io/scenario/make_fleet.h"
#include "io/scenario/service_reader.h"

namespace navette {
namespace {

// The names of [services.NAME], in order.
std::vector<std::string> ordered_names(const TomlValue& services) {
  std::vector<std::tuple<std::int64_t, std::int64_t, std::string>> ranks;
  for (const auto& [name, service] : *services.table()) {
    const auto* order = service.find("order");
    const auto* whole = order == nullptr ? nullptr : std::get_if<std::int64_t>(&order->value);
    const std::int64_t last = std::numeric_limits<std::int64_t>::max();
    ranks.emplace_back(whole == nullptr ? last : *whole, service.position < 0 ? last : service.position, name);
  }
  std::sort(ranks.begin(), ranks.end());
  std::vector<std::string> names;
  names.reserve(ranks.size());
  for (const auto& rank : ranks) names.push_back(std::get<2>(rank));
  return names;
}

bool has_services(const TomlValue* services) {
  return services != nullptr && services->table() != nullptr && !services->table()->empty();
}

void choose_fleet(TomlValue& document, const std::string& service, InputErrors& errors,
                  std::vector<std::string>& warnings) {
  const std::string path_of_list = path_of_service(service, key::fleet_shuttles);
  const auto* list = document.find(path_of_list);
  if (list == nullptr) return;
  const TomlValue chosen = *list;
  for (const char* of_made_shuttles : kKeysOfMadeShuttles) {
    const std::string path = path_of_service(service, of_made_shuttles);
    const auto* value = document.find(path);
    if (value == nullptr) continue;
    if (chosen.from_override && !value->from_override) {
      warnings.push_back(
          fmt::format("{}: {} is not used, since {} lists the shuttles", value->where, path, chosen.where));
    } else {
      errors.add(fmt::format("{}: {} has no effect beside {} ({}); give one or the other", value->where, path,
                             path_of_list, chosen.where));
    }
    document.erase(path);
  }
}

// Courses of the evening before the run. The shuttles of the service are known.
void settle_courses(GivenService& service, const Scenario& scenario, std::vector<std::string>& warnings) {
  if (service.kind != ServiceKind::virtual_line) return;
  const std::size_t left_out = add_first_night(service, scenario.run.days);
  if (left_out > 0) {
    warnings.push_back(
        fmt::format("service {}: {} course(s) of the evening before {} go on after its first midnight, when "
                    "no shuttle is on shift; they are left out",
                    service.name, left_out, key::run_first_day));
  }
  if (service.courses.empty() && service.stop_rule.source == StopSource::gtfs) {
    warnings.push_back(fmt::format("service {}: its feed has no trip on the days of the run", service.name));
  }
}

// Trips that are too costly go to taxis, whose price should be known.
void settle_taxis(Scenario& scenario, std::vector<std::string>& warnings) {
  Costs& costs = scenario.costs;
  costs.taxi_if_costly = std::any_of(scenario.services.begin(), scenario.services.end(),
                                     [](const GivenService& service) { return service.rules.taxi_above < kNever; });
  if (costs.taxi_if_costly && !costs.uses_taxis()) {
    warnings.push_back(fmt::format("{} sends trips to taxis, whose cost stays unknown without {} and {}",
                                   key::service_taxi_above, key::costs_taxi_base, key::costs_taxi_per_km));
  }
}

}  // namespace

void choose_fleets(TomlValue& document, InputErrors& errors, std::vector<std::string>& warnings) {
  choose_fleet(document, "", errors, warnings);
  const auto* services = document.find("services");
  if (!has_services(services)) return;
  for (const std::string& name : ordered_names(*services)) {
    choose_fleet(document, name, errors, warnings);
  }
}

void number_services(TomlValue& document) {
  const auto* services = document.find("services");
  if (!has_services(services)) return;
  std::int64_t rank = 0;
  for (const std::string& name : ordered_names(*services)) {
    ++rank;
    const std::string path = fmt::format("services.{}.order", name);
    const auto* service = document.find("services." + name);
    if (service == nullptr || service->table() == nullptr || document.find(path) != nullptr) continue;
    document.put(path, TomlValue{rank, service->where});
  }
}

void read_services(ScenarioValues& values, Scenario& scenario, InputErrors& errors,
                   std::vector<std::string>& warnings) {
  GivenService defaults;
  defaults.weekday_of_day_0 =
      static_cast<int>(std::chrono::weekday{std::chrono::sys_days{scenario.run.first_day}}.iso_encoding()) - 1;
  FleetDescription fleet;
  ServiceReader common{values, "", errors};
  Fare fare = scenario.costs.fare;
  GtfsFeed feed;
  common.read(defaults, fare, feed, fleet, warnings);
  const auto* services = values.find("services");
  if (!has_services(services)) {
    if (!common.good()) return;
    const auto* kind = values.find(key::service_kind);
    common.read_timetable(defaults, feed, scenario, warnings);
    common.check_kind(defaults, feed, kind == nullptr ? "[service]" : kind->where);
    const auto* described = values.find("fleet");
    make_fleet(fleet, true, described == nullptr ? "[fleet]" : described->where, defaults, errors);
    if (errors.empty()) settle_courses(defaults, scenario, warnings);
    scenario.costs.own_fares = {fare};
    scenario.services = {std::move(defaults)};
    return settle_taxis(scenario, warnings);
  }
  scenario.services.clear();
  const auto names = ordered_names(*services);
  for (const std::string& name : names) {
    const auto* table = services->find(name);
    if (table == nullptr || table->table() == nullptr) continue;  // told already
    GivenService service = defaults;
    FleetDescription own = fleet;
    service.name = name;
    ServiceReader reader{values, name, errors};
    int order = 0;
    values.read(fmt::format("services.{}.order", name), order);
    Fare own_fare = fare;
    GtfsFeed own_feed = feed;
    reader.read(service, own_fare, own_feed, own, warnings);
    scenario.costs.own_fares.push_back(own_fare);
    if (common.good()) {
      if (reader.good()) reader.read_timetable(service, own_feed, scenario, warnings);
      if (reader.good()) reader.check_kind(service, own_feed, table->where);
      make_fleet(own, names.size() == 1, table->where, service, errors);
      if (errors.empty()) settle_courses(service, scenario, warnings);
    }
    scenario.services.push_back(std::move(service));
  }
  check_shuttle_names(scenario.services, services->where, errors);
  if (scenario.services.empty()) scenario.services.resize(1);
  settle_taxis(scenario, warnings);
}

}  // namespace navette
