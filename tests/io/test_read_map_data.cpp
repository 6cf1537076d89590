#include <catch2/catch.hpp>

#include <string>

#include "core/errors.h"
#include "io/map_objects.h"
#include "io/osm/osm_buildings.h"
#include "support/temporary_folder.h"

using namespace navette;

namespace {

Building building_of(const std::string& tags) {
  const auto map = map_of(way(1, {0, 1, 11, 10, 0}, tags));
  REQUIRE(map.buildings.size() == 1);
  return map.buildings[0];
}

}  // namespace

TEST_CASE("a building has the area and the middle of its outline") {
  const auto house = building_of(tag("building", "house"));
  CHECK(house.footprint == Approx(kEast * kNorth).epsilon(0.001));
  CHECK(distance(house.place, Coordinate::from_degrees(2.00005, 43.90005)) < 0.1);
  CHECK(house.use == BuildingUse::house);
  // An L of three squares, wound the other way: its middle is not the mean of its corners.
  //   10---11
  //    |    |
  //    |   .+---2 ...
  const auto angle = map_of(way(1, {0, 20, 21, 11, 12, 2, 0}, tag("building", "yes"))).buildings.at(0);
  CHECK(angle.footprint == Approx(3 * kEast * kNorth).epsilon(0.001));
  CHECK(distance(angle.place, Coordinate::from_degrees(2.0 + 0.0001 * 5 / 6, 43.9 + 0.0001 * 5 / 6)) < 0.1);
  const auto point = map_of(R"(<node id="500" lat="43.9" lon="2.0">)" + tag("building", "house") + "</node>\n");
  REQUIRE(point.buildings.size() == 1);
  CHECK(point.buildings[0].footprint == 0);
  CHECK(point.buildings[0].place == Coordinate::from_degrees(2.0, 43.9));
}

TEST_CASE("what a building is used for follows from its tags") {
  const auto use = [](const std::string& tags) { return building_of(tags).use; };
  for (const char* kind : {"house", "detached", "bungalow", "semidetached_house", "residential", "terrace"}) {
    INFO(kind);
    CHECK(use(tag("building", kind)) == BuildingUse::house);
  }
  CHECK(use(tag("building", "apartments")) == BuildingUse::apartments);
  CHECK(use(tag("building", "farm")) == BuildingUse::farmhouse);
  CHECK(use(tag("building", "yes")) == BuildingUse::unspecified);
  CHECK(use(tag("building", "yes") + tag("shop", "bakery")) == BuildingUse::unspecified);
  CHECK(use(tag("building", "yes") + tag("amenity", "restaurant")) == BuildingUse::unspecified);
  CHECK(use(tag("building", "yes") + tag("amenity", "school")) == BuildingUse::not_a_dwelling);
  CHECK(use(tag("building", "yes") + tag("shop", "supermarket")) == BuildingUse::not_a_dwelling);
  CHECK(use(tag("building", "house") + tag("ruins", "yes")) == BuildingUse::not_a_dwelling);
  CHECK(use(tag("building", "house") + tag("disused", "no")) == BuildingUse::house);
  for (const char* kind : {"garage", "shed", "barn", "church", "industrial", "retail", "roof", "Unit_3", ""}) {
    INFO(kind);
    CHECK(use(tag("building", kind)) == BuildingUse::not_a_dwelling);
  }
  CHECK(use(tag("building", "retail") + tag("building:flats", "4")) == BuildingUse::apartments);
  CHECK(map_of(way(1, {0, 1, 11, 10, 0}, tag("building", "no"))).buildings.empty());
  // The larger ones of these hold several dwellings.
  CHECK(map_of(way(1, {0, 2, 12, 10, 0}, tag("building", "terrace"))).buildings.at(0).use == BuildingUse::apartments);
  CHECK(map_of(way(1, {0, 2, 12, 10, 0}, tag("building", "residential"))).buildings.at(0).use == BuildingUse::house);
  CHECK(map_of(way(1, {0, 3, 13, 10, 0}, tag("building", "residential"))).buildings.at(0).use ==
        BuildingUse::apartments);
}

TEST_CASE("counts in tags are whole numbers, or unknown") {
  CHECK(read_count("12", 100) == 12);
  CHECK(read_count("0", 100) == 0);
  CHECK(read_count("2.5", 100) == 2);
  CHECK(read_count("3;4", 100) == 3);
  CHECK(read_count("12,345", 100'000) == 12'345);
  CHECK(read_count("1 234 567", 10'000'000) == 1'234'567);
  CHECK(read_count("12,34", 100'000) == 12);
  for (const char* text : {"", "-3", "many", "101", "99999999999999999999", "+5"}) {
    INFO(text);
    CHECK(read_count(text, 100) == -1);
  }
  CHECK(read_count(nullptr, 100) == -1);
  const auto flats =
      building_of(tag("building", "apartments") + tag("building:flats", "9") + tag("building:levels", "3"));
  CHECK(flats.dwellings == 9);
  CHECK(flats.levels == 3);
  CHECK(building_of(tag("building", "yes") + tag("building:flats", "-9")).dwellings == -1);
}

// 30---31---32---33      a courtyard within a building of 3 x 3, whose outline comes in two ways
//  |              |
// 20   21===22   23
//  |    |    |    |
// 10   11===12   13
//  |              |
//  0----1----2----3

TEST_CASE("a building of several ways has its courtyard left out, and is one building") {
  const std::string yard = way(3, {11, 12, 22, 21, 11});
  const std::string halves = way(1, {33, 30, 0}, tag("building", "yes")) + way(2, {33, 3, 0});
  const std::string shape = relation(1, {{1, "outer"}, {2, "outer"}, {3, "inner"}},
                                     tag("type", "multipolygon") + tag("building", "apartments"));
  MapDataReport report;
  const auto map = map_of(halves + yard + shape, &report);
  REQUIRE(map.buildings.size() == 1);
  CHECK(map.buildings[0].use == BuildingUse::apartments);
  CHECK(map.buildings[0].footprint == Approx(8 * kEast * kNorth).epsilon(0.001));
  CHECK(report.broken_buildings == 0);
  // A closed outline that is tagged twice is one building too.
  const auto twice = map_of(way(1, {0, 3, 33, 30, 0}, tag("building", "yes")) +
                            relation(1, {{1, "outer"}}, tag("type", "multipolygon") + tag("building", "yes")));
  CHECK(twice.buildings.size() == 1);
}

TEST_CASE("outlines that do not close are skipped and counted") {
  MapDataReport report;
  const std::string open = way(1, {0, 1, 11, 10}, tag("building", "yes"));
  const std::string far = way(2, {0, 1, 999, 10, 0}, tag("building", "yes"));  // the file has no node 999
  const std::string half = relation(1, {{1, "outer"}}, tag("type", "multipolygon") + tag("amenity", "school"));
  const std::string absent = relation(
      2, {{77, "outer"}},
      tag("type", "boundary") + tag("boundary", "administrative") + tag("admin_level", "8") + tag("name", "Ailleurs"));
  const std::string empty = relation(3, {}, tag("type", "multipolygon") + tag("building", "yes"));
  const auto map = map_of(open + far + half + absent + empty, &report);
  CHECK(map.buildings.empty());
  CHECK(map.facilities.empty());
  CHECK(map.communes.empty());
  CHECK(report.broken_buildings == 3);
  CHECK(report.broken_facilities == 1);
  CHECK(report.broken_communes == std::vector<std::string>{"Ailleurs"});
}

TEST_CASE("communes are boundaries with their level and their holes, once each") {
  const std::string admin = tag("boundary", "administrative") + tag("admin_level", "8") + tag("name", "Saint-Jean");
  const std::string ways = way(1, {0, 3, 33}, admin) + way(2, {0, 30, 33}, admin) + way(3, {11, 12, 22, 21, 11}, admin);
  const std::string whole =
      relation(1, {{1, "outer"}, {2, "outer"}, {3, "inner"}},
               tag("type", "boundary") + admin + tag("ref:INSEE", "81999") + tag("population", "1,250"));
  const std::string other = relation(
      2, {{1, "outer"}, {2, "outer"}},
      tag("type", "boundary") + tag("boundary", "administrative") + tag("admin_level", "7") + tag("name", "Canton"));
  const auto map = map_of(ways + whole + other);
  REQUIRE(map.communes.size() == 2);
  CHECK(map.communes[1].name == "Canton");
  CHECK(map.communes[1].level == 7);
  CHECK(map.communes[0].level == 8);
  CHECK(map.communes[0].name == "Saint-Jean");
  CHECK(map.communes[0].code == "81999");
  CHECK(map.communes[0].population == 1'250);
  REQUIRE(map.communes[0].area.at(0).size() == 2);
  CHECK(map.communes[0].area[0][0].size() == 4);
  CHECK(map.communes[0].area[0][1].size() == 4);
  CHECK(map_of(way(3, {11, 12, 22, 21, 11}, admin)).communes.size() == 1);
}

TEST_CASE("places have a kind and, if tagged, inhabitants; an area beside its node is the same place") {
  const auto map =
      map_of(R"(<node id="500" lat="43.9" lon="2.0">)" + tag("place", "village") + tag("name", "Le Bourg") +
             tag("population", "480") + R"(</node><node id="501" lat="43.9" lon="2.0">)" + tag("place", "island") +
             tag("name", "Ile") + R"(</node><node id="502" lat="43.9" lon="2.0">)" + tag("place", "hamlet") +
             "</node>\n" + way(1, {0, 1, 11, 10, 0}, tag("place", "village") + tag("name", "Le Bourg")) +
             way(2, {0, 1, 11, 10, 0}, tag("place", "farm") + tag("name", "La Ferme")));
  REQUIRE(map.places.size() == 2);
  CHECK(map.places[0].name == "Le Bourg");
  CHECK(map.places[0].kind == PlaceKind::village);
  CHECK(map.places[0].population == 480);
  CHECK(map.places[1].kind == PlaceKind::isolated);
  CHECK(map.places[1].population == -1);
}

TEST_CASE("a file that is broken, absent or no map gives a clear error; one without people gives nothing") {
  const TemporaryFolder folder;
  folder.write("cut.osm", R"(<?xml version='1.0'?><osm version='0.6'><node id="1" lat="4)");
  folder.write("noise.osm.pbf", "not a map at all");
  folder.write("map.txt", "x");
  for (const char* name : {"absent.osm", "cut.osm", "noise.osm.pbf", "map.txt"}) {
    INFO(name);
    CHECK_THROWS_AS(read_map_data(folder.path() / name), InputError);
  }
  const auto empty = map_of("");
  CHECK(empty.buildings.empty());
  CHECK(empty.facilities.empty());
}
