#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "io/osm/osm_speed.h"
#include "io/osm/osm_tags.h"

using namespace navette;

namespace {

using Tags = std::map<std::string, std::string>;

TagReader reader(const Tags& tags) {
  return [&tags](const char* key) {
    const auto found = tags.find(key);
    return found == tags.end() ? nullptr : found->second.c_str();
  };
}

WayVerdict read(const Tags& tags, const RoadRules& rules = {}) { return read_way_tags(reader(tags), rules); }

bool drivable(const Tags& tags, const RoadRules& rules = {}) { return read(tags, rules).road.has_value(); }

DropReason dropped(const Tags& tags, const RoadRules& rules = {}) {
  const auto verdict = read(tags, rules);
  REQUIRE(verdict.dropped);
  REQUIRE_FALSE(verdict.road);
  return *verdict.dropped;
}

// "><" both ways, ">" in the order of the nodes, "<" against it, "" closed
std::string direction(const Tags& tags, const RoadRules& rules = {}) {
  const auto road = read(tags, rules).road;
  if (!road) return "";
  return std::string{road->forward ? ">" : ""} + (road->backward ? "<" : "");
}

}  // namespace

TEST_CASE("speed limits are read in all their forms") {
  struct Row {
    const char* value;
    double kmh;  // 0: nothing
  };
  const std::vector<Row> rows{{"50", 50},
                              {"50 km/h", 50},
                              {"50kph", 50},
                              {"30 mph", 48.28032},
                              {"30mph", 48.28032},
                              {"10 knots", 18.52},
                              {"walk", 7},
                              {"none", 0},
                              {"signals", 0},
                              {"variable", 0},
                              {"FR:rural", 80},
                              {"FR:urban", 50},
                              {"FR:motorway", 130},
                              {"FR:zone30", 30},
                              {"FR:30", 30},
                              {"DE:rural", 100},
                              {"DE:urban", 50},
                              {"DE:zone:30", 30},
                              {"DE:zone30", 30},
                              {"DE:living_street", 7},
                              {"DE:bicycle_road", 30},
                              {"DE:walk", 7},
                              {"GB:nsl_single", 96.56064},
                              {"GB:nsl_dual", 112.65408},
                              {"GB:nsl_restricted", 48.28032},
                              {"GB:zone20", 32.18688},
                              {"GB-WLS:urban", 32.18688},
                              {"GB-SCT:nsl_single", 96.56064},
                              {"BE-VLG:rural", 70},
                              {"IM:urban", 48.28032},
                              {"IM:rural", 0},
                              {"XX:rural", 0},
                              {"rural", 0},
                              {"50;30", 30},
                              {"50; 30 mph ;none", 48.28032},
                              {"70|50", 50},
                              {"13.5", 13.5},
                              {"0", 0},
                              {"-50", 0},
                              {"1e3", 0},
                              {"nan", 0},
                              {"inf", 0},
                              {"99999", 200},
                              {"fast", 0},
                              {"50 furlongs", 0},
                              {"", 0},
                              {";;", 0},
                              {":", 0},
                              {"zone:30", 30}};
  for (const auto& row : rows) {
    INFO("maxspeed=" << row.value);
    CHECK(read_speed_limit(row.value, "").value_or(0) == Approx(row.kmh));
  }
  CHECK(read_speed_limit("rural", "FR") == 80.0);
}

TEST_CASE("a limit on the map beats the class's speed; hints and directions are heeded") {
  const auto speeds = [](const Tags& tags, const RoadRules& rules = {}) {
    const auto road = read(tags, rules).road;
    REQUIRE(road);
    return std::pair{road->kmh_forward, road->kmh_backward};
  };
  const RoadRules rules;
  const double tertiary = rules.default_kmh[RoadClass::tertiary];
  CHECK(speeds({{"highway", "tertiary"}}) == std::pair{tertiary, tertiary});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "70"}}) == std::pair{70.0, 70.0});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "none"}}) == std::pair{tertiary, tertiary});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "signals"}, {"source:maxspeed", "FR:rural"}}).first == 80);
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed:type", "FR:urban"}}).first == 50);
  CHECK(speeds({{"highway", "tertiary"}, {"zone:maxspeed", "DE:30"}}).first == 30);
  CHECK(speeds({{"highway", "tertiary"}, {"source:maxspeed", "survey"}}).first == tertiary);
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed:forward", "70"}, {"maxspeed:backward", "30"}}) ==
        std::pair{70.0, 30.0});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "50"}, {"maxspeed:backward", "30"}}) == std::pair{50.0, 30.0});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "70"}, {"surface", "gravel"}}).first == rules.gravel_kmh);
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "20"}, {"surface", "gravel"}}).first == 20);
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "70"}, {"smoothness", "very_bad"}}).first == rules.very_bad_kmh);

  RoadRules careful;
  careful.limit_share = 0.8;
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "50"}}, careful).first == Approx(40));
  CHECK(speeds({{"highway", "tertiary"}}, careful).first == tertiary);
  RoadRules german;
  german.country = "DE";
  CHECK(speeds({{"highway", "living_street"}}, german).first == 7);
}

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

TEST_CASE("a ferry's duration is read in all its forms") {
  CHECK(read_duration("35") == 2100.0);
  CHECK(read_duration("00:35") == 2100.0);
  CHECK(read_duration("01:30:30") == 5430.0);
  CHECK(read_duration("PT35M") == 2100.0);
  CHECK(read_duration("PT1H30M") == 5400.0);
  CHECK(read_duration("P1DT2H") == 93'600.0);
  for (const char* wrong : {"", "soon", "P", "PT", "PT35", "P35M", "T5M", "1:2:3:4", "1:", "-5", "0", "99999999"}) {
    INFO(wrong);
    CHECK_FALSE(read_duration(wrong));
  }
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
