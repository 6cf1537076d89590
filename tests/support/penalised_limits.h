#pragma once

#include "support/random_day.h"

namespace navette::test {

/// The same day, the limits of all services to be exceeded by so much. Prices are as the day's scenario says.
inline RandomDay with_penalised_limits(const RandomDay& day, Milliseconds largest_excess) {
  Scenario scenario = day.scenario;
  for (GivenService& service : scenario.services) service.rules.largest_excess = largest_excess;
  return {scenario, World{RoadGraph{day.world.roads().columns()}, day.world.shuttles(), scenario.services}, day.demand};
}

}  // namespace navette::test
