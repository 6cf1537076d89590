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
  CHECK_THAT(errors[1], Catch::Contains("scenario.toml:11: booking.phone_hours must begin before 24:00") &&
                            Catch::Contains("found 12:00:00 to 08:00:00"));
  CHECK_THAT(errors[2], Catch::Contains("booking.phone_lines must be a whole number from 0 to 10000"));
  CHECK_THAT(errors[3], Catch::Contains("booking.late_share must be a number from 0 to 1, found 1.5"));
  CHECK_THAT(errors[4], Catch::Contains("booking.no_show_share and booking.cancelled_share must be at most 1"));
}
