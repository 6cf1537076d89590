#include <catch2/catch.hpp>

#include <limits>

#include "core/random_stream.h"
#include "io/scenario/parse_time.h"

using namespace navette;
using namespace navette::literals;

TEST_CASE("times are seconds or hours and minutes, also of the day before and after") {
  CHECK(parse_time("0") == 0_ms);
  CHECK(parse_time("27900") == 27'900_s);
  CHECK(parse_time("27900.25") == 27'900'250_ms);
  CHECK(parse_time("0.0004") == 0_ms);
  CHECK(parse_time("0.0005") == 1_ms);
  CHECK(parse_time("-3600") == -1_h);
  CHECK(parse_time("07:45") == 7_h + 45_min);
  CHECK(parse_time("7:45:30") == 7_h + 45_min + 30_s);
  CHECK(parse_time("7:45:30.5") == 7_h + 45_min + 30'500_ms);
  CHECK(parse_time("25:10") == 25_h + 10_min);
  CHECK(parse_time("-05:30") == -(5_h + 30_min));
}

TEST_CASE("what is no time is not read as one") {
  const auto text = GENERATE(as<std::string>{}, "", "-", "--5", "+5", " 5", "5 ", "5s", "1e5", "nan", "inf", "0x10",
                             "5:7", "07:60", "07:45:60", "07:45:3", "07:45:30:", "7:", ":30", "07:45:", "-:30", "7:-1",
                             "1:+5", "07.45", "7,5", "7h45", "07:45:.5", "07:45:030", "--07:45", "-7:-45",
                             "99999999999999999999", "99999999:00", "1:00:00:00", "١٢");
  INFO(text);
  if (text == "07.45") {
    CHECK(parse_time(text) == 7'450_ms);  // seconds: nobody can tell
  } else {
    CHECK_FALSE(parse_time(text));
  }
}

TEST_CASE("seconds that are no time are refused") {
  CHECK_FALSE(time_from_seconds(std::numeric_limits<double>::quiet_NaN()));
  CHECK_FALSE(time_from_seconds(std::numeric_limits<double>::infinity()));
  CHECK_FALSE(time_from_seconds(1e300));
  CHECK(time_from_seconds(1.5) == 1'500_ms);
}

TEST_CASE("every time reads back as it is shown") {
  const std::uint64_t seed = 20260105;
  INFO("seed " << seed);
  RandomStream random{seed, Purpose::given_demand};
  for (int i = 0; i < 20'000; ++i) {
    const Milliseconds time{(i % 2 == 0 ? 1 : -1) *
                            (std::int64_t{random.below(316'223'000)} * 1'000 + random.below(1'000))};
    INFO(shown_time(time));
    REQUIRE(parse_time(shown_time(time)) == time);
  }
}
