#include "engine/run/ensemble.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/errors.h"
#include "dispatch/dispatcher.h"
#include "engine/run/simulation.h"
#include "engine/world/drawn_demand.h"
#include "io/load_world.h"
#include "io/scenario/read_scenario.h"
#include "record/metrics.h"

namespace navette {
namespace {

/// The shipped canton: residents whose trips are drawn.
struct Canton {
  Scenario scenario = read();
  RunListener listener;
  World world = load_world(scenario, listener).world;

 private:
  static Scenario read() {
    std::vector<std::string> warnings;
    return read_scenario(NAVETTE_SOURCE_DIR "/scenarios/canton/scenario.toml", {"demand.service_share=0.002"},
                         warnings);
  }
};

/// The indicators of a single run, as the command makes it.
std::vector<Indicator> alone(const World& world, Scenario scenario, std::uint64_t seed) {
  scenario.run.seed = seed;
  const Demand demand = drawn_demand(*world.inhabitants(), seed, scenario.run.days, 1).requests;
  const auto dispatcher = make_dispatcher(scenario.dispatch.policy, world.oracle(), scenario.dispatch.waiting);
  Metrics metrics{demand.raw(), world.shuttles(), scenario.costs, &world.inhabitants()->population()};
  Simulation{world, demand, scenario, *dispatcher, metrics}.run();
  return metrics.indicators();
}

TEST_CASE("each replication is the single run with its seed, to the last bit, for any number of threads") {
  const Canton land;
  const int count = 5;
  for (const int threads : {1, 2, 5}) {
    const auto many = Ensemble{land.world, land.scenario}.run(count, threads);
    REQUIRE(many.seeds.size() == count);
    double requests = 0;
    for (std::size_t row = 0; row < many.seeds.size(); ++row) {
      INFO("threads " << threads << ", row " << row);
      CHECK(many.seeds[row] == land.scenario.run.seed + row);
      const auto single = alone(land.world, land.scenario, many.seeds[row]);
      REQUIRE(single.size() == many.columns.size());
      for (std::size_t k = 0; k < single.size(); ++k) {
        INFO(single[k].name);
        CHECK(many.columns[k].name == single[k].name);
        const double value = many.value(row, k);
        if (single[k].value) {
          CHECK(std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(*single[k].value));
        } else {
          CHECK(std::isnan(value));
        }
      }
      requests += many.value(row, 0);
    }
    CHECK(requests > 5 * 10);  // days on which nothing happens would prove nothing
  }
}

TEST_CASE("an ensemble that is asked to end ends, on all its threads") {
  const Canton land;
  for (const int threads : {1, 2, 4}) {
    int asked = 0;
    const auto go_on = [&](double share) {
      CHECK(share >= 0);
      CHECK(share < 1);
      return ++asked < 10;
    };
    CHECK_THROWS_AS((Ensemble{land.world, land.scenario}.run(1'000, threads, go_on)), Interrupted);
    CHECK(asked == 10);
  }
}

}  // namespace
}  // namespace navette
