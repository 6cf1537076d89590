#include "io/scenario/keys/rebalancing_keys.h"

#include <fmt/format.h>

#include "core/key_names.h"

namespace navette {
namespace {

constexpr double kDaySeconds = 86'400;

// In the order of their enums.
constexpr std::array<std::string_view, 6> kStrategies{"stay",          "depot",    "waiting_place",
                                                      "min_cost_flow", "plus_one", "feedforward"};
constexpr std::array<std::string_view, 2> kTargets{"demand_share", "estimated_demand"};

}  // namespace

const KeyRows<RebalancingSettings>& rebalancing_rows() {
  using P = RebalancingSettings;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::rebalancing_strategy, &P::strategy, one_of(kStrategies),
          "`stay`: where it is; `depot`: back to its depot; `waiting_place`: to the nearest of `rebalancing.places`; "
          "`min_cost_flow`: so many to each zone as its expected demand asks for; `plus_one`: to where somebody has "
          "just asked; `feedforward`: against the expected flow of trips"},
      Row{key::rebalancing_places, &P::places, "where shuttles wait; needed by `waiting_place`"},
      Row{"rebalancing.interval", &P::interval, from_to(60, kDaySeconds),
          "between two looks at the fleet: `min_cost_flow`, `feedforward`"},
      Row{"rebalancing.horizon", &P::horizon, from_to(60, kDaySeconds),
          "how far ahead demand counts: `min_cost_flow`, `plus_one`"},
      Row{"rebalancing.lead", &P::lead, from_to(0, kDaySeconds), "by how much `feedforward` is ahead of the demand"},
      Row{"rebalancing.min_idle_time", &P::min_idle_time, from_to(0, kDaySeconds),
          "a shuttle that must set out sooner for its next stop stays where it is"},
      Row{"rebalancing.max_time_before_idle", &P::max_time_before_idle, from_to(0, kDaySeconds),
          "a shuttle that will be free by then counts as free where it will be: `min_cost_flow`"},
      Row{"rebalancing.target", &P::target, one_of(kTargets),
          "how many shuttles a zone should have, for `min_cost_flow`: its share of all that are free, or a number by "
          "the next two"},
      Row{"rebalancing.target_alpha", &P::target_alpha, from_to(0, 100),
          "shuttles per request expected within the horizon"},
      Row{"rebalancing.target_beta", &P::target_beta, from_to(0, 100), "added to that; the sum is rounded down"},
  };
  return kRows;
}

const KeyRows<ForecastSettings>& forecast_rows() {
  using P = ForecastSettings;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{"forecast.days", &P::days, from_to(1, 366), "how many earlier days a forecast learns from"},
      Row{"forecast.zone_size", &P::zone_size, from_to(100, 100'000, "m"), "side of the square zones"},
  };
  return kRows;
}

void read_rebalancing(ScenarioValues& values, Scenario& scenario, std::vector<std::string>& warnings) {
  RebalancingSettings& settings = scenario.rebalancing;
  read_rows(rebalancing_rows(), values, settings);
  read_rows(forecast_rows(), values, scenario.forecast);
  const auto* strategy = values.find(key::rebalancing_strategy);
  if (settings.strategy == RebalancingStrategy::waiting_place && values.find(key::rebalancing_places) == nullptr) {
    values.complain(*strategy, key::rebalancing_strategy,
                    fmt::format("is \"waiting_place\", but there is no place to wait at; name some in {}, as "
                                "[{{lon = 2.15, lat = 43.65}}]",
                                key::rebalancing_places));
  }
  if (settings.learns() && !scenario.synthetic_demand && scenario.run.days == 1) {
    warnings.push_back(fmt::format("{} {} learns from earlier days, but demand is given and {} is 1: shuttles stay",
                                   key::rebalancing_strategy, kStrategies[static_cast<std::size_t>(settings.strategy)],
                                   key::run_days));
  }
}

}  // namespace navette
