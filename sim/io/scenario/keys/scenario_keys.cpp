#include "io/scenario/keys/scenario_keys.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "io/scenario/keys/booking_keys.h"
#include "io/scenario/keys/cost_keys.h"
#include "io/scenario/keys/dispatch_keys.h"
#include "io/scenario/keys/rebalancing_keys.h"
#include "io/scenario/keys/resident_keys.h"
#include "io/scenario/keys/service_keys.h"
#include "network/build/possible_values.h"
#include "network/build/road_class.h"

namespace navette {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

constexpr std::string_view kRoadsMissing =
    "name an OpenStreetMap extract (.osm.pbf, .osm.gz, .osm.bz2, .osm), here or by --set territory.roads=FILE";
constexpr std::string_view kRequestsMissing =
    "nobody asks for anything while demand.synthetic is false; name a requests.csv with the trips people ask for, here "
    "or by --set demand.requests=FILE";

std::vector<ScenarioKey> territory_keys() {
  std::vector<ScenarioKey> keys{
      {"territory.name", KeyKind::text, "\"\""},
      {.path = "territory.roads", .kind = KeyKind::path, .if_missing = kRoadsMissing},
      {"territory.area", KeyKind::path},
      {"territory.country", KeyKind::text, "\"FR\""},
      {"territory.max_snap_distance", KeyKind::number, "500.0", 1, 50'000},
      {"territory.limit_share", KeyKind::number, "1.0", 0.1, 1},
      {"territory.service_roads", KeyKind::boolean, "false"},
      {"territory.worst_track_grade", KeyKind::whole, "0", 0, 5},
      {"territory.ferries", KeyKind::boolean, "false"},
      {"territory.public_service", KeyKind::boolean, "true"},
  };
  // The speeds of classes and surfaces have no default here: docs/network.md holds them.
  static const std::vector<std::string> paths = [] {
    std::vector<std::string> all;
    all.reserve(kRoadClassNames.size() + 8);
    for (const auto name : kRoadClassNames) all.push_back("territory.speeds." + std::string{name});
    for (const char* surface : {"compacted", "gravel", "cobbled", "earth", "soft", "bad", "very_bad", "horrible"}) {
      all.push_back("territory.surface_speeds." + std::string{surface});
    }
    return all;
  }();
  for (const auto& path : paths) keys.push_back({path, KeyKind::number, "", kSlowestLimit, kFastestRoad});
  return keys;
}

std::vector<ScenarioKey> demand_keys() {
  return {
      {.path = "demand.requests", .kind = KeyKind::path, .if_missing = kRequestsMissing},
      {"demand.synthetic", KeyKind::boolean},
  };
}

std::vector<ScenarioKey> record_keys() { return {{"record.trajectories", KeyKind::boolean, "true"}}; }

std::vector<ScenarioKey> run_keys() {
  return {
      {"run.seed", KeyKind::whole, "1", 0, kInf},
      {"run.days", KeyKind::whole, "1", 1, 3'660},
      {"run.first_day", KeyKind::date, "2026-01-05"},
      {"run.threads", KeyKind::whole, "0", 0, 1'024},
  };
}

}  // namespace

std::span<const ScenarioKey> scenario_keys() {
  static const std::vector<ScenarioKey> all = [] {
    std::vector<ScenarioKey> keys;
    for (const auto& part :
         {territory_keys(), demand_keys(), resident_keys(), fleet_keys(), service_keys(), dispatch_keys(),
          rebalancing_keys(), booking_keys(), record_keys(), cost_keys(), run_keys()}) {
      keys.insert(keys.end(), part.begin(), part.end());
    }
    return keys;
  }();
  return all;
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
    return key.path.size() > path.size() && key.path.substr(0, path.size()) == path && key.path[path.size()] == '.';
  });
}

}  // namespace navette
