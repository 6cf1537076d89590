#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "io/map_objects.h"

using namespace navette;

namespace {

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
