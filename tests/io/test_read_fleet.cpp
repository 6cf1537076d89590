#include <catch2/catch.hpp>

#include <string>

#include "io/scenario_files.h"

using namespace navette;
using namespace navette::literals;

TEST_CASE("shuttles take the depots and the shifts in turn") {
  ScenarioFiles files;
  const auto shuttles = files.read(kPlain).services[0].shuttles;
  REQUIRE(shuttles.size() == 3);
  CHECK(shuttles[0].name == "shuttle-1");
  CHECK(shuttles[0].depot == Coordinate::from_degrees(2.1, 43.6));
  CHECK(shuttles[1].depot == Coordinate::from_degrees(2.2, 43.7));
  CHECK(shuttles[2].depot == shuttles[0].depot);
  CHECK(shuttles[0].shifts[0].start == 6_h + 30_min);
  CHECK(shuttles[1].shifts[0].start == 12_h);
  CHECK(shuttles[1].shifts[0].end == 26_h);
  CHECK(shuttles[2].shifts[0].end == 14_h);
  CHECK(shuttles[2].seats == 8);
  CHECK(shuttles[2].wheelchairs == 0);
}

TEST_CASE("a working day may be split, have pauses, and limits of drivers") {
  ScenarioFiles files;
  const auto shuttles =
      files
          .read(kPlain, {R"(fleet.shifts=[{start="06:00",end="14:00",pauses=[{earliest="09:00",latest="10:00",)"
                         R"(duration=1800},{earliest="12:00",latest="12:00",duration="00:10"}]},)"
                         R"([{start="06:00",end="09:00"},{start="15:00",end="19:00"}]])",
                         "fleet.max_spread=\"13:00\"", "fleet.max_continuous_driving=16200"})
          .services[0]
          .shuttles;
  REQUIRE(shuttles.size() == 3);
  REQUIRE(shuttles[0].shifts.size() == 1);
  REQUIRE(shuttles[0].shifts[0].pauses.size() == 2);
  CHECK(shuttles[0].shifts[0].pauses[0].latest == 10_h);
  CHECK(shuttles[0].shifts[0].pauses[0].duration == 30_min);
  CHECK(shuttles[0].shifts[0].pauses[1].duration == 10_min);
  REQUIRE(shuttles[1].shifts.size() == 2);
  CHECK(shuttles[1].shifts[1].start == 15_h);
  CHECK(shuttles[2].shifts.size() == 1);
  CHECK(shuttles[2].max_spread == 13_h);
  CHECK(shuttles[2].max_continuous_driving == 4_h + 30_min);
}

TEST_CASE("a working day that no driver may work is told") {
  ScenarioFiles files;
  const auto error = [&](const std::string& shifts, const std::string& spread = "inf") {
    const auto errors = files.errors(kPlain, {"fleet.shifts=" + shifts, "fleet.max_spread=" + spread});
    REQUIRE(errors.size() == 1);
    return errors[0];
  };
  CHECK_THAT(error(R"([[{start="06:00",end="09:00"},{start="15:00",end="20:00"}]])", "\"13:00\""),
             Catch::Contains("fleet.shifts: a day from 06:00:00 to 20:00:00 spreads over more than fleet.max_spread, "
                             "46800 s"));
  CHECK_THAT(error(R"([[{start="06:00",end="09:00"},{start="08:00",end="20:00"}]])"),
             Catch::Contains("fleet.shifts must have pieces one after another, found one from 08:00:00 after one to "
                             "09:00:00"));
  CHECK_THAT(
      error(R"([{start="06:00",end="12:00",pauses=[{earliest="09:00",latest="10:00",duration=1800},)"
            R"({earliest="10:00",latest="11:00",duration=60}]}])"),
      Catch::Contains("must have pauses one after another, found one from 10:00:00 while that before may last to "
                      "10:30:00"));
  CHECK_THAT(error(R"([{start="06:00",end="12:00",pauses=[{earliest="09:00",latest="10:00",length=1800}]}])"),
             Catch::Contains("fleet.shifts.pauses must be pauses, as [{earliest"));
}

TEST_CASE("a shift may begin after midnight, if it is over when the next day's first begins") {
  ScenarioFiles files;
  const auto given = [](const std::string& pieces) { return "fleet.shifts=[[" + pieces + "]]"; };
  const std::string until_33 = R"({start="09:00",end="12:00"},{start="25:00",end="33:00"})";
  const Scenario scenario = files.read(kPlain, {given(until_33)});
  REQUIRE_FALSE(scenario.services[0].shuttles.empty());
  for (const auto& shuttle : scenario.services[0].shuttles) {
    REQUIRE(shuttle.shifts.size() == 2);
    CHECK(shuttle.shifts[1].start == 25_h);
    CHECK(shuttle.shifts[1].end == 33_h);
  }
  const auto error = [&](const std::string& pieces, const std::string& spread = "inf") {
    const auto errors = files.errors(kPlain, {given(pieces), "fleet.max_spread=" + spread});
    REQUIRE(errors.size() == 1);
    return errors[0];
  };
  CHECK_THAT(error(R"({start="08:00",end="12:00"},{start="25:00",end="33:00"})"),
             Catch::Contains("fleet.shifts must be over when the next day's begins, found one to 33:00:00 while the "
                             "next day's begins at 32:00:00 (08:00:00 of that day)"));
  CHECK_THAT(error(R"({start="25:00",end="33:00"},{start="08:00",end="12:00"})"),
             Catch::Contains("fleet.shifts must have pieces one after another, found one from 08:00:00 after one to "
                             "33:00:00"));
  CHECK_THAT(error(R"({start="18:00",end="22:00"},{start="25:00",end="27:00"})", "\"08:59\""),
             Catch::Contains("a day from 18:00:00 to 27:00:00 spreads over more than fleet.max_spread, 32340 s"));
  CHECK_THAT(error(R"({start="18:00",end="44:00"})"), Catch::Contains("must not be longer than 24 hours"));
  CHECK_THAT(error(R"({start="47:00",end="48:01"})"), Catch::Contains("fleet.shifts.end must be"));
}

TEST_CASE("a fleet without size or depots is left to the map") {
  ScenarioFiles files;
  const auto without = [&](const std::string& name) {
    std::string toml = kPlain;
    const auto begin = toml.find("\n" + name + " =") + 1;
    return toml.erase(begin, toml.find('\n', begin) + 1 - begin);
  };
  const Scenario by_inhabitants = files.read(without("size"));
  CHECK(by_inhabitants.services[0].shuttles.empty());
  CHECK(by_inhabitants.services[0].fleet_rule.applies);
  CHECK_FALSE(by_inhabitants.services[0].fleet_rule.size);
  CHECK(by_inhabitants.services[0].fleet_rule.depots.size() == 2);
  REQUIRE(by_inhabitants.services[0].fleet_rule.models.size() == 2);
  CHECK(by_inhabitants.services[0].fleet_rule.models[0].seats == 8);
  CHECK(by_inhabitants.services[0].fleet_rule.models[1].shifts[0].end == 26_h);
  const Scenario at_places = files.read(without("depots"));
  CHECK(at_places.services[0].shuttles.empty());
  CHECK(at_places.services[0].fleet_rule.size == 3);
  CHECK(at_places.services[0].fleet_rule.depots.empty());
  const Scenario default_shift = files.read(without("shifts"));
  CHECK_FALSE(default_shift.services[0].fleet_rule.applies);
  REQUIRE(default_shift.services[0].shuttles.size() == 3);
  CHECK(default_shift.services[0].shuttles[1].shifts[0].start == 6_h + 30_min);
  CHECK(default_shift.services[0].shuttles[1].shifts[0].end == 20_h);
  // A party is held against what the shuttles will be.
  files.write("requests.csv", kRequests + "r2,08:00,09:00,2.1,43.6,2.2,43.7,9\n");
  CHECK_THAT(files.errors(without("size")).at(0), Catch::StartsWith("requests.csv:3: a party of 9"));
}

TEST_CASE("a list of shuttles given by --set replaces the described fleet, and says so") {
  ScenarioFiles files;
  const auto list =
      files.write("lists/mine.csv", "shuttle_id,lon,lat,seats,shift_start,shift_end\na,2.1,43.6,16,06:00,20:00\n");
  const Scenario scenario = files.read(kPlain, {"fleet.shuttles=" + list.string()});
  REQUIRE(scenario.services[0].shuttles.size() == 1);
  CHECK(scenario.services[0].shuttles[0].seats == 16);
  REQUIRE(files.warnings.size() == 3);
  CHECK_THAT(files.warnings[0], Catch::EndsWith("scenario.toml:7: fleet.size is not used, since --set fleet.shuttles=" +
                                                list.string() + " lists the shuttles"));
  CHECK_THAT(scenario.effective_toml, !Catch::Contains("depots"));
}
