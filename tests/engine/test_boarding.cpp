#include <catch2/catch.hpp>
#include <string>

#include "core/errors.h"
#include "demand/map_data.h"
#include "engine/run/simulation.h"
#include "engine/world/found_stops.h"
#include "engine/world/given_demand.h"
#include "engine/world/off_road.h"
#include "engine/world/placed_stops.h"
#include "engine/world/waiting_places.h"
#include "engine/world/world.h"
#include "network/build/build_road_graph.h"
#include "support/list_recorder.h"
#include "support/road_map.h"

using namespace navette;
using namespace navette::literals;

namespace {

// A street from west to east, a motorway 100 m north of it that goes on 5 km farther to the east.
//
//   m====================n
//   |                    |
//   w------street----e   |
//                    +---+
struct Town {
  Town() {
    const auto w = map.node(0, 0), e = map.node(2'000, 0), m = map.node(0, 100), n = map.node(7'000, 100),
               s = map.node(7'000, -2'000), t = map.node(2'000, -2'000);
    map.way({w, e}, 50);
    map.way({m, n}, 110).boarding = Boarding::motorway;
    map.way({w, m}, 50);
    map.way({n, s, t, e}, 50);
    scenario.territory.max_snap_distance = 500;
    scenario.services[0].rules.max_wait_time = 2_h;
    scenario.services[0].rules.max_travel_time_beta = 2_h;
    scenario.services[0].shuttles = {shuttle(at(100, 0))};
  }

  static Coordinate at(double east, double north) {
    return LocalPlane{Coordinate::from_degrees(2.0, 44.0)}.from_plane({east, north});
  }
  static GivenShuttle shuttle(Coordinate depot) {
    GivenShuttle given;
    given.name = "s";
    given.depot = depot;
    given.seats = 8;
    given.shifts.push_back({8_h, 18_h});
    return given;
  }
  [[nodiscard]] World world() const { return {scenario, build_road_graph(map.roads).graph}; }
  // What is wrong with the world.
  [[nodiscard]] std::string problem() const {
    try {
      const World made = world();
      (void)waiting_places(scenario, made);
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  }

  test::RoadMap map;
  Scenario scenario;
};

const Coordinate kByTheMotorway = Town::at(5'000, 130);  // 30 m from it, more than 500 m from all else

// Whether a message is about this, and says that only a motorway is within reach of it.
bool names_the_motorway(const std::string& message, const std::string& subject) {
  const auto has = [&](const std::string& part) { return message.find(part) != std::string::npos; };
  return has(subject) && has("no road where people may board within 500 m") && has("30 m away") && has("a motorway");
}

}  // namespace

TEST_CASE("a house nearer to the motorway than to its street is fetched in the street") {
  Town town;
  GivenRequest asked;
  asked.name = "house";
  asked.submitted_at = 8_h;
  asked.earliest_departure = 9_h;
  asked.origin = Town::at(1'000, 60);
  asked.destination = Town::at(2'000, 5);
  town.scenario.requests = {asked};
  const World world = town.world();
  const Demand demand = given_demand(town.scenario, world);
  for (const Location end : {demand[RequestId{0}].origin, demand[RequestId{0}].destination}) {
    REQUIRE(end.valid());
    CHECK(world.roads().boarding(end.edge) == Boarding::allowed);
  }
  TravelTimeQuery query{world.oracle()};
  const auto time =
      query.travel_time(demand[RequestId{0}].origin, demand[RequestId{0}].destination, asked.earliest_departure);
  CHECK(time.count == Approx(72'000).margin(100));  // 1 km at 50 km/h
}

TEST_CASE("who has nothing but roads where nobody boards is refused for that reason") {
  Town town;
  const auto reason = [&](Coordinate origin, Coordinate destination) {
    GivenRequest asked;
    asked.name = "r";
    asked.submitted_at = 8_h;
    asked.earliest_departure = 9_h;
    asked.origin = origin;
    asked.destination = destination;
    town.scenario.requests = {asked};
    const World world = town.world();
    const Demand demand = given_demand(town.scenario, world);
    const auto dispatcher = make_dispatcher(town.scenario.dispatch.policy, world.oracle(),
                                            town.scenario.dispatch.waiting, town.scenario.dispatch.settings);
    test::ListRecorder recorder;
    Simulation{world, demand, town.scenario, *dispatcher, recorder}.run();
    return std::string{to_string(recorder.requests.at(0).reason)};
  };
  const Coordinate street = Town::at(1'000, 10);
  const Coordinate nowhere = Town::at(1'000, 5'000);
  CHECK(reason(street, Town::at(1'900, 10)) == "none");
  CHECK(reason(street, kByTheMotorway) == "no_boarding_in_reach");
  CHECK(reason(kByTheMotorway, street) == "no_boarding_in_reach");
  CHECK(reason(kByTheMotorway, kByTheMotorway) == "no_boarding_in_reach");
  CHECK(reason(street, nowhere) == "too_far_from_road");
  CHECK(reason(kByTheMotorway, nowhere) == "too_far_from_road");
  CHECK(reason(nowhere, kByTheMotorway) == "too_far_from_road");
}

TEST_CASE("depots, stops, hubs, waiting places and destinations by the motorway alone are errors that name it") {
  CHECK(Town{}.problem().empty());
  Town depot;
  depot.scenario.services[0].shuttles = {Town::shuttle(kByTheMotorway)};
  CHECK(names_the_motorway(depot.problem(), "depot of shuttle s"));

  Town stop;
  stop.scenario.services[0].kind = ServiceKind::stop_based;
  stop.scenario.services[0].stops = {{"street", Town::at(500, 10), "1"}, {"motorway", kByTheMotorway, "2"}};
  CHECK(names_the_motorway(stop.problem(), "stop motorway of service"));

  Town hub;
  hub.scenario.services[0].kind = ServiceKind::hub_and_spoke;
  hub.scenario.services[0].hubs = {{"services", kByTheMotorway, 400}};
  CHECK(names_the_motorway(hub.problem(), "hub services of service"));

  Town waiting;
  waiting.scenario.rebalancing.places = {kByTheMotorway};
  CHECK(names_the_motorway(waiting.problem(), "rebalancing.places"));

  Town far;
  far.scenario.services[0].shuttles = {Town::shuttle(Town::at(1'000, 5'000))};
  CHECK_THAT(far.problem(), Catch::Contains("lies more than 500 m (territory.max_snap_distance) from any road"));
}

TEST_CASE("stops found on the map or placed by homes stand where people board") {
  const Town town;
  const World world = town.world();
  GivenService service;
  service.kind = ServiceKind::stop_based;
  service.stop_rule.spacing = 100;
  const std::vector<MapStop> poles{{"a", Town::at(300, 10)}, {"b", Town::at(1'500, 10)}, {"m", kByTheMotorway}};
  const auto found = stops_of_map(service, poles, world.snapper(), 500);
  CHECK(found.size() == 2);
  std::vector<Building> houses(3);
  houses[0].place = Town::at(100, 70);  // nearer to the motorway
  houses[1].place = Town::at(1'900, 70);
  houses[2].place = kByTheMotorway;
  const auto placed = placed_stops(service, houses, world.roads(), world.snapper(), 500);
  CHECK(placed.size() == 2);
  for (const GivenStop& stop : placed) CHECK(distance(stop.place, Town::at(1'000, 0)) < 950);
}
