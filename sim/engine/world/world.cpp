#include "engine/world/world.h"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/errors.h"
#include "core/nearest_name.h"
#include "demand/boundary_level.h"
#include "engine/unforeseen/breakdowns.h"
#include "engine/unforeseen/closures.h"
#include "engine/world/fleet_rule.h"
#include "engine/world/found_stops.h"
#include "engine/world/off_road.h"
#include "engine/world/placed_stops.h"

namespace navette {
namespace {

std::vector<Shift> daily_shifts(const GivenShuttle& given, int days) {
  std::vector<Shift> shifts;
  shifts.reserve(given.shifts.size() * static_cast<std::size_t>(days));
  for (int day = 0; day < days; ++day) {
    for (Shift shift : given.shifts) {
      shift.start += kDay * day;
      shift.end += kDay * day;
      for (Pause& pause : shift.pauses) {
        pause.earliest += kDay * day;
        pause.latest += kDay * day;
      }
      shifts.push_back(std::move(shift));
    }
  }
  return shifts;
}

const Commune& commune_named(const std::string& name, const std::string& service, const std::vector<Commune>& of_map,
                             const std::vector<Commune>& of_census) {
  std::vector<std::string_view> names;
  for (const auto* communes : {&of_census, &of_map}) {
    for (const int level : kBoundaryLevels) {
      for (const Commune& commune : *communes) {
        if (commune.area.empty() || commune.level != level) continue;
        if (commune.name == name || (!commune.code.empty() && commune.code == name)) return commune;
        names.push_back(commune.name);
      }
    }
  }
  const auto meant = nearest_name(name, names.data(), names.data() + names.size());
  throw InputError{fmt::format("service {}: communes: the map shows no outline of a commune {}{}", service, name,
                               meant.empty() ? "" : fmt::format("; did you mean {}?", meant))};
}

}  // namespace

World::World(const Scenario& scenario, RoadGraph roads) : World{scenario, std::move(roads), nullptr, nullptr} {}

World::World(const Scenario& scenario, RoadGraph roads, const MapData& map)
    : World{scenario, std::move(roads), &map, nullptr} {}

World::World(const Scenario& scenario, RoadGraph roads, const MapData* map, const TravelTimeColumns* times)
    : roads_{std::make_unique<RoadGraph>(std::move(roads))}, snapper_{std::make_unique<RoadSnapper>(*roads_)} {
  const double reach = scenario.territory.max_snap_distance;
  if (map != nullptr && scenario.synthetic_demand) {
    inhabitants_ = std::make_unique<Inhabitants>(scenario, *map, *roads_, *snapper_);
  }
  const auto population = inhabitants_ ? static_cast<std::int64_t>(inhabitants_->population().resident_count()) : 0;
  InputErrors errors;
  std::vector<Coordinate> lost;
  const auto add_shuttle = [&](const GivenShuttle& given, ServiceId service) {
    const auto depot = snapper_->snap(given.depot, reach);
    if (!depot) {
      if (std::find(lost.begin(), lost.end(), given.depot) != lost.end()) return;  // shuttles share depots
      lost.push_back(given.depot);
      errors.add(fmt::format("the depot of shuttle {} at lon {:.5f}, lat {:.5f} {}, in {}", given.name,
                             given.depot.lon_degrees(), given.depot.lat_degrees(),
                             off_road(*snapper_, given.depot, reach), scenario.territory.roads.string()));
      return;
    }
    shuttles_.push_back({given.name, Load::of(given.seats, given.wheelchairs), service, given.depot, depot->location,
                         daily_shifts(given, scenario.run.days), given.max_spread, given.max_continuous_driving});
  };
  for (std::size_t k = 0; k < scenario.services.size(); ++k) {
    const GivenService& service = scenario.services[k];
    if (map != nullptr && service.fleet_rule.applies) {
      for (GivenShuttle& shuttle : fleet_by_rule(service.fleet_rule, *map, population)) {
        if (scenario.services.size() > 1) shuttle.name = service.name + "-" + shuttle.name;
        add_shuttle(shuttle, ServiceId{k});
      }
    }
    for (const GivenShuttle& shuttle : service.shuttles) add_shuttle(shuttle, ServiceId{k});
  }
  errors.throw_if_any();
  breakdowns(shuttles_, scenario.disturbances, scenario.run.seed);  // throws if those given do not fit the fleet
  oracle_ = times != nullptr ? std::make_unique<TravelTimeOracle>(*roads_, *times)
                             : std::make_unique<TravelTimeOracle>(*roads_, omp_get_max_threads());
  errors.collect([&] { closed_ = closed_roads_of(scenario, *snapper_, *oracle_); });
  std::vector<GivenService> services;
  for (const GivenService& service : scenario.services) {
    errors.collect([&] { services.push_back(completed(service, scenario, map)); });
  }
  errors.throw_if_any();
  put_services_on_road(services, reach);
}

GivenService World::completed(GivenService service, const Scenario& scenario, const MapData* map) const {
  InputErrors errors;
  for (const std::string& name : service.communes) {
    if (map == nullptr) break;
    errors.collect([&] {
      const Commune& commune = commune_named(name, service.name, map->communes, scenario.census.polygons);
      service.area.insert(service.area.end(), commune.area.begin(), commune.area.end());
    });
  }
  errors.throw_if_any();
  const double reach = scenario.territory.max_snap_distance;
  if (service.stop_rule.source == StopSource::placed && map != nullptr) {
    service.stops = placed_stops(service, map->buildings, *roads_, *snapper_, reach);
  }
  if (service.stop_rule.source == StopSource::osm && map != nullptr) {
    service.stops = stops_of_map(service, map->stops, *snapper_, reach);
  }
  if (service.stop_rule.source == StopSource::gtfs) keep_stops_in_area(service);
  return service;
}

World::World(RoadGraph roads, std::vector<Shuttle> shuttles, const std::vector<GivenService>& services,
             ClosedRoads closed)
    : roads_{std::make_unique<RoadGraph>(std::move(roads))},
      snapper_{std::make_unique<RoadSnapper>(*roads_)},
      oracle_{std::make_unique<TravelTimeOracle>(*roads_)},
      shuttles_{std::move(shuttles)},
      closed_{std::move(closed)} {
  put_services_on_road(services, Scenario{}.territory.max_snap_distance);
}

Milliseconds World::day_begins() const {
  Milliseconds begins{0};
  for (const Service& service : services_) begins = std::max(begins, service.day_begins());
  return begins;
}

void World::put_services_on_road(const std::vector<GivenService>& services, double reach) {
  InputErrors errors;
  for (const GivenService& given : services) {
    errors.collect([&] {
      Service service{given, *snapper_, reach};
      service.employ(shuttles_, services_.next_id(), *oracle_);
      services_.push_back(std::move(service));
    });
  }
  errors.throw_if_any();
}

}  // namespace navette
