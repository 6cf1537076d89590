#include "engine/world/inhabitants.h"

#include <fmt/format.h>

#include "core/errors.h"
#include "core/key_names.h"
#include "engine/world/area_served.h"
#include "engine/world/off_road.h"

#include <cstddef>
#include <utility>

namespace navette {
namespace {

constexpr int kMetresBetweenPoints = 100;

// Points along all roads, evenly by length: where people live whose commune shows no building.
std::vector<Coordinate> points_along(const RoadGraph& roads) {
  std::vector<Coordinate> points;
  for (std::size_t e = 0; e < roads.edge_count(); ++e) {
    const EdgeId edge{e};
    if (roads.is_turn(edge) || (roads.twin(edge).valid() && roads.twin(edge) < edge)) continue;
    if (roads.boarding(edge) != Boarding::allowed) continue;  // nobody lives on a motorway
    const int count = 1 + roads.length(edge) / kMetresBetweenPoints;
    for (int k = 0; k < count; ++k) {
      const auto offset = static_cast<std::int64_t>(roads.duration(edge)) * (2LL * k + 1) / (2LL * count);
      points.push_back(roads.place({edge, static_cast<std::int32_t>(offset)}));
    }
  }
  return points;
}

// Each place is put on the road by itself, so the order of threads does not matter.
std::vector<Location> on_road(const std::vector<Coordinate>& places, const RoadSnapper& snapper, double reach) {
  std::vector<Location> locations(places.size());
#pragma omp parallel for schedule(static)
  for (std::size_t k = 0; k < places.size(); ++k) {
    if (const auto snapped = snapper.snap(places[k], reach)) locations[k] = snapped->location;
  }
  return locations;
}

// Facilities of the map may lie off its roads; a place that the user names is meant.
void check_outside(const Scenario& scenario, const std::vector<Destination>& destinations, const RoadSnapper& snapper) {
  const auto& named = scenario.demand.outside;
  InputErrors errors;
  for (std::size_t k = 0; k < named.size(); ++k) {
    if (destinations[destinations.size() - named.size() + k].road.valid()) continue;
    errors.add(
        fmt::format("{}: {} at lon {:.5f}, lat {:.5f} {}; give the place where the shuttle would bring "
                    "people, such as the edge of the map",
                    key::demand_outside, named[k].name, named[k].place.lon_degrees(), named[k].place.lat_degrees(),
                    off_road(snapper, named[k].place, scenario.territory.max_snap_distance)));
  }
  errors.throw_if_any();
}

std::vector<Destination> destinations_of(const Scenario& scenario, const MapData& map, const RoadSnapper& snapper) {
  std::vector<Destination> destinations;
  std::vector<Coordinate> places;
  for (const Facility& facility : map.facilities) {
    if (!in_area(scenario.territory.area, scenario.buffer, facility.place)) continue;
    destinations.push_back({facility.kind, facility.size, facility.place, Location{}, false});
    places.push_back(facility.place);
  }
  for (const OutsideDestination& outside : scenario.demand.outside) {
    destinations.push_back({outside.kind, outside.size, outside.place, Location{}, true});
    places.push_back(outside.place);
  }
  const auto locations = on_road(places, snapper, scenario.territory.max_snap_distance);
  for (std::size_t k = 0; k < destinations.size(); ++k) destinations[k].road = locations[k];
  check_outside(scenario, destinations, snapper);
  return destinations;
}

// Leaves out households beyond the area served and its buffer.
void keep_homes_near(const Scenario& scenario, Population& people) {
  if (scenario.territory.area.empty()) return;
  Population kept;
  kept.first_resident.push_back(0);
  kept.commune_name = people.commune_name;
  kept.commune_code = people.commune_code;
  kept.elsewhere = people.elsewhere;
  for (std::size_t h = 0; h < people.household_count(); ++h) {
    if (!in_area(scenario.territory.area, scenario.buffer, people.home[h])) continue;
    const auto row = static_cast<std::int32_t>(kept.household_count());
    for (auto r = static_cast<std::size_t>(people.first_resident[h]);
         r < static_cast<std::size_t>(people.first_resident[h + 1]); ++r) {
      kept.household.push_back(row);
      kept.age_band.push_back(people.age_band[r]);
      kept.licence.push_back(people.licence[r]);
      kept.car_access.push_back(people.car_access[r]);
      kept.impaired.push_back(people.impaired[r]);
      kept.wheelchair.push_back(people.wheelchair[r]);
    }
    kept.first_resident.push_back(static_cast<std::int32_t>(kept.resident_count()));
    kept.commune.push_back(people.commune[h]);
    kept.cars.push_back(people.cars[h]);
    kept.home.push_back(people.home[h]);
  }
  if (kept.household_count() == 0) {
    throw InputError{fmt::format("{}: no home of {} lies in it, nor within {} m ({}) of it", key::territory_area,
                                 scenario.territory.roads.string(), scenario.buffer, key::demand_buffer)};
  }
  people = std::move(kept);
}

}  // namespace

Inhabitants::Inhabitants(const Scenario& scenario, const MapData& map, const RoadGraph& roads,
                         const RoadSnapper& snapper)
    : population_{synthesize_population(map, scenario.census, scenario.population, report_, points_along(roads))} {
  keep_homes_near(scenario, population_);
  population_.home_road = on_road(population_.home, snapper, scenario.territory.max_snap_distance);
  model_ = std::make_unique<DemandModel>(population_, destinations_of(scenario, map, snapper), scenario.demand,
                                         std::chrono::sys_days{scenario.run.first_day});
}

}  // namespace navette
