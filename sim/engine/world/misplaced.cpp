#include "engine/world/misplaced.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/errors.h"
#include "core/key_names.h"
#include "demand/residents/polygon_index.h"

namespace navette {
namespace {

constexpr std::int32_t kBeyond = 2'000'000;  // [1e-7 degrees] 0.2 degrees, 15 to 22 km: nobody is served so far away

std::int32_t moved(std::int32_t at, std::int32_t by) {
  const std::int64_t sum = std::int64_t{at} + by;
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(sum, std::numeric_limits<std::int32_t>::min(),
                                                            std::numeric_limits<std::int32_t>::max()));
}

Coordinate swapped(Coordinate place) { return {place.lat, place.lon}; }

std::string shown(const MapBox& box) {
  return fmt::format("lon {:.2f} to {:.2f}, lat {:.2f} to {:.2f}", box.low.lon_degrees(), box.high.lon_degrees(),
                     box.low.lat_degrees(), box.high.lat_degrees());
}

class PlaceCheck {
 public:
  PlaceCheck(const Scenario& scenario, const RoadGraph& roads) : map_{scenario.territory.roads.string()} {
    for (std::size_t n = 0; n < roads.node_count(); ++n) roads_.add(roads.place(NodeId{n}));
    around_ = {{moved(roads_.low.lon, -kBeyond), moved(roads_.low.lat, -kBeyond)},
               {moved(roads_.high.lon, kBeyond), moved(roads_.high.lat, kBeyond)}};
  }

  /// `what`: "demand.requests: origins and destinations".
  void points(const std::string& what, const std::vector<Coordinate>& places) {
    std::size_t wrong = 0;
    Coordinate first;
    for (const Coordinate place : places) {
      if (around_.contains(place) || !around_.contains(swapped(place))) continue;
      if (wrong++ == 0) first = place;
    }
    if (wrong == 0) return;
    errors_.add(
        fmt::format("{}: longitude and latitude seem to be swapped: {} of {} places, the first lon {:.5f}, lat {:.5f}, "
                    "lie far from "
                    "the roads of {} ({}), but among them the other way round; give the longitude first",
                    what, wrong, places.size(), first.lon_degrees(), first.lat_degrees(), map_, shown(roads_)));
  }

  void area(const std::string& what, const Area& area) {
    MapBox box;
    MapBox turned;
    for (const Polygon& polygon : area) {
      for (const Ring& ring : polygon) {
        for (const Coordinate corner : ring) {
          box.add(corner);
          turned.add(swapped(corner));
        }
      }
    }
    if (box.empty() || box.overlaps(roads_)) return;
    const bool swapped_fits = turned.overlaps(around_) && !box.overlaps(around_);
    errors_.add(
        fmt::format("{}: {}its polygons ({}) have nothing in common with the roads of {} ({})", what,
                    swapped_fits ? "longitude and latitude seem to be swapped (GeoJSON has the longitude first): " : "",
                    shown(box), map_, shown(roads_)));
  }

  void done() const { errors_.throw_if_any(); }

 private:
  std::string map_;
  MapBox roads_;
  MapBox around_;
  InputErrors errors_;
};

std::string key_of(const Scenario& scenario, const GivenService& service, const char* key) {
  return scenario.services.size() > 1 ? fmt::format("services.{}.{}", service.name, key)
                                      : fmt::format("service.{}", key);
}

}  // namespace

void check_places(const Scenario& scenario, const RoadGraph& roads) {
  PlaceCheck check{scenario, roads};
  std::vector<Coordinate> places;
  for (const GivenRequest& request : scenario.requests) {
    places.push_back(request.origin);
    places.push_back(request.destination);
  }
  check.points(key::demand_requests, places);
  check.area(key::territory_area, scenario.territory.area);
  Area polygons;
  for (const Commune& commune : scenario.census.polygons) {
    polygons.insert(polygons.end(), commune.area.begin(), commune.area.end());
  }
  check.area(key::population_polygons, polygons);
  places.clear();
  for (const OutsideDestination& outside : scenario.demand.outside) places.push_back(outside.place);
  check.points(key::demand_outside, places);
  for (const GivenService& service : scenario.services) {
    if (service.area != scenario.territory.area) check.area(key_of(scenario, service, "area"), service.area);
    places.clear();
    for (const GivenStop& stop : service.stops) places.push_back(stop.place);
    check.points(key_of(scenario, service, "stops"), places);
    places.clear();
    for (const GivenHub& hub : service.hubs) places.push_back(hub.place);
    check.points(key_of(scenario, service, "hubs"), places);
    places.clear();
    for (const GivenShuttle& shuttle : service.shuttles) places.push_back(shuttle.depot);
    places.insert(places.end(), service.fleet_rule.depots.begin(), service.fleet_rule.depots.end());
    check.points("fleet: depots", places);
  }
  places.clear();
  for (const GivenClosure& closure : scenario.disturbances.closures) {
    places.insert(places.end(), closure.along.begin(), closure.along.end());
  }
  check.points(key::disturbances_closures, places);
  check.done();
}

}  // namespace navette
