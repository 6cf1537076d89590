#include "io/scenario/keys/rebalancing_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace navette {
namespace {

constexpr double kDaySeconds = 86'400;

// In the order of their enums.
constexpr std::array<std::string_view, 6> kStrategies{"stay",          "depot",    "waiting_place",
                                                      "min_cost_flow", "plus_one", "feedforward"};
constexpr std::array<std::string_view, 2> kTargets{"demand_share", "estimated_demand"};

template <class Enum, std::size_t count>
void read_choice(ScenarioValues& values, std::string_view path, const std::array<std::string_view, count>& names,
                 Enum& out) {
  std::string name;
  values.read(path, name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) out = static_cast<Enum>(found - names.begin());
}

}  // namespace

std::vector<ScenarioKey> rebalancing_keys() {
  return {
      {.path = "rebalancing.strategy", .kind = KeyKind::text, .default_value = "\"stay\"", .choices = kStrategies},
      {"rebalancing.places", KeyKind::places},
      {"rebalancing.interval", KeyKind::duration, "1800", 60, kDaySeconds},
      {"rebalancing.horizon", KeyKind::duration, "3600", 60, kDaySeconds},
      {"rebalancing.lead", KeyKind::duration, "900", 0, kDaySeconds},
      {"rebalancing.min_idle_time", KeyKind::duration, "1800", 0, kDaySeconds},
      {"rebalancing.max_time_before_idle", KeyKind::duration, "900", 0, kDaySeconds},
      {.path = "rebalancing.target", .kind = KeyKind::text, .default_value = "\"demand_share\"", .choices = kTargets},
      {"rebalancing.target_alpha", KeyKind::number, "0.5", 0, 100},
      {"rebalancing.target_beta", KeyKind::number, "0.5", 0, 100},
      {"forecast.days", KeyKind::whole, "28", 1, 366},
      {"forecast.zone_size", KeyKind::number, "3000.0", 100, 100'000},
  };
}

void read_rebalancing(ScenarioValues& values, Scenario& scenario, std::vector<std::string>& warnings) {
  RebalancingSettings& settings = scenario.rebalancing;
  read_choice(values, "rebalancing.strategy", kStrategies, settings.strategy);
  values.read("rebalancing.places", settings.places);
  values.read("rebalancing.interval", settings.interval);
  values.read("rebalancing.horizon", settings.horizon);
  values.read("rebalancing.lead", settings.lead);
  values.read("rebalancing.min_idle_time", settings.min_idle_time);
  values.read("rebalancing.max_time_before_idle", settings.max_time_before_idle);
  read_choice(values, "rebalancing.target", kTargets, settings.target);
  values.read("rebalancing.target_alpha", settings.target_alpha);
  values.read("rebalancing.target_beta", settings.target_beta);
  values.read("forecast.days", scenario.forecast.days);
  values.read("forecast.zone_size", scenario.forecast.zone_size);

  const auto* strategy = values.find("rebalancing.strategy");
  if (settings.strategy == RebalancingStrategy::waiting_place && values.find("rebalancing.places") == nullptr) {
    values.complain(*strategy, "rebalancing.strategy",
                    "is \"waiting_place\", but there is no place to wait at; name some in rebalancing.places, as "
                    "[{lon = 2.15, lat = 43.65}]");
  }
  if (settings.learns() && !scenario.synthetic_demand && scenario.run.days == 1) {
    warnings.push_back(fmt::format(
        "rebalancing.strategy {} learns from earlier days, but demand is given and run.days is 1: shuttles stay",
        kStrategies[static_cast<std::size_t>(settings.strategy)]));
  }
}

}  // namespace navette
