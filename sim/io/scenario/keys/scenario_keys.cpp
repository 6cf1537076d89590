#include "io/scenario/keys/scenario_keys.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "io/scenario/keys/booking_keys.h"
#include "io/scenario/keys/cost_keys.h"
#include "io/scenario/keys/dispatch_keys.h"
#include "io/scenario/keys/rebalancing_keys.h"
#include "io/scenario/keys/resident_keys.h"
#include "io/scenario/keys/run_keys.h"
#include "io/scenario/keys/service_keys.h"
#include "io/scenario/keys/territory_keys.h"

namespace navette {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 25> kTables{{
    {"territory", "where"},
    {"territory.speeds", "by class of road, where the map gives no limit"},
    {"territory.surface_speeds", "that a bad surface does not let one exceed"},
    {"population", "who lives there"},
    {"demand", "who wants to go where, when"},
    {"demand.purposes", "what tours are for, by age"},
    {"demand.departure_profile", "when tours leave home, by purpose"},
    {"fleet", "the shuttles: described by size, depots and shifts, or listed in a shuttles.csv"},
    {"service", "what a passenger is offered and promised; the defaults of each service"},
    {"services", "several services side by side, each by its name"},
    {"dispatch", "who decides"},
    {"dispatch.distance_weights", "of the objective vehicle_distance"},
    {"dispatch.delay_weights", "of the objective passenger_delay"},
    {"dispatch.weights", "of the objective weighted"},
    {"dispatch.penalties", "of penalised limits"},
    {"dispatch.rolling_plan", "how the policy rolling_plan plans anew"},
    {"dispatch.regret", "how the policy regret collects and ranks"},
    {"dispatch.batch", "how the policy batch collects and assigns"},
    {"rebalancing", "where a shuttle waits that has nothing to do"},
    {"forecast", "from what, and how finely, demand is foretold"},
    {"booking", "how people book, and what they do otherwise"},
    {"disturbances", "what keeps plans from coming true; all off by default"},
    {"record", "what is kept"},
    {"costs", "euros; each indicator appears only if its prices are given"},
    {"run", "the run"},
}};

template <class... Rows>
std::vector<ScenarioKey> keys_of(const Rows&... groups) {
  std::vector<ScenarioKey> keys;
  const auto add = [&keys](const auto& rows) {
    for (const auto& row : rows) keys.push_back(row.key());
  };
  (add(groups), ...);
  return keys;
}

}  // namespace

std::span<const ScenarioKey> scenario_keys() {
  static const std::vector<ScenarioKey> kAll =
      keys_of(territory_rows(), population_rows(), demand_source_rows(), demand_rows(), fleet_rows(), where_rows(),
              rule_rows(), own_fare_rows(), notice_rows(), way_back_rows(), stop_rows(), feed_rows(), walk_rows(),
              dispatch_rows(), objective_rows(), limit_rows(), policy_rows(), rebalancing_rows(), forecast_rows(),
              booking_rows(), disturbance_rows(), record_rows(), cost_rows(), run_rows());
  return kAll;
}

const ScenarioKey* find_scenario_key(std::string_view path) {
  const auto common = common_path(path);
  if (common == "service.order") return &service_order_key();
  if (common) return find_scenario_key(*common);
  for (const auto& key : scenario_keys()) {
    if (key.path == path) return &key;
  }
  return nullptr;
}

bool is_scenario_table(std::string_view path) {
  if (path.substr(0, 8) == "services" && (path.size() == 8 || path[8] == '.')) {
    const auto common = common_path(path);
    return !common || *common == "fleet";
  }
  const auto keys = scenario_keys();
  return std::any_of(keys.begin(), keys.end(), [path](const ScenarioKey& key) {
    return key.path.size() > path.size() && key.path.starts_with(path) && key.path[path.size()] == '.';
  });
}

std::string_view table_meaning(std::string_view path) {
  const auto table =
      std::find_if(kTables.begin(), kTables.end(), [path](const auto& entry) { return entry.first == path; });
  return table == kTables.end() ? std::string_view{} : table->second;
}

}  // namespace navette
