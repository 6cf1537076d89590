#include <catch2/catch.hpp>

#include "io/scenario_files.h"

using namespace navette;
using namespace navette::literals;

TEST_CASE("where idle shuttles wait is read, and left out they stay") {
  ScenarioFiles files;
  CHECK(files.read(kPlain).rebalancing.strategy == RebalancingStrategy::stay);
  const Scenario scenario = files.read(kPlain + R"(
[rebalancing]
strategy = "waiting_place"
places = [{lon = 2.1, lat = 43.6}, {lon = 2.2, lat = 43.7}]
min_idle_time = "00:10"
[forecast]
zone_size = 1500
)");
  CHECK(files.warnings.empty());
  CHECK(scenario.rebalancing.strategy == RebalancingStrategy::waiting_place);
  REQUIRE(scenario.rebalancing.places.size() == 2);
  CHECK(scenario.rebalancing.places[1] == Coordinate::from_degrees(2.2, 43.7));
  CHECK(scenario.rebalancing.min_idle_time == 10_min);
  CHECK(scenario.rebalancing.interval == RebalancingSettings{}.interval);
  CHECK(scenario.forecast.zone_size == 1'500);
  CHECK(scenario.forecast.days == ForecastSettings{}.days);
}

TEST_CASE("every default of rebalancing is the one its settings have") {
  ScenarioFiles files;
  const Scenario scenario = files.read(kPlain);
  const RebalancingSettings defaults;
  CHECK(scenario.rebalancing.horizon == defaults.horizon);
  CHECK(scenario.rebalancing.lead == defaults.lead);
  CHECK(scenario.rebalancing.min_idle_time == defaults.min_idle_time);
  CHECK(scenario.rebalancing.max_time_before_idle == defaults.max_time_before_idle);
  CHECK(scenario.rebalancing.target == defaults.target);
  CHECK(scenario.rebalancing.target_alpha == defaults.target_alpha);
  CHECK(scenario.rebalancing.target_beta == defaults.target_beta);
}

TEST_CASE("all that is wrong with rebalancing is told at once") {
  ScenarioFiles files;
  const auto errors = files.errors(kPlain + R"([rebalancing]
strategy = "waiting_place"
interval = 1
[forecast]
days = 0
)");
  REQUIRE(errors.size() == 3);
  CHECK_THAT(errors[0], Catch::Contains("scenario.toml:12: rebalancing.interval must be a number of seconds"));
  CHECK_THAT(errors[1], Catch::Contains("scenario.toml:14: forecast.days must be a whole number from 1 to 366"));
  CHECK_THAT(errors[2], Catch::Contains("scenario.toml:11: rebalancing.strategy is \"waiting_place\", but there is no "
                                        "place to wait at; name some in rebalancing.places"));
}

TEST_CASE("a strategy that learns is warned when there is nothing to learn from") {
  ScenarioFiles files;
  (void)files.read(kPlain + "[rebalancing]\nstrategy = \"feedforward\"\n");
  REQUIRE(files.warnings.size() == 1);
  CHECK_THAT(files.warnings[0], Catch::Contains("learns from earlier days"));
}
