#include "engine/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/errors.h"
#include "engine/fleet_rule.h"

namespace navette {
namespace {

std::vector<Shift> daily_shifts(const GivenShuttle& given, int days) {
  std::vector<Shift> shifts;
  shifts.reserve(static_cast<std::size_t>(days));
  for (int day = 0; day < days; ++day) {
    shifts.push_back({given.shift_start + kDay * day, given.shift_end + kDay * day});
  }
  return shifts;
}

}  // namespace

World::World(const Scenario& scenario, RoadGraph roads) : World{scenario, std::move(roads), nullptr} {}

World::World(const Scenario& scenario, RoadGraph roads, const MapData& map) : World{scenario, std::move(roads), &map} {}

World::World(const Scenario& scenario, RoadGraph roads, const MapData* map)
    : roads_{std::make_unique<RoadGraph>(std::move(roads))}, snapper_{std::make_unique<RoadSnapper>(*roads_)} {
  const double reach = scenario.territory.max_snap_distance;
  if (map != nullptr && scenario.synthetic_demand) {
    inhabitants_ = std::make_unique<Inhabitants>(scenario, *map, *roads_, *snapper_);
  }
  const auto population = inhabitants_ ? static_cast<std::int64_t>(inhabitants_->population().resident_count()) : 0;
  const auto fleet = map != nullptr && scenario.fleet_rule.applies
                         ? fleet_by_rule(scenario.fleet_rule, *map, population)
                         : scenario.shuttles;
  InputErrors errors;
  std::vector<Coordinate> lost;
  for (const GivenShuttle& given : fleet) {
    const auto depot = snapper_->snap(given.depot, reach);
    if (!depot) {
      if (std::find(lost.begin(), lost.end(), given.depot) != lost.end()) continue;  // shuttles share depots
      lost.push_back(given.depot);
      errors.add(fmt::format(
          "the depot of shuttle {} at lon {:.5f}, lat {:.5f} lies more than {} m (territory.max_snap_distance) from "
          "any "
          "road of {}",
          given.name, given.depot.lon_degrees(), given.depot.lat_degrees(), reach, scenario.territory.roads.string()));
      continue;
    }
    shuttles_.push_back({given.name, Load::of(given.seats, given.wheelchairs), given.depot, depot->location,
                         daily_shifts(given, scenario.run.days)});
  }
  errors.throw_if_any();
  oracle_ = std::make_unique<TravelTimeOracle>(*roads_, scenario.run.threads);
}

World::World(RoadGraph roads, std::vector<Shuttle> shuttles)
    : roads_{std::make_unique<RoadGraph>(std::move(roads))},
      snapper_{std::make_unique<RoadSnapper>(*roads_)},
      oracle_{std::make_unique<TravelTimeOracle>(*roads_)},
      shuttles_{std::move(shuttles)} {}

}  // namespace navette
