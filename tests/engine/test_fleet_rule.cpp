#include <catch2/catch.hpp>

#include "core/errors.h"
#include "engine/world/area_served.h"
#include "engine/world/fleet_rule.h"

using namespace navette;

namespace {

FleetRule rule() {
  FleetRule rule;
  rule.applies = true;
  GivenShuttle morning;
  morning.seats = 8;
  GivenShuttle evening;
  evening.seats = 6;
  rule.models = {morning, evening};
  return rule;
}

MapData two_places() {
  MapData map;
  map.places.push_back({"Petit", PlaceKind::village, Coordinate::from_degrees(2.1, 44.0), 900});
  map.places.push_back({"Bourg", PlaceKind::town, Coordinate::from_degrees(2.0, 44.0), 4'000});
  map.places.push_back({"Faubourg", PlaceKind::suburb, Coordinate::from_degrees(2.01, 44.0), 2'000});
  map.places.push_back({"Moyen", PlaceKind::village, Coordinate::from_degrees(2.2, 44.0), 1'500});
  return map;
}

}  // namespace

TEST_CASE("a fleet left to the map grows with its inhabitants and stands in the largest places") {
  const auto fleet = fleet_by_rule(rule(), two_places(), 12'000);
  REQUIRE(fleet.size() == 4);
  CHECK(fleet[0].depot == Coordinate::from_degrees(2.0, 44.0));  // the town
  CHECK(fleet[1].depot == Coordinate::from_degrees(2.2, 44.0));  // the larger village
  CHECK(fleet[2].depot == fleet[0].depot);
  CHECK(fleet[0].seats == 8);
  CHECK(fleet[1].seats == 6);
  CHECK(fleet[3].name == "s4");
  CHECK(fleet_by_rule(rule(), two_places(), 100).size() == 2);
}

TEST_CASE("what the scenario gives of the fleet is kept") {
  auto given = rule();
  given.size = 3;
  given.depots = {Coordinate::from_degrees(2.5, 44.5)};
  const auto fleet = fleet_by_rule(given, two_places(), 12'000);
  REQUIRE(fleet.size() == 3);
  for (const auto& shuttle : fleet) CHECK(shuttle.depot == given.depots[0]);
}

TEST_CASE("without a place the depot is a building, without either the user is asked") {
  MapData map;
  CHECK_THROWS_AS(fleet_by_rule(rule(), map, 5'000), InputError);
  for (const double lon : {2.0, 2.1, 2.2}) {
    Building building;
    building.place = Coordinate::from_degrees(lon, 44.0);
    map.buildings.push_back(building);
  }
  CHECK(fleet_by_rule(rule(), map, 5'000)[0].depot == Coordinate::from_degrees(2.1, 44.0));
}

TEST_CASE("an area holds what lies inside its rings and near its border, holes left out") {
  const auto at = [](double x, double y) { return Coordinate::from_degrees(2.0 + x / 100, 44.0 + y / 100); };
  // A square of 10 by 10 hundredths of a degree (about 8 by 11 km) with a hole of 4 by 4 in its middle.
  const Polygon ring{{at(0, 0), at(10, 0), at(10, 10), at(0, 10)}, {at(3, 3), at(7, 3), at(7, 7), at(3, 7)}};
  const Area area{ring};
  CHECK(in_area(area, 0, at(1, 1)));
  CHECK_FALSE(in_area(area, 0, at(5, 5)));
  CHECK_FALSE(in_area(area, 0, at(11, 5)));
  CHECK(in_area(area, 1'000, at(11, 5)));        // 0.8 km from the border
  CHECK_FALSE(in_area(area, 1'000, at(12, 5)));  // 1.6 km
  CHECK_FALSE(in_area(area, 1'000, at(5, 5)));   // 1.6 km from the hole's border
  CHECK(in_area({}, 0, at(50, 50)));
  // What lies in two polygons lies in the area; a hole of one is filled by another.
  const Area both{ring, {{at(8, 2), at(20, 2), at(20, 8), at(8, 8)}}};
  CHECK(in_area(both, 0, at(9, 5)));
  CHECK(in_area(both, 0, at(15, 5)));
  CHECK_FALSE(in_area(both, 0, at(5, 5)));
  CHECK(in_area({ring, ring}, 0, at(1, 1)));
  CHECK(in_area({ring, {ring[1]}}, 0, at(5, 5)));
}
