#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "io/osm/osm_tags.h"
#include "io/way_tags.h"

using namespace navette;
using namespace navette::test;

TEST_CASE("one-way streets are read in all their forms") {
  struct Row {
    Tags tags;
    std::string direction;
  };
  const std::vector<Row> rows{
      {{}, "><"},
      {{{"oneway", "yes"}}, ">"},
      {{{"oneway", "true"}}, ">"},
      {{{"oneway", "1"}}, ">"},
      {{{"oneway", "-1"}}, "<"},
      {{{"oneway", "reverse"}}, "<"},
      {{{"oneway", "no"}}, "><"},
      {{{"oneway", "alternating"}}, "><"},
      {{{"oneway", "reversible"}}, ""},
      {{{"junction", "roundabout"}}, ">"},
      {{{"junction", "circular"}}, ">"},
      {{{"junction", "roundabout"}, {"oneway", "no"}}, "><"},
      {{{"junction", "roundabout"}, {"oneway", "-1"}}, "<"},
      {{{"highway", "motorway"}}, ">"},
      {{{"highway", "motorway"}, {"oneway", "no"}}, "><"},
      {{{"highway", "motorway_link"}}, "><"},
      {{{"oneway", "yes"}, {"oneway:bus", "no"}}, "><"},
      {{{"oneway", "yes"}, {"oneway:psv", "no"}}, "><"},
      {{{"oneway", "yes"}, {"oneway:bicycle", "no"}}, ">"},
      {{{"oneway", "yes"}, {"busway", "opposite_lane"}}, "><"},
      {{{"oneway", "yes"}, {"bus:backward", "yes"}}, "><"},
      {{{"oneway", "no"}, {"oneway:motor_vehicle", "yes"}}, ">"},
      {{{"motor_vehicle:backward", "no"}}, ">"},
      {{{"vehicle:forward", "no"}}, "<"},
      {{{"oneway", "yes"}, {"oneway:bus", "yes"}, {"oneway:psv", "no"}}, ">"},
      {{{"oneway", "reversible"}, {"oneway:psv", "no"}}, "><"},
      {{{"oneway", "yes"}, {"lanes:psv:backward", "1"}}, "><"},
      {{{"oneway", "yes"}, {"lanes:bus:backward", "2"}}, "><"},
      {{{"oneway", "yes"}, {"lanes:psv:backward", "0"}}, ">"},
      {{{"oneway", "-1"}, {"lanes:psv:forward", "1"}}, "><"},
      {{{"oneway", "yes"}, {"psv:lanes:backward", "designated"}}, "><"},
      {{{"oneway", "yes"}, {"busway:left", "opposite_lane"}}, "><"},
      {{{"oneway", "yes"}, {"busway:right", "lane"}}, ">"},
      {{{"oneway", "yes"}, {"busway", "opposite_lane"}, {"psv:backward", "no"}}, ">"},
      {{{"access", "no"}, {"psv:backward", "designated"}}, "<"},
      {{{"access", "no"}, {"bus:forward", "yes"}}, ">"},
      {{{"access", "no"}, {"lanes:psv:forward", "1"}}, ">"},
      {{{"access", "no"}, {"psv", "yes"}, {"bus:backward", "no"}}, ">"},
      {{{"access:backward", "no"}}, ">"},
      {{{"access:backward", "no"}, {"psv", "yes"}}, "><"},
      {{{"motor_vehicle", "no"}, {"motor_vehicle:forward", "destination"}}, ">"},
      {{{"psv:forward", "no"}, {"motor_vehicle", "yes"}}, "<"},
  };
  for (const auto& row : rows) {
    Tags tags = row.tags;
    tags.emplace("highway", "residential");
    for (const auto& [key, value] : tags) UNSCOPED_INFO(key << "=" << value);
    CHECK(direction(tags) == row.direction);
  }
  RoadRules private_cars;
  private_cars.public_service = false;
  CHECK(direction({{"highway", "residential"}, {"oneway", "yes"}, {"oneway:bus", "no"}}, private_cars) == ">");
  CHECK(direction({{"highway", "residential"}, {"oneway", "yes"}, {"lanes:psv:backward", "1"}}, private_cars) == ">");
  CHECK(direction({{"highway", "residential"}, {"oneway", "yes"}, {"busway", "opposite_lane"}}, private_cars) == ">");
  CHECK(direction({{"highway", "residential"}, {"access:forward", "psv"}}, private_cars) == "<");
  CHECK(direction({{"highway", "pedestrian"}, {"psv:forward", "yes"}}) == ">");
  CHECK(dropped({{"highway", "primary"}, {"oneway", "reversible"}}) == DropReason::changing_direction);
}

TEST_CASE("access follows the hierarchy, and a public shuttle may go where buses may") {
  struct Row {
    Tags tags;
    bool shuttle;
    bool car;
  };
  const std::vector<Row> rows{
      {{}, true, true},
      {{{"access", "no"}}, false, false},
      {{{"access", "private"}}, false, false},
      {{{"access", "agricultural"}}, false, false},
      {{{"access", "forestry"}}, false, false},
      {{{"access", "agricultural;forestry"}}, false, false},
      {{{"access", "delivery"}}, false, false},
      {{{"access", "destination"}}, true, true},
      {{{"access", "agricultural;destination"}}, true, true},
      {{{"access", "customers"}}, true, true},
      {{{"access", "permissive"}}, true, true},
      {{{"access", "unknown"}}, true, true},
      {{{"vehicle", "no"}}, false, false},
      {{{"motor_vehicle", "no"}}, false, false},
      {{{"motorcar", "no"}}, false, false},
      {{{"access", "no"}, {"vehicle", "yes"}}, true, true},
      {{{"vehicle", "no"}, {"motor_vehicle", "destination"}}, true, true},
      {{{"motor_vehicle", "yes"}, {"motorcar", "no"}}, false, false},
      {{{"access", "no"}, {"psv", "yes"}}, true, false},
      {{{"access", "no"}, {"bus", "designated"}}, true, false},
      {{{"motor_vehicle", "no"}, {"psv", "yes"}, {"bus", "no"}}, false, false},
      {{{"motor_vehicle", "private"}, {"bus", "yes"}}, true, false},
      {{{"access", "no"}, {"bicycle", "yes"}}, false, false},
      {{{"access", "psv"}}, true, false},
      {{{"access", "bus"}}, true, false},
      {{{"vehicle", "psv"}}, true, false},
      {{{"motor_vehicle", "bus;psv"}}, true, false},
      {{{"motorcar", "psv"}}, true, false},
      {{{"motor_vehicle", "psv;destination"}}, true, true},
      {{{"motor_vehicle", "yes"}, {"psv", "no"}}, false, true},
      {{{"psv", "yes"}, {"bus", "no"}}, false, true},
      {{{"psv", "no"}, {"bus", "yes"}, {"access", "no"}}, true, false},
      {{{"access", "bicycle"}}, false, false},
      {{{"smoothness", "impassable"}}, false, false},
  };
  RoadRules private_cars;
  private_cars.public_service = false;
  for (const auto& row : rows) {
    Tags tags = row.tags;
    tags.emplace("highway", "unclassified");
    for (const auto& [key, value] : tags) UNSCOPED_INFO(key << "=" << value);
    CHECK(drivable(tags) == row.shuttle);
    for (const auto& [key, value] : tags) UNSCOPED_INFO(key << "=" << value);
    CHECK(drivable(tags, private_cars) == row.car);
  }
}

TEST_CASE("only roads are roads") {
  CHECK_FALSE(read({{"building", "yes"}}).dropped);
  CHECK_FALSE(drivable({{"building", "yes"}}));
  CHECK_FALSE(read({{"railway", "rail"}}).dropped);
  for (const char* path : {"footway", "path", "cycleway", "steps", "bridleway", "pedestrian", "platform", "corridor"}) {
    CHECK(dropped({{"highway", path}}) == DropReason::not_for_cars);
  }
  CHECK(drivable({{"highway", "pedestrian"}, {"bus", "yes"}}));
  CHECK(dropped({{"highway", "construction"}, {"construction", "primary"}}) == DropReason::not_open_yet);
  CHECK(dropped({{"highway", "proposed"}}) == DropReason::not_open_yet);
  CHECK(dropped({{"highway", "residential"}, {"area", "yes"}}) == DropReason::areas);
  CHECK(dropped({{"highway", "ferry"}}) == DropReason::not_for_cars);
  for (const auto name : kRoadClassNames) {
    if (name == "ferry" || name == "track" || name == "service" || name == "pedestrian") continue;
    CHECK(drivable({{"highway", std::string{name}}}));
  }
  RoadRules private_cars;
  private_cars.public_service = false;
  CHECK_FALSE(drivable({{"highway", "busway"}}, private_cars));
}

TEST_CASE("tracks and service roads are driven as far as the rules say") {
  RoadRules rules;
  CHECK(dropped({{"highway", "track"}, {"tracktype", "grade1"}}) == DropReason::tracks);
  CHECK(dropped({{"highway", "service"}}) == DropReason::service_roads);
  rules.worst_track_grade = 2;
  rules.service_roads = true;
  CHECK(drivable({{"highway", "track"}, {"tracktype", "grade1"}}, rules));
  CHECK(drivable({{"highway", "track"}, {"tracktype", "grade2"}}, rules));
  CHECK_FALSE(drivable({{"highway", "track"}, {"tracktype", "grade3"}}, rules));
  CHECK_FALSE(drivable({{"highway", "track"}}, rules));
  CHECK_FALSE(drivable({{"highway", "track"}, {"tracktype", "grade1"}, {"motor_vehicle", "forestry"}}, rules));
  CHECK(drivable({{"highway", "service"}, {"service", "driveway"}}, rules));
  CHECK_FALSE(drivable({{"highway", "service"}, {"service", "parking_aisle"}}, rules));
  rules.worst_track_grade = 5;
  CHECK(drivable({{"highway", "track"}}, rules));
}

TEST_CASE("ferries are taken only if the rules and the ship take vehicles") {
  RoadRules rules;
  const Tags ship{{"route", "ferry"}, {"motor_vehicle", "yes"}, {"duration", "PT1H30M"}};
  CHECK(dropped(ship, rules) == DropReason::ferries);
  rules.ferries = true;
  const auto ferry = read(ship, rules).road;
  REQUIRE(ferry);
  CHECK(ferry->road_class == RoadClass::ferry);
  CHECK(ferry->ferry_duration == 5400.0);
  CHECK(direction({{"route", "ferry"}, {"motor_vehicle", "yes"}}, rules) == "><");
  CHECK(dropped({{"route", "ferry"}}, rules) == DropReason::no_access);
  CHECK(dropped({{"route", "ferry"}, {"motor_vehicle", "no"}}, rules) == DropReason::no_access);
}

TEST_CASE("people board where they can stand") {
  struct Row {
    Tags tags;
    Boarding boarding;
  };
  const std::vector<Row> rows{
      {{{"highway", "residential"}}, Boarding::allowed},
      {{{"highway", "motorway"}}, Boarding::motorway},
      {{{"highway", "motorway_link"}}, Boarding::motorway},
      {{{"highway", "trunk"}}, Boarding::allowed},
      {{{"highway", "trunk"}, {"motorroad", "yes"}}, Boarding::motorroad},
      {{{"highway", "secondary"}, {"motorroad", "yes"}}, Boarding::motorroad},
      {{{"highway", "trunk"}, {"motorroad", "no"}}, Boarding::allowed},
      {{{"highway", "tertiary"}, {"tunnel", "yes"}}, Boarding::tunnel},
      {{{"highway", "tertiary"}, {"tunnel", "avalanche_protector"}}, Boarding::tunnel},
      {{{"highway", "tertiary"}, {"tunnel", "no"}}, Boarding::allowed},
      {{{"highway", "residential"}, {"tunnel", "building_passage"}}, Boarding::allowed},
      {{{"highway", "primary"}, {"foot", "no"}}, Boarding::no_pedestrians},
      {{{"highway", "primary"}, {"foot", "no"}, {"sidewalk", "separate"}}, Boarding::allowed},
      {{{"highway", "primary"}, {"foot", "no"}, {"sidewalk:left", "yes"}}, Boarding::allowed},
      {{{"highway", "busway"}, {"foot", "no"}}, Boarding::allowed},
      {{{"route", "ferry"}, {"motor_vehicle", "yes"}}, Boarding::ferry},
  };
  RoadRules rules;
  rules.ferries = true;
  for (const auto& row : rows) {
    for (const auto& [key, value] : row.tags) UNSCOPED_INFO(key << "=" << value);
    CHECK(read(row.tags, rules).road->boarding == row.boarding);
  }
  CHECK(read({{"highway", "primary"}, {"bridge", "viaduct"}}).road->bridge);
  CHECK_FALSE(read({{"highway", "primary"}, {"bridge", "no"}}).road->bridge);
}

TEST_CASE("a bollard closes, a gate closes only if it says so") {
  const auto closed = [](const Tags& tags, bool public_service = true) {
    RoadRules rules;
    rules.public_service = public_service;
    return is_closed_barrier(reader(tags), rules);
  };
  CHECK_FALSE(closed({}));
  CHECK_FALSE(closed({{"highway", "crossing"}}));
  CHECK(closed({{"barrier", "bollard"}}));
  CHECK(closed({{"barrier", "block"}}));
  CHECK_FALSE(closed({{"barrier", "bollard"}, {"motor_vehicle", "yes"}}));
  CHECK_FALSE(closed({{"barrier", "bollard"}, {"bus", "yes"}}));
  CHECK(closed({{"barrier", "bollard"}, {"bus", "yes"}}, false));
  CHECK(closed({{"barrier", "bollard"}, {"bicycle", "yes"}}));
  CHECK_FALSE(closed({{"barrier", "gate"}}));
  CHECK(closed({{"barrier", "gate"}, {"access", "private"}}));
  CHECK(closed({{"barrier", "lift_gate"}, {"motor_vehicle", "no"}}));
  CHECK(closed({{"barrier", "gate"}, {"locked", "yes"}}));
  CHECK(closed({{"barrier", "gate"}, {"locked", "yes"}, {"access", "yes"}}));
  CHECK_FALSE(closed({{"barrier", "gate"}, {"locked", "no"}}));
  CHECK_FALSE(closed({{"barrier", "gate"}, {"locked", "yes"}, {"psv", "yes"}}));
  CHECK(closed({{"barrier", "gate"}, {"locked", "yes"}, {"psv", "yes"}}, false));
  CHECK_FALSE(closed({{"barrier", "gate"}, {"access", "psv"}}));
  CHECK(closed({{"barrier", "gate"}, {"access", "psv"}}, false));
  CHECK(closed({{"barrier", "gate"}, {"motor_vehicle", "yes"}, {"psv", "no"}}));
  CHECK_FALSE(closed({{"barrier", "cattle_grid"}}));
  CHECK_FALSE(closed({{"barrier", "toll_booth"}}));
  CHECK_FALSE(closed({{"barrier", "bus_trap"}}));
  CHECK(closed({{"barrier", "bus_trap"}}, false));
}

TEST_CASE("turn restrictions say whether they are for us") {
  const auto tags = [](const Tags& relation, bool public_service = true) {
    RoadRules rules;
    rules.public_service = public_service;
    return read_restriction_tags(reader(relation), rules);
  };
  CHECK_FALSE(tags({{"type", "route"}}));
  CHECK_FALSE(tags({{"type", "restriction"}, {"restriction", "no_left_turn"}})->only);
  CHECK(tags({{"type", "restriction"}, {"restriction", "only_straight_on"}})->only);
  CHECK_FALSE(tags({{"type", "restriction"}, {"restriction", "only_straight_on"}})->put_aside);
  CHECK(tags({{"type", "restriction"}, {"restriction:hgv", "no_left_turn"}})->put_aside ==
        RestrictionFate::other_vehicles);
  CHECK(tags({{"type", "restriction"}, {"restriction:conditional", "no_left_turn @ (07:00-09:00)"}})->put_aside ==
        RestrictionFate::at_times);
  CHECK(tags({{"type", "restriction"}, {"restriction", "left is bad"}})->put_aside == RestrictionFate::malformed);
  const Tags except_buses{{"type", "restriction"}, {"restriction", "no_left_turn"}, {"except", "bicycle; psv"}};
  CHECK(tags(except_buses)->put_aside == RestrictionFate::other_vehicles);
  CHECK_FALSE(tags(except_buses, false)->put_aside);
}
