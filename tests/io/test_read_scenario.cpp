#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario_files.h"

using namespace navette;
using namespace navette::literals;

namespace {

// The plain scenario with one key set or replaced: its own line goes last, as a dotted key at the top.
std::string with(const std::string& path, const std::string& value) {
  const auto dot = path.rfind('.');
  const std::string table = path.substr(0, dot);
  const std::string name = path.substr(dot + 1);
  std::string toml;
  bool in_table = false;
  bool done = false;
  std::size_t begin = 0;
  while (begin < kPlain.size()) {
    const auto end = kPlain.find('\n', begin);
    const std::string line = kPlain.substr(begin, end - begin);
    begin = end + 1;
    if (line.substr(0, 1) == "[") in_table = line == "[" + table + "]";
    if (in_table && line.substr(0, name.size() + 1) == name + " ") continue;
    toml.append(line).append("\n");
    if (in_table && !done && line.substr(0, 1) == "[") {
      toml.append(name).append(" = ").append(value).append("\n");
      done = true;
    }
  }
  return done ? toml : toml + "[" + table + "]\n" + name + " = " + value + "\n";
}

}  // namespace

TEST_CASE("a plain scenario takes the documented defaults") {
  ScenarioFiles files;
  const Scenario scenario = files.read(kPlain);
  const Scenario defaults;
  CHECK(files.warnings.empty());
  CHECK(scenario.territory.roads == files.path() / "roads.osm.pbf");
  CHECK(scenario.territory.country == defaults.territory.country);
  CHECK(scenario.territory.max_snap_distance == defaults.territory.max_snap_distance);
  CHECK(scenario.requests.size() == 1);
  CHECK(scenario.services[0].rules.max_wait_time == defaults.services[0].rules.max_wait_time);
  CHECK(scenario.services[0].rules.max_travel_time_alpha == defaults.services[0].rules.max_travel_time_alpha);
  CHECK(scenario.services[0].rules.max_travel_time_beta == defaults.services[0].rules.max_travel_time_beta);
  CHECK(scenario.services[0].rules.max_absolute_detour == defaults.services[0].rules.max_absolute_detour);
  CHECK(scenario.services[0].rules.max_detour_alpha == defaults.services[0].rules.max_detour_alpha);
  CHECK(scenario.services[0].rules.max_detour_beta == defaults.services[0].rules.max_detour_beta);
  CHECK(scenario.services[0].rules.minimum_allowed_detour == defaults.services[0].rules.minimum_allowed_detour);
  CHECK(scenario.services[0].rules.max_allowed_pickup_delay == defaults.services[0].rules.max_allowed_pickup_delay);
  CHECK(scenario.services[0].rules.late_diversion_threshold == defaults.services[0].rules.late_diversion_threshold);
  CHECK(scenario.services[0].rules.stop_duration == defaults.services[0].rules.stop_duration);
  CHECK(scenario.dispatch.policy == defaults.dispatch.policy);
  CHECK(scenario.dispatch.waiting == defaults.dispatch.waiting);
  CHECK(scenario.record.trajectories == defaults.record.trajectories);
  CHECK_FALSE(scenario.costs.per_vehicle_day);
  CHECK(scenario.run.seed == defaults.run.seed);
  CHECK(scenario.run.days == defaults.run.days);
  CHECK(scenario.run.threads == defaults.run.threads);
  CHECK(std::chrono::weekday{scenario.run.first_day} == std::chrono::Monday);
}

TEST_CASE("every key arrives where it belongs") {
  ScenarioFiles files;
  const Scenario s =
      files.read(kPlain + R"(seats = 6
wheelchairs = 2
[service]
max_wait_time = 600
max_travel_time_alpha = 2
max_travel_time_beta = "00:10:00"
max_absolute_detour = 1200.5
max_detour_alpha = 1.4
max_detour_beta = 120
minimum_allowed_detour = 300
max_allowed_pickup_delay = 240
late_diversion_threshold = 90
stop_duration = 45
[dispatch]
policy = "first_come"
waiting = "wait_first"
[record]
trajectories = false
[costs]
per_vehicle_day = 40
per_driver_hour = 28.5
per_vehicle_km = 0.5
fare_per_trip = 2
[run]
seed = 9223372036854775807
days = 7
first_day = 2027-03-01
threads = 2
)",
                 {"territory.speeds.residential=25", "territory.country=GB", "territory.max_snap_distance=800",
                  "territory.name=Le pays", "territory.ferries=true", "territory.surface_speeds.gravel=35"});
  CHECK(s.territory.name == "Le pays");
  CHECK(s.territory.country == "GB");
  CHECK(s.territory.rules.country == "GB");
  CHECK(s.territory.max_snap_distance == 800);
  CHECK(s.territory.speeds == std::vector<std::pair<std::string, double>>{{"residential", 25}});
  CHECK(s.territory.rules.default_kmh[RoadClass::residential] == 25);
  CHECK(s.territory.rules.gravel_kmh == 35);
  CHECK(s.territory.rules.ferries);
  CHECK(s.services[0].shuttles.at(0).seats == 6);
  CHECK(s.services[0].shuttles.at(0).wheelchairs == 2);
  CHECK(s.services[0].rules.max_wait_time == 10_min);
  CHECK(s.services[0].rules.max_travel_time_alpha == 2);
  CHECK(s.services[0].rules.max_travel_time_beta == 10_min);
  CHECK(s.services[0].rules.max_absolute_detour == 1'200'500_ms);
  CHECK(s.services[0].rules.max_detour_alpha == 1.4);
  CHECK(s.services[0].rules.max_detour_beta == 2_min);
  CHECK(s.services[0].rules.minimum_allowed_detour == 5_min);
  CHECK(s.services[0].rules.max_allowed_pickup_delay == 4_min);
  CHECK(s.services[0].rules.late_diversion_threshold == 90_s);
  CHECK(s.services[0].rules.stop_duration == 45_s);
  CHECK(s.dispatch.policy == "first_come");
  CHECK(s.dispatch.waiting == WaitingPolicy::wait_first);
  CHECK_FALSE(s.record.trajectories);
  CHECK(s.costs.per_vehicle_day == 40);
  CHECK(s.costs.per_driver_hour == 28.5);
  CHECK(s.costs.per_vehicle_km == 0.5);
  CHECK(s.costs.fare.per_trip == 2);
  CHECK(s.run.seed == 9'223'372'036'854'775'807U);
  CHECK(s.run.days == 7);
  CHECK(s.run.first_day ==
        std::chrono::year_month_day{std::chrono::year{2027}, std::chrono::March, std::chrono::day{1}});
  CHECK(s.run.threads == 2);
}

TEST_CASE("the stored scenario reads back as itself, and does not depend on threads or the order of keys") {
  ScenarioFiles files;
  const std::string stored = files.read(with("service.max_wait_time", "700"), {"run.seed=5"}).effective_toml;
  CHECK_THAT(stored, Catch::Contains("max_wait_time = 700") && Catch::Contains("max_travel_time_alpha = 1.5"));
  CHECK_THAT(stored, !Catch::Contains("threads"));
  CHECK(files.read(stored).effective_toml == stored);
  CHECK(files.read(kPlain, {"run.threads=7", "run.seed=5", "service.max_wait_time=700"}).effective_toml == stored);
  CHECK(files.read(stored).services[0].shuttles.size() == 3);
}

TEST_CASE("each key of the wrong type gives exactly one message that names file, line, key and what was found") {
  for (const auto& key : scenario_keys()) {
    const std::string path{key.path};
    const bool takes_text = key.kind == KeyKind::text || key.kind == KeyKind::path || key.kind == KeyKind::stops ||
                            key.kind == KeyKind::courses;
    const std::string wrong = takes_text ? "7" : "\"many\"";
    INFO(path << " = " << wrong);
    ScenarioFiles files;
    const auto errors = files.errors(with(path, wrong));
    if (path == "fleet.shuttles") {
      // It also excludes the keys that describe a fleet.
      CHECK(errors.size() == 4);
      continue;
    }
    REQUIRE(errors.size() == 1);
    CHECK_THAT(errors[0], Catch::StartsWith("scenario.toml:") && Catch::Contains(": " + path + " must be ") &&
                              Catch::Contains(", found " +
                                              std::string{wrong == "7" ? "7 (a whole number)" : "\"many\" (a text)"}));
  }
}

// Keys that must fit others.
const std::set<std::string> kTogether{"population.age_shares",
                                      "population.household_size_shares",
                                      "population.cars_per_household",
                                      "demand.service_from",
                                      "demand.service_until",
                                      "demand.phone_from",
                                      "demand.phone_until",
                                      "demand.app_from",
                                      "demand.app_until",
                                      "fleet.max_spread",
                                      "demand.lead_min",
                                      "demand.lead_max"};

TEST_CASE("each number out of its range gives exactly one message that says the range") {
  for (const auto& key : scenario_keys()) {
    for (const bool below : {true, false}) {
      const double bound = below ? key.low : key.high;
      if (!std::isfinite(bound)) continue;
      const double beyond = below ? bound - 1 : bound + 1;
      std::string path{key.path};
      if (key.kind == KeyKind::named_numbers) path += "." + std::string{key.choices[0]};
      INFO(path << " = " << beyond);
      ScenarioFiles files;
      const auto errors = files.errors(with(path, fmt::format("{}", beyond)));
      REQUIRE(errors.size() == 1);
      CHECK_THAT(errors[0], Catch::Contains(path + " must be ") && Catch::Contains(fmt::format("found {} (", beyond)) &&
                                Catch::Contains(fmt::format("{}", bound)));
      // Alone it is good, but it may not go together with other keys: another test says so.
      const auto others = files.errors(with(path, fmt::format("{}", bound)));
      CHECK(others.size() <= (path == "fleet.seats" || kTogether.count(std::string{key.path}) == 1 ? 1 : 0));
    }
  }
}

TEST_CASE("not a number and infinity are refused where there is a limit") {
  for (const auto& key : scenario_keys()) {
    if (key.kind != KeyKind::number && key.kind != KeyKind::duration && key.kind != KeyKind::whole) continue;
    const std::string path{key.path};
    INFO(path);
    ScenarioFiles files;
    CHECK(files.errors(with(path, "nan")).size() == 1);
    CHECK(files.errors(with(path, "-inf")).size() == 1);
    CHECK(files.errors(with(path, "inf")).size() == (key.may_be_unlimited ? 0 : 1));
  }
}

TEST_CASE("only the roads must be named") {
  ScenarioFiles files;
  CHECK_THAT(files.errors("").at(0), Catch::StartsWith("scenario.toml: territory.roads is missing: "));
  CHECK(files.errors("").size() == 1);
  CHECK(files.errors("[territory]\nroads = \"roads.osm.pbf\"\n").empty());
}

TEST_CASE("an unknown key is an error that guesses what was meant") {
  ScenarioFiles files;
  CHECK(files.errors(with("service.max_wait_tiem", "1")) ==
        std::vector<std::string>{
            "scenario.toml:11: there is no key service.max_wait_tiem; did you mean service.max_wait_time?"});
  CHECK(files.errors(with("dispatch.max_wait_time", "1")) ==
        std::vector<std::string>{
            "scenario.toml:11: there is no key dispatch.max_wait_time; did you mean service.max_wait_time?"});
  CHECK(files.errors(kPlain + "[weather]\nrain = true\n") ==
        std::vector<std::string>{"scenario.toml:10: there is no key weather"});
  CHECK(files.errors("service = 3\n" + kPlain) ==
        std::vector<std::string>{"scenario.toml:1: service must be a table, as [service], found 3 (a whole number)"});
  CHECK_THAT(files.errors(with("territory.speeds.footway", "5")).at(0),
             Catch::StartsWith("scenario.toml:11: there is no key territory.speeds.footway"));
}

TEST_CASE("a scenario with seven errors reports seven, those of its files included") {
  ScenarioFiles files;
  files.write("requests.csv", kRequests + "r2,09:00,08:00,2.1,43.6,2.2,43.7,1\nr3,08:00,09:00,2.1,43.6,2.2,93.7,1\n");
  const auto errors = files.errors(R"(
[territory]
roads = "elsewhere.osm.pbf"
[demand]
requests = "requests.csv"
[fleet]
size = "three"
depots = [{lon = 2.1, lat = 43.6}]
shifts = [{start = "20:00", end = "06:30"}]
[service]
max_travel_time_alpha = 0.5
max_wait = 600
)");
  REQUIRE(errors.size() == 7);
  CHECK(errors[0] == "scenario.toml:12: there is no key service.max_wait; did you mean service.max_wait_time?");
  CHECK(errors[1] ==
        "scenario.toml:3: territory.roads names \"elsewhere.osm.pbf\", but there is no file elsewhere.osm.pbf");
  CHECK(errors[2] ==
        "scenario.toml:11: service.max_travel_time_alpha must be a number from 1 to 100, found 0.5 (a number)");
  CHECK(errors[3] == "scenario.toml:7: fleet.size must be a whole number from 1 to 100000, found \"three\" (a text)");
  CHECK_THAT(errors[4], Catch::StartsWith("scenario.toml:9: fleet.shifts must end after it starts"));
  CHECK_THAT(errors[5], Catch::StartsWith("requests.csv:3: earliest_departure must not be before submitted_at"));
  CHECK_THAT(errors[6], Catch::StartsWith("requests.csv:4: destination_lat must be degrees"));
}

TEST_CASE("contradictions are told") {
  ScenarioFiles files;
  CHECK_THAT(
      files
          .errors(with("service.minimum_allowed_detour", "900"),
                  {"service.max_absolute_detour=600", "service.max_detour_alpha=1.2"})
          .at(0),
      Catch::Contains("service.minimum_allowed_detour must be at most service.max_absolute_detour (600 s), found 900"));
  CHECK_THAT(files.errors(with("fleet.seats", "0")).at(0), Catch::Contains("fleet.seats must be at least 1"));
  files.write("requests.csv", kRequests + "r2,08:00,09:00,2.1,43.6,2.2,43.7,9\n");
  CHECK_THAT(files.errors(kPlain).at(0), Catch::StartsWith("requests.csv:3: a party of 9"));
  files.write("shuttles.csv", "shuttle_id,lon,lat,seats,shift_start,shift_end\na,2.1,43.6,16,06:00,20:00\n");
  const auto both = files.errors(with("fleet.shuttles", "\"shuttles.csv\""));
  REQUIRE(both.size() == 3);
  CHECK(both[0] ==
        "scenario.toml:8: fleet.size has no effect beside fleet.shuttles (scenario.toml:7); give one or the other");
}

TEST_CASE("an override names itself in its error") {
  ScenarioFiles files;
  CHECK(files.errors(kPlain, {"service.max_wait_time=soon"}) ==
        std::vector<std::string>{
            "--set service.max_wait_time=soon: service.max_wait_time must be a number of seconds (or a "
            "text HH:MM:SS) from 0 to 604800, found \"soon\" (a text)"});
  CHECK(files.errors(kPlain, {"run.sed=1"}) ==
        std::vector<std::string>{"--set run.sed=1: there is no key run.sed; did you mean run.seed?"});
  for (const char* bad : {"nonsense", "=3", ".a=1", "run.=1", "run..seed=1", ""}) {
    INFO(bad);
    REQUIRE(files.errors(kPlain, {bad}).size() == 1);
    CHECK_THAT(files.errors(kPlain, {bad})[0], Catch::Contains("must be KEY=VALUE"));
  }
  CHECK_THAT(files.errors(kPlain, {"fleet.size.small=1"}).at(0), Catch::Contains("a part of this key is no table"));
}

TEST_CASE("an override is TOML, else text; of two the last counts; its paths are relative to the working directory") {
  ScenarioFiles files;
  CHECK(files.read(kPlain, {"territory.name=12 o'clock"}).territory.name == "12 o'clock");
  CHECK(files.read(kPlain, {"territory.name=\"12\""}).territory.name == "12");
  CHECK_THAT(files.errors(kPlain, {"run.seed=1\nother = 1"}).at(0),
             Catch::Contains("found \"1\\x0aother = 1\" (a text)"));
  CHECK(files.read(kPlain, {"run.seed=1", "run.seed=2"}).run.seed == 2);
  CHECK(
      files.read(kPlain, {"fleet.shifts=[{start=\"08:00\",end=\"09:00\"}]"}).services[0].shuttles.at(2).shifts[0].end ==
      9_h);
  CHECK_THAT(files.errors(kPlain, {"territory.roads=roads.osm.pbf"}).at(0),
             Catch::Contains("but there is no file roads.osm.pbf"));
}

TEST_CASE("what has no effect is told, not refused") {
  ScenarioFiles files;
  (void)files.read(with("service.max_detour_beta", "60"));
  REQUIRE(files.warnings.size() == 1);
  CHECK_THAT(files.warnings[0],
             Catch::Contains("service.max_detour_beta is not used while service.max_detour_alpha is inf"));
  files.warnings.clear();
  files.write("requests.csv", kRequests + "r2,08:00,32:30,2.1,43.6,2.2,43.7,1\n");
  (void)files.read(kPlain);
  CHECK(files.warnings == std::vector<std::string>{"1 of 2 requests depart after the last of 1 day(s) (run.days)"});
}

TEST_CASE("a file that is no scenario gives one message") {
  ScenarioFiles files;
  CHECK_THAT(files.errors("[service\nmax_wait_time = 1\n").at(0),
             Catch::StartsWith("scenario.toml:1: this is not TOML"));
  CHECK_THAT(files.errors(kPlain + "size = 4\n").at(0), Catch::StartsWith("scenario.toml:10: this is not TOML"));
  CHECK_THAT(files.errors(std::string("\x00\x01\xff", 3)).at(0), Catch::Contains("is not a text file (byte 0 is zero)"));
  CHECK_THROWS_AS(read_scenario(files.path() / "absent.toml", {}, files.warnings), InputError);
  CHECK_THROWS_AS(read_scenario(files.path(), {}, files.warnings), InputError);
}
