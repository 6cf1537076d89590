#include "engine/world/waiting_places.h"

#include <fmt/format.h>

#include "core/errors.h"
#include "core/key_names.h"
#include "engine/world/off_road.h"

namespace navette {

std::vector<Location> waiting_places(const Scenario& scenario, const World& world) {
  InputErrors errors;
  std::vector<Location> places;
  const double reach = scenario.territory.max_snap_distance;
  for (const Coordinate& given : scenario.rebalancing.places) {
    const auto place = world.snapper().snap(given, reach);
    if (place) {
      places.push_back(place->location);
    } else {
      errors.add(fmt::format("{}: place {} at lon {:.5f}, lat {:.5f} {}, in {}", key::rebalancing_places,
                             &given - scenario.rebalancing.places.data() + 1, given.lon_degrees(), given.lat_degrees(),
                             off_road(world.snapper(), given, reach), scenario.territory.roads.string()));
    }
  }
  errors.throw_if_any();
  return places;
}

}  // namespace navette
