#include <catch2/catch.hpp>

#include "io/scenario_files.h"

using namespace navette;
using namespace navette::literals;

TEST_CASE("limits are hard, unless they are said to be penalised: then they have a price and an end") {
  ScenarioFiles files;
  const std::string prices = "[dispatch.penalties]\nwait = 2.5\ntravel_time = 0\nlargest_excess = \"00:20\"\n";
  for (const Scenario& hard : {files.read(kPlain), files.read(kPlain + prices)}) {
    CHECK(hard.services[0].rules.largest_excess == 0_s);
    CHECK(hard.dispatch.settings.objective.penalty.wait == 0);
    CHECK(hard.dispatch.settings.objective.penalty.travel_time == 0);
  }
  const Scenario defaults = files.read(kPlain, {"dispatch.limits=penalised"});
  CHECK(defaults.services[0].rules.largest_excess == 15_min);
  CHECK(defaults.dispatch.settings.objective.penalty.wait == 1);
  CHECK(defaults.dispatch.settings.objective.penalty.travel_time == 10);

  const Scenario given = files.read(kPlain + prices, {"dispatch.limits=penalised"});
  CHECK(given.services[0].rules.largest_excess == 20_min);
  CHECK(given.dispatch.settings.objective.penalty.wait == 2.5);
  CHECK(given.dispatch.settings.objective.penalty.travel_time == 0);
  // As a results file keeps it.
  CHECK(files.read(given.effective_toml).services[0].rules.largest_excess == 20_min);
}

TEST_CASE("every service has the same penalised limits") {
  ScenarioFiles files;
  const Scenario scenario = files.read(kPlain + "[services.line.fleet]\nsize = 1\n[services.village.fleet]\nsize = 1\n",
                                       {"dispatch.limits=penalised", "dispatch.penalties.largest_excess=60"});
  REQUIRE(scenario.services.size() == 2);
  for (const GivenService& service : scenario.services) CHECK(service.rules.largest_excess == 1_min);
}

TEST_CASE("other limits than hard and penalised are told") {
  ScenarioFiles files;
  const auto errors = files.errors(kPlain, {"dispatch.limits=soft"});
  REQUIRE(errors.size() == 1);
  CHECK_THAT(errors[0], Catch::Contains("dispatch.limits must be \"hard\" or \"penalised\", found \"soft\""));
}
