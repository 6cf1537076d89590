#include <catch2/catch.hpp>

#include "io/scenario_files.h"

using namespace navette;
using namespace navette::literals;

TEST_CASE("how residents book, and what they do otherwise, is read") {
  ScenarioFiles files;
  const Scenario scenario = files.read(kPlain + R"(
[booking]
phone_hours = [{from = "08:00", until = "12:00"}, {from = "22:00", until = "25:30"}]
phone_lines = 2
offers = true
offer_step = 600
cancelled_share = 0.05
patience = "00:02"
[disturbances]
driving_noise = 0.1
)");
  CHECK(files.warnings.empty());
  REQUIRE(scenario.booking.phone_hours.size() == 2);
  CHECK(scenario.booking.phone_hours[1].until == 25 * 3'600'000_ms + 30 * 60'000_ms);
  CHECK(scenario.booking.phone_lines == 2);
  CHECK(scenario.booking.offers);
  CHECK(scenario.booking.offer_step == 600'000_ms);
  CHECK(scenario.booking.cancelled_share == 0.05);
  CHECK(scenario.booking.patience == 120'000_ms);
  CHECK(scenario.disturbances.driving_noise == 0.1);
  CHECK(scenario.disturbances.dwell_noise == 0);
  CHECK(scenario.booking.redials == BookingParameters{}.redials);
}

TEST_CASE("all that is wrong with booking is told at once") {
  ScenarioFiles files;
  const auto errors = files.errors(kPlain + R"([booking]
phone_hours = [{from = "12:00", until = "08:00"}]
phone_lines = -1
redails = 3
cancelled_share = 0.6
no_show_share = 0.5
late_share = 1.5
)");
  REQUIRE(errors.size() == 5);
  CHECK_THAT(errors[0], Catch::Contains("there is no key booking.redails; did you mean booking.redials?"));
  CHECK_THAT(errors[1],
             Catch::Contains("scenario.toml:11: booking.phone_hours must end after they begin and last 24 hours") &&
                 Catch::Contains("found 12:00:00 to 08:00:00"));
  CHECK_THAT(errors[2], Catch::Contains("booking.phone_lines must be a whole number from 0 to 10000"));
  CHECK_THAT(errors[3], Catch::Contains("booking.late_share must be a number from 0 to 1, found 1.5"));
  CHECK_THAT(errors[4], Catch::Contains("booking.no_show_share and booking.cancelled_share must be at most 1"));
}

TEST_CASE("breakdowns are read, drawn and given, and kept with the scenario") {
  ScenarioFiles files;
  const std::string toml = kPlain + R"([disturbances]
breakdowns_per_1000_h = 1.5
breakdown_duration = "01:30"
[[disturbances.breakdowns]]
shuttle = "shuttle-1"
from = "09:10"
until = "10:00"
[[disturbances.breakdowns]]
shuttle = "shuttle-3"
from = 122400
until = 126000
)";
  const Scenario scenario = files.read(toml);
  CHECK(scenario.disturbances.breakdowns_per_1000_h == 1.5);
  CHECK(scenario.disturbances.breakdown_duration == 90_min);
  REQUIRE(scenario.disturbances.breakdowns.size() == 2);
  CHECK(scenario.disturbances.breakdowns[0].shuttle == "shuttle-1");
  CHECK(scenario.disturbances.breakdowns[0].from == 9_h + 10_min);
  CHECK(scenario.disturbances.breakdowns[0].until == 10_h);
  CHECK(scenario.disturbances.breakdowns[1].from == 34_h);
  CHECK(scenario.disturbances.breakdowns[1].until == 35_h);
  CHECK_THAT(scenario.effective_toml, Catch::Contains("shuttle-3"));
}

TEST_CASE("all that is wrong with breakdowns is told at once") {
  ScenarioFiles files;
  const auto errors = files.errors(kPlain + R"([disturbances]
breakdowns_per_1000_h = -1
breakdown_duration = 0
breakdowns = [
  {shuttle = "shuttle-1", from = "10:00", until = "09:00"},
  {shuttle = "shuttle-1", from = "10:00"},
  {shuttle = 1, from = "10:00", until = "11:00"},
  {shuttle = "shuttle-1", from = "ten", until = "11:00"},
  {shuttle = "shuttle-1", from = "10:00", until = "11:00", untill = "12:00"},
]
)");
  REQUIRE(errors.size() == 7);
  CHECK_THAT(errors[0],
             Catch::Contains("disturbances.breakdowns_per_1000_h must be a number from 0 to 1000, found -1"));
  CHECK_THAT(errors[1], Catch::Contains("disturbances.breakdown_duration"));
  CHECK_THAT(errors[2], Catch::Contains("disturbances.breakdowns must end after they begin") &&
                            Catch::Contains("found 10:00:00 to 09:00:00"));
  CHECK_THAT(errors[3], Catch::Contains("disturbances.breakdowns must be an array of breakdowns, as [{shuttle"));
  CHECK_THAT(errors[4], Catch::Contains("disturbances.breakdowns.shuttle must be the name of a shuttle, found 1"));
  CHECK_THAT(errors[5], Catch::Contains("disturbances.breakdowns.from must be a time of day"));
  CHECK_THAT(errors[6], Catch::Contains("there is no key disturbances.breakdowns.untill; did you mean"));
}

TEST_CASE("closed roads are read, and kept with the scenario") {
  ScenarioFiles files;
  const Scenario scenario = files.read(kPlain + R"(
[[disturbances.closures]]
along = [{lon = 2.15, lat = 43.65}]
from = "09:10"
until = 36000
[[disturbances.closures]]
along = [{lon = 2.15, lat = 43.65}, {lon = 2.16, lat = 43.66}]
from = "08:00"
until = "26:00"
every_day = true
one_way = true
announced = "06:30"
)");
  const auto& closures = scenario.disturbances.closures;
  REQUIRE(closures.size() == 2);
  REQUIRE(closures[0].along.size() == 1);
  CHECK(closures[0].along[0] == Coordinate::from_degrees(2.15, 43.65));
  CHECK(closures[0].from == 9_h + 10_min);
  CHECK(closures[0].until == 10_h);
  CHECK_FALSE(closures[0].every_day);
  CHECK_FALSE(closures[0].one_way);
  CHECK_FALSE(closures[0].announced.has_value());
  CHECK(closures[1].along.size() == 2);
  CHECK(closures[1].until == 26_h);
  CHECK(closures[1].every_day);
  CHECK(closures[1].one_way);
  CHECK(closures[1].announced == 6_h + 30_min);
  CHECK_THAT(scenario.effective_toml, Catch::Contains("announced = "));
  CHECK_THAT(scenario.effective_toml, Catch::Contains("every_day = true"));
}

TEST_CASE("all that is wrong with closed roads is told at once") {
  ScenarioFiles files;
  const auto errors = files.errors(kPlain + R"([disturbances]
closures = [
  {along = [{lon = 2.1, lat = 43.6}], from = "10:00", until = "09:00"},
  {along = [{lon = 2.1, lat = 43.6}], from = "10:00"},
  {along = [], from = "10:00", until = "11:00"},
  {along = [{lon = 2.1}], from = "10:00", until = "11:00"},
  {along = [{lon = 2.1, lat = 143.6}], from = "10:00", until = "11:00"},
  {along = [{lon = 2.1, lat = 43.6}], from = "10:00", until = "11:00", one_way = true},
  {along = [{lon = 2.1, lat = 43.6}], from = "10:00", until = "35:00", every_day = true},
  {along = [{lon = 2.1, lat = 43.6}], from = "10:00", until = "11:00", every_day = 1},
  {along = [{lon = 2.1, lat = 43.6}], from = "10:00", until = "11:00", everyday = true},
  {along = [{lon = 2.1, lat = 43.6}], from = "10:00", until = "11:00", announced = "10:01"},
  {along = [{lon = 2.1, lat = 43.6}], from = "10:00", until = "11:00", announced = "soon"},
  {along = [{lon = 2.1, lat = 43.6}], from = "10:00", until = "11:00", announced = -60},
  {along = [{lon = 2.1, lat = 43.6}], from = "10:00", until = "11:00", anounced = "09:00"},
]
)");
  REQUIRE(errors.size() == 13);
  CHECK_THAT(errors[0], Catch::Contains("disturbances.closures must end after they begin, found 10:00:00 to 09:00:00"));
  CHECK_THAT(errors[1], Catch::Contains("disturbances.closures must be an array of closures, as [{along"));
  CHECK_THAT(errors[2], Catch::Contains("disturbances.closures.along must be an array of places"));
  CHECK_THAT(errors[3], Catch::Contains("disturbances.closures.along must be an array of places"));
  CHECK_THAT(errors[4], Catch::Contains("disturbances.closures.along.lat must be degrees north"));
  CHECK_THAT(errors[5], Catch::Contains("must, if one_way, tell the direction by two places or more, found one"));
  CHECK_THAT(errors[6], Catch::Contains("must, if every_day, begin before 24:00 and last 24 hours at most"));
  CHECK_THAT(errors[7], Catch::Contains("disturbances.closures.every_day must be true or false, found 1"));
  CHECK_THAT(errors[8], Catch::Contains("there is no key disturbances.closures.everyday; did you mean"));
  CHECK_THAT(errors[9], Catch::Contains("disturbances.closures must be announced when they begin at the latest, found "
                                        "10:01:00 for 10:00:00"));
  CHECK_THAT(errors[10], Catch::Contains("disturbances.closures.announced must be") && Catch::Contains("soon"));
  CHECK_THAT(errors[11], Catch::Contains("disturbances.closures.announced must be") && Catch::Contains("-60"));
  CHECK_THAT(errors[12], Catch::Contains("there is no key disturbances.closures.anounced; did you mean"));
}
