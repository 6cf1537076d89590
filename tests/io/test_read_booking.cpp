#include <catch2/catch.hpp>

#include "io/scenario_files.h"

using namespace navette;
using namespace navette::literals;

TEST_CASE("what residents do when they book, what goes wrong on the road and what drivers may do is read") {
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
closures = [{name = "Bridge", lon = 2.1, lat = 43.6, from = "07:00", until = "30:00", radius = 80}]
[drivers]
max_spread = "13:00"
pause_duration = 1800
pause_from = "03:00"
pause_until = "05:00"
)");
  CHECK(files.warnings.empty());
  REQUIRE(scenario.booking.phone_hours.size() == 2);
  CHECK(scenario.booking.phone_hours[1].until == 25 * 3'600'000_ms + 30 * 60'000_ms);
  CHECK(scenario.booking.phone_lines == 2);
  CHECK(scenario.booking.offers);
  CHECK(scenario.booking.offer_step == 600'000_ms);
  CHECK(scenario.booking.cancelled_share == 0.05);
  CHECK(scenario.booking.patience == 120'000_ms);
  CHECK(scenario.booking.redials == BookingParameters{}.redials);
  CHECK(scenario.disturbances.driving_noise == 0.1);
  REQUIRE(scenario.disturbances.closures.size() == 1);
  CHECK(scenario.disturbances.closures[0].radius == 80);
  CHECK(scenario.disturbances.closures[0].until == 30 * 3'600'000_ms);
  CHECK(scenario.drivers.max_spread == 13 * 3'600'000_ms);
  CHECK(scenario.drivers.max_continuous_driving == kNever);
  CHECK(scenario.drivers.pause_duration == 1'800'000_ms);
}

TEST_CASE("all that is wrong with booking, disturbances and drivers is told at once") {
  ScenarioFiles files;
  const auto errors = files.errors(kPlain + R"([booking]
phone_hours = [{from = "12:00", until = "08:00"}]
phone_lines = -1
cancelled_share = 0.6
no_show_share = 0.5
[disturbances]
closures = [{name = "Bridge", lon = 2.1, lat = 43.6, form = "07:00", from = "07:00", until = "08:00"}]
[drivers]
pause_duration = 60
pause_from = 7200
pause_until = 3600
max_spraed = 3600
)");
  REQUIRE(errors.size() == 6);
  CHECK(errors[0] == "scenario.toml:21: there is no key drivers.max_spraed; did you mean drivers.max_spread?");
  CHECK_THAT(errors[1], Catch::Contains("scenario.toml:11: booking.phone_hours must begin before 24:00") &&
                            Catch::Contains("found 12:00:00 to 08:00:00"));
  CHECK_THAT(errors[2], Catch::Contains("booking.phone_lines must be a whole number from 0 to 10000"));
  CHECK_THAT(errors[3], Catch::Contains("booking.no_show_share and booking.cancelled_share must be at most 1"));
  CHECK_THAT(errors[4], Catch::Contains("there is no key disturbances.closures.form; did you mean from?"));
  CHECK_THAT(errors[5], Catch::Contains("drivers.pause_until must not be below drivers.pause_from"));
}
