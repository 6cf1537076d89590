#include <array>
#include <catch2/catch.hpp>
#include <tuple>

#include "io/scenario_files.h"

using namespace navette;
using namespace navette::literals;

namespace {

const std::string kMap = R"(
[territory]
roads = "roads.osm.pbf"
[demand]
requests = "requests.csv"
)";
constexpr Milliseconds kHour = 3'600'000_ms;

const std::string kTwo = kMap + R"(
[service]
max_wait_time = 600
[fleet]
size = 1
seats = 6
depots = [{lon = 2.1, lat = 43.6}]
[services.village]
kind = "stop_based"
stops = [{name = "Mill", lon = 2.1, lat = 43.6}, {name = "Church", lon = 2.2, lat = 43.7}]
max_wait_time = 1200
booking_type = "prior_days"
prior_notice_last_time = "17:00"
way_back = "contract"
days = ["tuesday"]
hours = [{from = "08:00", until = "12:00"}]
[services.car]
[services.car.fleet]
size = 2
)";

}  // namespace

TEST_CASE("services stand in the order of the file and take what they leave out from [service] and [fleet]") {
  ScenarioFiles files;
  const Scenario scenario = files.read(kTwo);
  CHECK(files.warnings.empty());
  REQUIRE(scenario.services.size() == 2);
  const GivenService& village = scenario.services[0];
  const GivenService& car = scenario.services[1];
  CHECK(village.name == "village");
  CHECK(village.kind == ServiceKind::stop_based);
  CHECK(village.stops.size() == 2);
  CHECK(village.rules.max_wait_time == 1'200'000_ms);
  CHECK(village.booking.type == BookingType::prior_days);
  CHECK(village.booking.prior_notice_last_time == 17 * kHour);
  CHECK(village.way_back_in_contract);
  CHECK(village.weekdays == std::array<bool, 7>{false, true, false, false, false, false, false});
  REQUIRE(village.hours.size() == 1);
  CHECK(village.hours[0].until == 12 * kHour);
  CHECK(village.shuttles.size() == 1);
  CHECK(car.name == "car");
  CHECK(car.kind == ServiceKind::door_to_door);
  CHECK(car.rules.max_wait_time == 600'000_ms);
  CHECK(car.stops.empty());
  REQUIRE(car.shuttles.size() == 2);
  CHECK(car.shuttles[0].seats == 6);
  CHECK(car.shuttles[1].name == "car-shuttle-2");
}

TEST_CASE("each service has its fare, and what it spends on a trip, else those of [service] and [costs]") {
  ScenarioFiles files;
  const std::string text = kMap + R"(
[costs]
fare_per_trip = 2
fare_impaired = 0.5
taxi_base = 4
taxi_per_km = 2
[service]
taxi_above = 1200
fare_by_age = { "6-10" = 0.25 }
[services.line]
[services.village]
fare = 3.5
taxi_above = inf
fare_by_age = [0, 0, 0.5, 1, 1, 1, 1, 1]
fare_impaired = 0.75
)";
  const Scenario scenario = files.read(text);
  CHECK(files.warnings.empty());
  REQUIRE(scenario.costs.own_fares.size() == 2);
  const auto& [line, village] = std::tie(scenario.costs.own_fares[0], scenario.costs.own_fares[1]);
  CHECK(line.per_trip == 2);
  CHECK(line.by_age == std::array<double, kAgeBands>{1, 0.25, 1, 1, 1, 1, 1, 1});
  CHECK(line.impaired == 0.5);
  CHECK(village.per_trip == 3.5);
  CHECK(village.by_age == std::array<double, kAgeBands>{0, 0, 0.5, 1, 1, 1, 1, 1});
  CHECK(village.impaired == 0.75);
  CHECK(scenario.costs.fare.by_age == std::array<double, kAgeBands>{1, 1, 1, 1, 1, 1, 1, 1});
  CHECK(scenario.services[0].rules.taxi_above == 1'200'000_ms);
  CHECK(scenario.services[1].rules.taxi_above == kNever);
  CHECK(scenario.costs.taxi_if_costly);

  std::vector<std::string> warnings;
  const Scenario again = read_scenario(files.write("again.toml", scenario.effective_toml), {}, warnings);
  CHECK(again.costs.own_fares == scenario.costs.own_fares);
  CHECK(again.effective_toml == scenario.effective_toml);
  CHECK(files.read(text, {"services.village.fare_by_age.0-5=0.1"}).costs.own_fares[1].by_age[0] == 0.1);

  const Scenario plain = files.read(kMap);
  CHECK_FALSE(plain.costs.taxi_if_costly);
  CHECK(plain.effective_toml.find("fare = ") == std::string::npos);
}

TEST_CASE("a fare out of range is told, and taxis without a price are warned of") {
  ScenarioFiles files;
  CHECK_THROWS_WITH(files.read(kMap + "[service]\nfare = -1\n"), Catch::Contains("service.fare must be"));
  CHECK_THROWS_WITH(files.read(kMap + "[services.x]\nfare_by_age = [1, 2]\n"),
                    Catch::Contains("services.x.fare_by_age must be"));
  CHECK_THROWS_WITH(files.read(kMap + "[services.x]\nfare_by_age = { \"6-11\" = 0.5 }\n"),
                    Catch::Contains("did you mean"));
  CHECK_THROWS_WITH(files.read(kMap + "[service]\ntaxi_above = -5\n"), Catch::Contains("service.taxi_above must be"));
  files.warnings.clear();
  CHECK(files.read(kMap + "[service]\ntaxi_above = 600\n").costs.taxi_if_costly);
  REQUIRE(files.warnings.size() == 1);
  CHECK_THAT(files.warnings[0], Catch::Contains("costs.taxi_per_km"));
}

TEST_CASE("the stored scenario has the same services in the same order") {
  ScenarioFiles files;
  const Scenario first = files.read(kTwo, {"services.car.fleet.size=3"});
  CHECK(first.services[1].shuttles.size() == 3);
  std::vector<std::string> warnings;
  const Scenario again = read_scenario(files.write("again.toml", first.effective_toml), {}, warnings);
  REQUIRE(again.services.size() == 2);
  CHECK(again.services[0].name == "village");
  CHECK(again.services[1].shuttles.size() == 3);
  CHECK(again.effective_toml == first.effective_toml);
  const Scenario turned = files.read(kTwo, {"services.village.order=9", "services.car.order=1"});
  CHECK(turned.services[0].name == "car");
}

TEST_CASE("a scenario without services has one, called service") {
  ScenarioFiles files;
  const Scenario scenario = files.read(kMap);
  REQUIRE(scenario.services.size() == 1);
  CHECK(scenario.services[0].name == "service");
  CHECK(scenario.services[0].kind == ServiceKind::door_to_door);
}

TEST_CASE("a virtual line has courses between its stops, repeated as told") {
  ScenarioFiles files;
  const Scenario scenario = files.read(kMap + R"(
[service]
kind = "virtual_line"
stops = [{name = "Mill", lon = 2.1, lat = 43.6}, {name = "Church", lon = 2.2, lat = 43.7}]
courses = [
  {stops = ["Mill", "Church"], times = ["08:00", "08:20"], every = "01:00", until = "10:30"},
  {stops = ["Church", "Mill"], times = ["17:00", "17:25"]},
]
)");
  const auto& courses = scenario.services[0].courses;
  REQUIRE(courses.size() == 4);
  CHECK(courses[2].visits[0].time == 10 * kHour);
  CHECK(courses[2].visits[1].time == 10 * kHour + 1'200'000_ms);
  CHECK(courses[3].visits[0].stop == 1);
}

TEST_CASE("stops and courses are read from files of a GTFS feed") {
  ScenarioFiles files;
  files.write("stops.txt",
              "stop_id,stop_name,stop_lat,stop_lon,location_type,zone_id\n"
              "S,Station building,43.6,2.1,1,\n1,\"Mill, upper\",43.6,2.1,0,a\n2,,43.7,2.2,,b\n");
  files.write("stop_times.txt",
              "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
              "late,17:20:00,17:21:00,1,7\nlate,17:00:00,17:00:00,2,3\n"
              "early,08:00:00,08:00:00,1,1\nearly,08:20:00,08:20:00,2,2\n");
  const Scenario scenario = files.read(kMap + R"(
[service]
kind = "virtual_line"
stops = "stops.txt"
courses = "stop_times.txt"
)");
  const GivenService& line = scenario.services[0];
  REQUIRE(line.stops.size() == 2);
  CHECK(line.stops[0].name == "Mill, upper");
  CHECK(line.stops[1].name == "2");
  CHECK(line.stops[1].place == Coordinate::from_degrees(2.2, 43.7));
  REQUIRE(line.courses.size() == 2);
  CHECK(line.courses[0].visits[0].time == 8 * kHour);
  CHECK(line.courses[1].visits[0].stop == 1);
  CHECK(line.courses[1].visits[1].time == 17 * kHour + 21 * 60'000_ms);
}

TEST_CASE("all that is wrong with services is told at once, by the key of the service") {
  ScenarioFiles files;
  const auto errors = files.errors(kMap + R"([services.line]
kind = "virtual_lien"
max_wiat_time = 5
[services.stops]
kind = "stop_based"
[services.hub]
kind = "hub_and_spoke"
hubs = [{name = "Station", lon = 2.1}]
[services.hub.fleet]
size = 0
[services."two words"]
)",
                                   {"services.hbu.fleet.size=2"});
  const auto told = [&](const std::string& part) {
    return std::any_of(errors.begin(), errors.end(),
                       [&](const std::string& error) { return error.find(part) != std::string::npos; });
  };
  for (const auto& error : errors) UNSCOPED_INFO(error);
  CHECK(errors.size() == 7);
  CHECK(told("scenario.toml:7: services.line.kind must be \"door_to_door\" or"));
  CHECK(told("there is no key services.line.max_wiat_time; did you mean services.line.max_wait_time?"));
  CHECK(told("services.stops.stops is missing"));
  CHECK(told("services.hub.hubs must be an array of hubs"));
  CHECK(told("services.hub.fleet.size must be a whole number from 1"));
  CHECK(told("a name must be 1 to 40 letters"));
  CHECK(told("--set services.hbu.fleet.size=2: there is no service \"hbu\"; did you mean hub?"));
}

TEST_CASE("stops that courses do not have, times that go back and shuttles of two services are errors") {
  ScenarioFiles files;
  files.write("shuttles.csv", "shuttle_id,lon,lat,seats,shift_start,shift_end\nbus,2.1,43.6,8,08:00,18:00\n");
  const std::string stops =
      "kind = \"virtual_line\"\nstops = [{name = \"Mill\", lon = 2.1, lat = 43.6}, {name = \"Church\", lon = 2.2, lat "
      "= 43.7}]\n";
  const auto of_courses = files.errors(kMap + "[service]\n" + stops +
                                       "courses = [{stops = [\"Mill\", \"Chruch\"], times = [\"08:00\", \"08:20\"]}, "
                                       "{stops = [\"Mill\", \"Church\"], times = [\"08:00\", \"07:20\"]}]\n");
  REQUIRE(of_courses.size() == 2);
  CHECK_THAT(of_courses[0], Catch::Contains("service.courses.stops must be one of Mill, Church, found \"Chruch\""));
  CHECK_THAT(of_courses[1], Catch::Contains("must have times one after another, found 07:20:00 after 08:00:00"));
  const auto of_fleets = files.errors(kMap + "[fleet]\nshuttles = \"shuttles.csv\"\n[services.a]\n[services.b]\n");
  REQUIRE(of_fleets.size() == 1);
  CHECK_THAT(of_fleets[0], Catch::Contains("services.b.fleet: shuttle_id \"bus\" is of service a already"));
}

TEST_CASE("a request may ask for a service by its name") {
  ScenarioFiles files;
  const std::string header =
      "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat,service\n";
  files.write("requests.csv", header + "r1,08:00,08:30,2.1,43.6,2.2,43.7,car\nr2,08:00,08:30,2.1,43.6,2.2,43.7,\n");
  const Scenario scenario = files.read(kTwo);
  CHECK(scenario.requests[0].service == "car");
  CHECK(scenario.requests[1].service.empty());
  files.write("requests.csv", header + "r1,08:00,08:30,2.1,43.6,2.2,43.7,cart\n");
  const auto errors = files.errors(kTwo);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0] == "requests.csv:2: service must be empty or the name of a service (village, car), found \"cart\"");
}
