#include "engine/world.h"

#include <fmt/format.h>

#include <utility>

#include "core/errors.h"

namespace navette {
namespace {

std::vector<Shift> daily_shifts(const GivenShuttle& given, int days) {
  std::vector<Shift> shifts;
  for (int day = 0; day < days; ++day) {
    shifts.push_back({given.shift_start + kDay * day, given.shift_end + kDay * day});
  }
  return shifts;
}

}  // namespace

World::World(const Scenario& scenario, RoadGraph roads)
    : roads_{std::make_unique<RoadGraph>(std::move(roads))}, snapper_{std::make_unique<RoadSnapper>(*roads_)} {
  const double reach = scenario.territory.max_snap_distance;
  InputErrors errors;
  for (const GivenShuttle& given : scenario.shuttles) {
    const auto depot = snapper_->snap(given.depot, reach);
    if (!depot) {
      errors.add(fmt::format(
          "the depot of shuttle {} at lon {:.5f}, lat {:.5f} lies more than {} m (territory.max_snap_distance) from any "
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
