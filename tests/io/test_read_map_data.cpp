#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "core/errors.h"
#include "core/random_stream.h"
#include "io/osm/osm_buildings.h"
#include "io/osm/osm_rings.h"
#include "io/osm/read_map_data.h"
#include "support/temporary_folder.h"

using namespace navette;
namespace fs = std::filesystem;

namespace {

const fs::path kData = fs::path{NAVETTE_SOURCE_DIR} / ".." / "shared" / "data" / "osm";

std::string tag(const std::string& key, const std::string& value) {
  return R"(<tag k=")" + key + R"(" v=")" + value + R"("/>)";
}

std::string way(int id, const std::vector<int>& nodes, const std::string& tags = "") {
  std::string text = "<way id=\"" + std::to_string(id) + "\">";
  for (const int node : nodes) text += "<nd ref=\"" + std::to_string(node) + "\"/>";
  return text + tags + "</way>\n";
}

std::string relation(int id, const std::vector<std::pair<int, std::string>>& ways, const std::string& tags) {
  std::string text = "<relation id=\"" + std::to_string(id) + "\">";
  for (const auto& [ref, role] : ways) {
    text += R"(<member type="way" ref=")" + std::to_string(ref) + R"(" role=")" + role + R"("/>)";
  }
  return text + tags + "</relation>\n";
}

// A grid of 10 x 10 nodes, numbered row by row from the south-west, 0.0001 degrees apart: 8.016 m by 11.12 m.
//   10---11---12 ...
//    |    |    |
//    0----1----2 ...
constexpr double kEast = 8.0155;    // [m]
constexpr double kNorth = 11.1195;  // [m]

MapData map_of(const std::string& objects, MapDataReport* report = nullptr) {
  const TemporaryFolder folder;
  std::string text = "<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\">\n" + objects;
  // Behind what uses them: the order in the file must not matter.
  for (int row = 0; row < 10; ++row) {
    for (int column = 0; column < 10; ++column) {
      text += "<node id=\"" + std::to_string(10 * row + column) + "\" lat=\"" + std::to_string(43.9 + 0.0001 * row) +
              "\" lon=\"" + std::to_string(2.0 + 0.0001 * column) + "\"/>\n";
    }
  }
  const auto file = folder.path() / "map.osm";
  std::ofstream{file} << text << "</osm>\n";
  return read_map_data(file, report);
}

Building building_of(const std::string& tags) {
  const auto map = map_of(way(1, {0, 1, 11, 10, 0}, tags));
  REQUIRE(map.buildings.size() == 1);
  return map.buildings[0];
}

std::vector<Facility> facilities_of(const std::string& tags) {
  return map_of(R"(<node id="500" lat="43.9" lon="2.0">)" + tags + "</node>\n").facilities;
}

std::vector<FacilityKind> kinds_of(const std::string& tags) {
  std::vector<FacilityKind> kinds;
  for (const auto& facility : facilities_of(tags)) {
    if (facility.kind != FacilityKind::workplace) kinds.push_back(facility.kind);
  }
  return kinds;
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

TEST_CASE("communes are boundaries of level 8 with their holes, once each") {
  const std::string admin = tag("boundary", "administrative") + tag("admin_level", "8") + tag("name", "Saint-Jean");
  const std::string ways = way(1, {0, 3, 33}, admin) + way(2, {0, 30, 33}, admin) + way(3, {11, 12, 22, 21, 11}, admin);
  const std::string whole =
      relation(1, {{1, "outer"}, {2, "outer"}, {3, "inner"}},
               tag("type", "boundary") + admin + tag("ref:INSEE", "81999") + tag("population", "1,250"));
  const std::string other = relation(
      2, {{1, "outer"}, {2, "outer"}},
      tag("type", "boundary") + tag("boundary", "administrative") + tag("admin_level", "7") + tag("name", "Canton"));
  const auto map = map_of(ways + whole + other);
  REQUIRE(map.communes.size() == 1);
  CHECK(map.communes[0].name == "Saint-Jean");
  CHECK(map.communes[0].code == "81999");
  CHECK(map.communes[0].population == 1'250);
  REQUIRE(map.communes[0].rings.size() == 2);
  CHECK(map.communes[0].rings[0].size() == 4);
  CHECK(map.communes[0].rings[1].size() == 4);
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

TEST_CASE("destinations are of the kind that their tags say") {
  using K = FacilityKind;
  const auto is = [](const std::string& tags, const std::vector<K>& kinds) {
    INFO(tags);
    CHECK(kinds_of(tags) == kinds);
  };
  is(tag("amenity", "doctors"), {K::doctor});
  is(tag("healthcare", "dentist"), {K::doctor});
  is(tag("amenity", "clinic") + tag("healthcare", "clinic"), {K::doctor});  // not twice
  is(tag("amenity", "pharmacy"), {K::pharmacy});
  is(tag("amenity", "hospital"), {K::hospital});
  is(tag("shop", "supermarket"), {K::supermarket});
  is(tag("shop", "bakery"), {K::small_shop});
  is(tag("shop", "vacant"), {});
  is(tag("amenity", "townhall"), {K::administration});
  is(tag("amenity", "library"), {K::leisure});
  is(tag("leisure", "sports_centre"), {K::leisure});
  is(tag("leisure", "pitch"), {});
  is(tag("amenity", "marketplace"), {K::market});
  is(tag("railway", "station"), {K::station});
  is(tag("railway", "station") + tag("station", "miniature"), {});
  is(tag("amenity", "bus_station"), {K::station});
  is(tag("amenity", "townhall") + tag("disused", "yes"), {});
  is(tag("amenity", "parking"), {});
  is(tag("amenity", "kindergarten"), {K::school});
  is(tag("amenity", "college"), {K::secondary_school});
}

TEST_CASE("schools are told apart by level, French kind, age and name") {
  using K = FacilityKind;
  const auto is = [](const std::string& tags, const std::vector<K>& kinds) {
    INFO(tags);
    CHECK(kinds_of(tag("amenity", "school") + tags) == kinds);
  };
  is("", {K::school});
  is(tag("isced:level", "0;1"), {K::school});
  is(tag("isced:level", "2"), {K::secondary_school});
  is(tag("isced:level", "1-3"), {K::school, K::secondary_school});
  is(tag("school:FR", "\xc3\xa9l\xc3\xa9mentaire"), {K::school});
  is(tag("school:FR", "primaire"), {K::school});
  is(tag("school:FR", "coll\xc3\xa8ge"), {K::secondary_school});
  is(tag("school:FR",
         "lyc\xc3\xa9"
         "e"),
     {K::secondary_school});
  is(tag("name", "Ramsey Grammar School"), {K::secondary_school});
  is(tag("name",
         "Lyc\xc3\xa9"
         "e Jean Jaur\xc3\xa8s"),
     {K::secondary_school});
  is(tag("name", "QUEEN ELIZABETH II HIGH SCHOOL"), {K::secondary_school});
  is(tag("name", "Peel Clothworkers' School"), {K::school});
  is(tag("min_age", "11"), {K::secondary_school});
  is(tag("name", "College") + tag("isced:level", "1"), {K::school});  // the level knows better than the name
}

TEST_CASE("the size of a destination is tagged, or follows its area within limits; its staff follows its size") {
  const auto school = facilities_of(tag("amenity", "school") + tag("capacity", "240"));
  REQUIRE(school.size() == 2);
  CHECK(school[0].size == 240);
  CHECK(school[1].kind == FacilityKind::workplace);
  CHECK(school[1].size == Approx(20));
  const auto grounds = map_of(way(1, {0, 9, 99, 90, 0}, tag("amenity", "school"))).facilities;  // 7,221 m2
  CHECK(grounds.at(0).size == Approx(81 * kEast * kNorth / 50).epsilon(0.001));
  const auto hall = map_of(way(1, {0, 3, 33, 30, 0}, tag("amenity", "school") + tag("building", "yes"))).facilities;
  CHECK(hall.at(0).size == Approx(9 * kEast * kNorth / 10).epsilon(0.001));
  CHECK(map_of(way(1, {0, 1, 11, 10, 0}, tag("shop", "supermarket"))).facilities.at(0).size == 200);
  CHECK(facilities_of(tag("shop", "supermarket")).at(0).size == 900);
  for (const auto& facility : facilities_of(tag("amenity", "hospital") + tag("beds", "0"))) CHECK(facility.size > 0);
}

TEST_CASE("ways join into rings in any order and direction, or the relation is broken") {
  using Ways = std::vector<std::vector<std::int64_t>>;
  CHECK(join_rings(Ways{{1, 2, 3, 1}})->size() == 1);
  CHECK(join_rings(Ways{{1, 2}, {3, 2}, {3, 1}})->at(0).size() == 3);
  CHECK_FALSE(join_rings(Ways{{1, 2}, {2, 3}}));
  CHECK_FALSE(join_rings(Ways{{1}}));
  CHECK_FALSE(join_rings(Ways{}));
  CHECK_FALSE(join_rings(Ways{{}, {1, 2, 3, 1}}));
  CHECK_FALSE(join_rings(Ways{{1, 2}, {2, 1}}));  // there and back holds no area
  // Two rings that touch in node 1: however they are joined, all steps are used once.
  const auto touching = join_rings(Ways{{1, 2, 3}, {3, 1}, {1, 4, 5}, {5, 1}});
  REQUIRE(touching);
  std::size_t steps = 0;
  for (const auto& ring : *touching) steps += ring.size();
  CHECK(steps == 6);
}

TEST_CASE("random rings cut into shuffled pieces join again to the same length") {
  const std::uint64_t seed = 11;
  for (std::uint32_t trial = 0; trial < 300; ++trial) {
    INFO("seed " << seed << ", trial " << trial);
    RandomStream random{seed, Purpose::given_demand, trial};
    std::vector<std::vector<std::int64_t>> pieces;
    std::size_t nodes = 0;
    std::int64_t next = 1;
    for (std::uint32_t r = 0; r <= random.below(3); ++r) {
      const auto count = std::int64_t{3} + random.below(12);
      const std::int64_t first = next;
      std::vector<std::int64_t> piece{first};
      for (std::int64_t i = 1; i <= count; ++i) {
        piece.push_back(i == count ? first : first + i);
        if (i == count || random.below(3) > 0) continue;
        pieces.push_back(piece);
        piece = {piece.back()};
      }
      pieces.push_back(piece);
      nodes += static_cast<std::size_t>(count);
      next += count;
    }
    for (std::size_t i = pieces.size(); i > 1; --i) {
      std::swap(pieces[i - 1], pieces[random.below(static_cast<std::uint32_t>(i))]);
    }
    for (auto& piece : pieces) {
      if (random.below(2) == 0) std::reverse(piece.begin(), piece.end());
    }
    const auto rings = join_rings(pieces);
    REQUIRE(rings);
    std::size_t joined = 0;
    for (const auto& ring : *rings) joined += ring.size();
    CHECK(joined == nodes);
    pieces.pop_back();
    if (!pieces.empty() && pieces.size() < 3) continue;
    // With one piece less, a ring lacks a part, unless that piece was a ring of its own.
    if (const auto less = join_rings(pieces)) {
      std::size_t left = 0;
      for (const auto& ring : *less) left += ring.size();
      CHECK(left < nodes);
    }
  }
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

TEST_CASE("the Isle of Man has about as many buildings, farms and schools as it has") {
  const auto file = kData / "isle-of-man.osm.pbf";
  if (!fs::exists(file)) {
    std::cout << "skipped: " << file << " is not there\n";
    return;
  }
  MapDataReport report;
  const auto map = read_map_data(file, &report);
  CHECK(map.buildings.size() > 17'400);
  CHECK(map.buildings.size() < 17'600);
  CHECK(map.places.size() > 850);
  CHECK(map.communes.size() == 24);
  CHECK(report.broken_communes.empty());
  CHECK(report.broken_buildings < 10);
  const auto count = [&](FacilityKind kind) {
    return std::count_if(map.facilities.begin(), map.facilities.end(), [&](const auto& f) { return f.kind == kind; });
  };
  CHECK(count(FacilityKind::secondary_school) >= 5);
  CHECK(count(FacilityKind::school) > 30);
  CHECK(count(FacilityKind::supermarket) >= 20);
  CHECK(count(FacilityKind::hospital) >= 2);
  CHECK(count(FacilityKind::doctor) > 10);
  double covered = 0;
  for (const auto& building : map.buildings) covered += building.footprint;
  CHECK(covered / static_cast<double>(map.buildings.size()) > 80);
  CHECK(covered / static_cast<double>(map.buildings.size()) < 300);
}

TEST_CASE("the generated canton's communes sum to its inhabitants") {
  const auto map = read_map_data(fs::path{NAVETTE_SOURCE_DIR} / "scenarios" / "canton" / "canton.osm.pbf");
  std::int64_t inhabitants = 0;
  for (const auto& commune : map.communes) {
    CHECK(commune.rings.size() == 1);
    CHECK(commune.code.substr(0, 1) == "X");
    inhabitants += commune.population;
  }
  CHECK(inhabitants == 12'000);
  CHECK(map.buildings.size() > 4'000);
}

TEST_CASE("bus stops of the map: poles, platforms as points, lines and areas, but none of trains or given up") {
  const std::string platform = tag("public_transport", "platform");
  const MapData map =
      map_of(R"(<node id="201" lat="43.9" lon="2.0">)" + tag("highway", "bus_stop") + tag("name", "Mill") + "</node>" +
             R"(<node id="202" lat="43.9" lon="2.1">)" + platform + tag("bus", "yes") + tag("train", "yes") +
             "</node>" + R"(<node id="203" lat="43.9" lon="2.2">)" + platform + tag("train", "yes") + "</node>" +
             R"(<node id="204" lat="43.9" lon="2.2">)" + tag("highway", "bus_stop") + tag("disused", "yes") +
             "</node>" + R"(<node id="205" lat="43.9" lon="2.2">)" + tag("public_transport", "stop_position") +
             "</node>" + way(1, {0, 1, 2}, platform + tag("name", "Line")) +  // its middle is node 1
             way(2, {10, 12, 32, 30, 10}, platform + tag("name", "Area")) +   // round node 21
             way(3, {50, 51}, platform + tag("railway", "platform")));
  REQUIRE(map.stops.size() == 4);
  CHECK(map.stops[0].name == "Mill");
  CHECK(map.stops[1].name.empty());
  CHECK(map.stops[2].name == "Line");
  CHECK(map.stops[2].place == Coordinate::from_degrees(2.0001, 43.9));
  CHECK(map.stops[3].name == "Area");
  CHECK(distance(map.stops[3].place, Coordinate::from_degrees(2.0001, 43.9002)) < 1);
  CHECK(map.facilities.empty());
}

TEST_CASE("the bus stops of a real extract") {
  const auto file = kData / "isle-of-man-south-west.osm.pbf";
  if (!fs::exists(file)) {
    std::cout << "skipped: " << file << " is not there\n";
    return;
  }
  const auto stops = read_map_data(file).stops;
  CHECK(stops.size() > 312);  // poles; and a few platforms of the island's railway that do not say so
  CHECK(stops.size() < 330);
}
