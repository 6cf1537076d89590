#pragma once

#include <cstdint>

#include "engine/scenario.h"
#include "engine/world/given_demand.h"
#include "engine/world/world.h"

namespace navette::test {

/// A made-up day on made-up roads: a few shuttles with odd shifts and sizes, trips now and booked ahead, wheelchairs,
/// groups, places used again and again, tight and loose rules, ride limits, either waiting policy.
struct RandomDay {
  Scenario scenario;
  World world;
  Demand demand;
};
RandomDay random_day(std::uint64_t seed, int requests = 25, int max_shuttles = 4);
/// The same with drivers who pause once or twice a shift, at windows tight and wide, or may not be long at the wheel.
RandomDay random_day_of_drivers(std::uint64_t seed, int requests = 25, int max_shuttles = 4);
/// The same with a second service, from stop to stop, that has every other shuttle; some requests ask for one of them.
/// Whoever the first refuses is asked of the second, between any pair of the stops within reach.
RandomDay random_day_of_two_services(std::uint64_t seed, int requests = 25, int max_shuttles = 6);

}  // namespace navette::test
