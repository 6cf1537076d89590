#include <catch2/catch.hpp>

#include <cstdio>

#include "core/errors.h"
#include "core/random_stream.h"
#include "engine/world/first_night.h"
#include "engine/world/service_calendar.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

constexpr std::size_t kFriday = 4;
constexpr std::size_t kSaturday = 5;

GivenService only_on(std::size_t weekday, int weekday_of_day_0, std::vector<DailyHours> hours = {}) {
  GivenService service;
  service.weekdays.fill(false);
  service.weekdays[weekday] = true;
  service.weekday_of_day_0 = weekday_of_day_0;
  service.hours = std::move(hours);
  return service;
}

std::optional<std::int64_t> day(const GivenService& service, Milliseconds time, const std::vector<Shift>& shifts = {}) {
  return ServiceCalendar{service, shifts}.day_of_service(time);
}

// A minute per dash.
const char* const kRoad = "A----------B----------C";

/// A line from A to C; its shuttle is out day and night.
struct Line : SmallWorld {
  explicit Line(const std::vector<Milliseconds>& departures, int days = 1) : SmallWorld{kRoad} {
    GivenService& service = scenario.services[0];
    service.kind = ServiceKind::virtual_line;
    for (const char name : {'A', 'C'}) {
      service.stops.push_back({std::string(1, name), map.graph.place(map.at(name)), std::string(1, name)});
    }
    for (const Milliseconds departure : departures) {
      service.courses.push_back({{{0, departure}, {1, departure + 20_min}}, {}});
    }
    scenario.run.days = days;
    shuttle(map.at('A'));
    auto& shifts = shuttles[0].shifts;
    shifts.clear();
    for (int k = 0; k < days; ++k) shifts.push_back({k * kDay, (k + 1) * kDay});
    shifts.back().end += 4_h;
  }
};

void ask(SmallWorld& world, Milliseconds submitted, Milliseconds departure) {
  TripRequest& trip = world.trip(world.map.at('A'), world.map.at('C'), submitted, departure);
  trip.origin_place = world.map.graph.place(trip.origin);
  trip.destination_place = world.map.graph.place(trip.destination);
}

}  // namespace

TEST_CASE("a night belongs to the evening it began in, also before the run and over its days of the week") {
  const GivenService saturdays = only_on(kSaturday, kSaturday, {{20_h, 26_h}});
  CHECK(day(saturdays, 21_h) == 0);
  CHECK(day(saturdays, 25_h + 10_min) == 0);
  CHECK(day(saturdays, 26_h) == 0);
  CHECK_FALSE(day(saturdays, 26_h + 1_ms));
  CHECK_FALSE(day(saturdays, 1_h));  // Friday's night
  CHECK_FALSE(day(saturdays, 45_h));
  const GivenService fridays = only_on(kFriday, kSaturday, {{20_h, 26_h}});
  CHECK(day(fridays, 1_h) == -1);  // of the evening before the run
  CHECK_FALSE(day(fridays, 25_h));
  CHECK(day(fridays, 7 * kDay + 1_h) == 6);
  CHECK(day(fridays, -3_h) == -1);
}

TEST_CASE("hours up to midnight, over several evenings, and those that begin after it") {
  const GivenService until_midnight = only_on(kSaturday, kSaturday, {{0_h, 24_h}});
  CHECK(day(until_midnight, 0_h) == 0);
  CHECK(day(until_midnight, 24_h) == 0);  // Sunday's do not begin
  CHECK_FALSE(day(until_midnight, 24_h + 1_ms));
  GivenService always = until_midnight;
  always.weekdays.fill(true);
  CHECK(day(always, 24_h) == 1);  // where others begin, those that end have no claim
  const GivenService parts = only_on(kSaturday, kSaturday, {{8_h, 12_h}, {20_h, 24_h}, {24_h + 30_min, 27_h}});
  CHECK(day(parts, 8_h) == 0);
  CHECK_FALSE(day(parts, 13_h));
  CHECK_FALSE(day(parts, 24_h + 10_min));
  CHECK(day(parts, 26_h) == 0);
  CHECK_FALSE(day(parts, 2_h));
  const GivenService late = only_on(kSaturday, kSaturday, {{40_h, 48_h}});
  CHECK(day(late, 48_h) == 0);
  CHECK_FALSE(day(late, 16_h));
}

TEST_CASE("a time in the hours of two days belongs to the earlier that runs") {
  GivenService service;
  service.hours = {{20_h, 26_h}, {1_h, 5_h}};
  CHECK(day(service, 25_h + 30_min) == 0);
  service.weekdays[0] = false;  // day 0
  CHECK(day(service, 25_h + 30_min) == 1);
}

TEST_CASE("without hours a day ends with the shifts that pass midnight") {
  const GivenService saturdays = only_on(kSaturday, kSaturday);
  const std::vector<Shift> nights{{18_h, 28_h}};
  CHECK(day(saturdays, 27_h, nights) == 0);
  CHECK_FALSE(day(saturdays, 28_h, nights));
  CHECK_FALSE(day(saturdays, 3_h, nights));
  CHECK(day(saturdays, 4_h, nights) == 0);
  CHECK(day(saturdays, 0_h, {{6_h, 20_h}}) == 0);
  CHECK_FALSE(day(saturdays, 24_h, {{6_h, 20_h}}));
  CHECK(day(saturdays, 6_h, {{6_h, 14_h}, {20_h, 32_h}}) == 0);  // its own first shift has begun
  const std::vector<Shift> after_midnight{{18_h, 22_h}, {25_h, 27_h}};
  CHECK(day(saturdays, 26_h, after_midnight) == 0);
  CHECK_FALSE(day(saturdays, 27_h, after_midnight));
  CHECK_FALSE(day(saturdays, 2_h, after_midnight));  // Friday's night
}

TEST_CASE("on random hours and days of the week a time has the first day that holds it") {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    GivenService service;
    for (bool& weekday : service.weekdays) weekday = random.below(2) == 0;
    service.weekday_of_day_0 = static_cast<int>(random.below(7));
    for (std::uint32_t k = 0; k <= random.below(3); ++k) {
      const auto from = static_cast<std::int64_t>(random.below(48));
      const auto until = std::min<std::int64_t>(48, from + 1 + random.below(24));
      if (from < until) service.hours.push_back({from * 1_h, until * 1_h});
    }
    if (service.hours.empty()) continue;
    for (std::int64_t half = -60; half < 24 * 14; ++half) {
      const Milliseconds time = half * 30_min + 1_ms;  // never at an end
      std::optional<std::int64_t> first;
      for (std::int64_t one = -10; one < 10 && !first; ++one) {
        const bool runs = service.weekdays[static_cast<std::size_t>((service.weekday_of_day_0 + one + 70) % 7)];
        for (const DailyHours& open : service.hours) {
          if (runs && one * kDay + open.from <= time && time <= one * kDay + open.until) first = one;
        }
      }
      CHECK(day(service, time) == first);
    }
  }
}

TEST_CASE("notice is counted from the service day: who rides after midnight books as for the evening") {
  SmallWorld world{kRoad};
  GivenService& service = world.scenario.services[0];
  service.hours = {{20_h, 26_h}};
  service.booking.type = BookingType::prior_days;
  service.booking.prior_notice_last_day = 1;
  service.booking.prior_notice_last_time = 18_h;
  world.shuttle(world.map.at('A'), 8, 1, 1_h, 27_h);
  world.trip(world.map.at('A'), world.map.at('C'), -6_h, 25_h);         // 18:00 of the day before the evening
  world.trip(world.map.at('A'), world.map.at('C'), -6_h + 1_ms, 25_h);  // a millisecond too late
  const auto& run = world.run();
  CHECK(run.requests[0].end == RequestEnd::served);
  CHECK(run.requests[1].reason == RefusalReason::booked_too_late);
}

TEST_CASE("courses after 24:00 belong to their evening: its day of the week, its notice") {
  Line world{{22_h, 25_h + 10_min}, 2};
  GivenService& service = world.scenario.services[0];
  service.weekdays.fill(false);
  service.weekdays[kSaturday] = true;
  service.weekday_of_day_0 = kFriday;
  service.rules.max_wait_time = 1_h;
  SECTION("of Friday nothing runs, of Saturday both, until Sunday") {
    ask(world, 12_h, 21_h + 50_min);
    ask(world, 12_h, 25_h);  // Friday's night
    ask(world, 12_h, 24_h + 21_h + 50_min);
    ask(world, 12_h, 24_h + 25_h);
    const auto& run = world.run();
    CHECK(run.requests[0].end == RequestEnd::refused);
    CHECK(run.requests[1].end == RequestEnd::refused);
    CHECK(run.requests[2].end == RequestEnd::served);
    CHECK(run.requests[3].pickup == 49_h + 10_min);
    CHECK(run.requests[3].course == 3);
  }
  SECTION("booked until 18:00 of the day before, for both alike") {
    service.booking.type = BookingType::prior_days;
    service.booking.prior_notice_last_time = 18_h;
    ask(world, 18_h, 49_h);
    ask(world, 18_h + 1_min, 49_h);
    const auto& run = world.run();
    CHECK(run.requests[0].end == RequestEnd::served);
    CHECK(run.requests[1].reason == RefusalReason::booked_too_late);
  }
}

TEST_CASE("a driver's shift after midnight serves its own night, with its pause, day after day") {
  SmallWorld world{kRoad};
  world.scenario.run.days = 2;
  GivenService& service = world.scenario.services[0];
  service.booking.type = BookingType::prior_days;
  service.booking.prior_notice_last_time = 18_h;
  world.shuttle(world.map.at('A'), 8, 1, 18_h, 22_h);
  auto& shifts = world.shuttles[0].shifts;
  shifts.push_back({25_h, 27_h, {{26_h, 26_h, 30_min}}});
  shifts.push_back({42_h, 46_h});
  shifts.push_back({49_h, 51_h, {{50_h, 50_h, 30_min}}});
  service.rules.max_wait_time = 10_min;
  world.trip(world.map.at('A'), world.map.at('C'), -6_h, 25_h + 20_min);         // of the evening of day 0
  world.trip(world.map.at('A'), world.map.at('C'), -6_h + 1_ms, 25_h + 25_min);  // booked a millisecond too late
  world.trip(world.map.at('A'), world.map.at('C'), -6_h, 23_h);                  // between the pieces
  world.trip(world.map.at('A'), world.map.at('C'), -6_h, 26_h + 10_min);         // in the pause
  world.trip(world.map.at('C'), world.map.at('A'), 18_h, 49_h + 30_min);         // after the last midnight of the run
  const auto& run = world.run();
  CHECK(run.requests[0].pickup == 25_h + 20_min);
  CHECK(run.requests[1].reason == RefusalReason::booked_too_late);
  CHECK(run.requests[2].reason == RefusalReason::no_shuttle_in_service);
  CHECK(run.requests[3].end == RequestEnd::refused);
  CHECK(run.requests[4].pickup == 49_h + 30_min);
  std::vector<Milliseconds> pauses;
  for (const auto& stop : run.stops) {
    if (stop.kind == StopKind::pause) pauses.push_back(stop.begin);
  }
  CHECK(pauses == std::vector<Milliseconds>{26_h, 50_h});
}

TEST_CASE("a line's courses of the last night run with a shift after midnight") {
  Line world{{25_h + 10_min}, 2};
  world.shuttles[0].shifts = {{18_h, 22_h}, {25_h, 27_h}, {42_h, 46_h}, {49_h, 51_h}};
  ask(world, 20_h, 25_h);
  ask(world, 20_h, 49_h);
  const auto& run = world.run();
  CHECK(run.requests[0].pickup == 25_h + 10_min);
  CHECK(run.requests[1].pickup == 49_h + 10_min);
  CHECK(run.requests[1].course == 1);
}

TEST_CASE("shortly before midnight the first courses of the next service day are offered") {
  Line world{{10_min, 12_h}, 3};
  GivenService& service = world.scenario.services[0];
  service.rules.max_wait_time = 20_min;
  SECTION("those that leave before the passenger has waited too long") {
    ask(world, 20_h, 23_h + 50_min);
    ask(world, 20_h, 23_h + 49_min + 59_s);
    ask(world, 20_h, 47_h + 55_min);
    ask(world, 20_h, 71_h + 55_min);  // the run is over
    const auto& run = world.run();
    CHECK(run.requests[0].pickup == 24_h + 10_min);
    CHECK(run.requests[0].course == 2);
    CHECK(run.requests[1].reason == RefusalReason::no_stop_in_reach);
    CHECK(run.requests[2].pickup == 48_h + 10_min);
    CHECK(run.requests[2].course == 4);
    CHECK(run.requests[3].end == RequestEnd::refused);
  }
  SECTION("of a day on which the service runs, though it does not the day before") {
    service.weekdays.fill(false);
    service.weekdays[kSaturday] = true;
    service.weekday_of_day_0 = kFriday;
    ask(world, 20_h, 23_h + 50_min);
    ask(world, 20_h, 23_h + 40_min);
    ask(world, 20_h, 47_h + 50_min);  // Saturday's days are over, Sunday's do not run
    const auto& run = world.run();
    CHECK(run.requests[0].pickup == 24_h + 10_min);
    CHECK(run.requests[1].reason == RefusalReason::outside_hours);
    CHECK(run.requests[2].end == RequestEnd::refused);
  }
  SECTION("booked by the notice of their own day") {
    service.booking.type = BookingType::prior_days;
    service.booking.prior_notice_last_time = 18_h;
    ask(world, 18_h, 23_h + 50_min);
    ask(world, 18_h + 1_ms, 23_h + 50_min);
    ask(world, 42_h, 47_h + 50_min);
    const auto& run = world.run();
    CHECK(run.requests[0].end == RequestEnd::served);
    CHECK(run.requests[1].reason == RefusalReason::booked_too_late);
    CHECK(run.requests[2].end == RequestEnd::served);
  }
}

TEST_CASE("around midnight passengers choose among the courses of two service days") {
  Line world{{10_min, 24_h + 55_min}, 2};  // at 0:10 that of the new day, at 0:55 that of the evening before
  world.scenario.services[0].rules.max_wait_time = 1_h;
  world.scenario.services[0].max_course_delay = 0_s;
  ask(world, 20_h, 23_h + 50_min);
  ask(world, 20_h, 24_h + 15_min);
  const auto& run = world.run();
  CHECK(run.requests[0].pickup == 24_h + 10_min);
  CHECK(run.requests[1].pickup == 24_h + 55_min);
  CHECK(run.requests[1].course == 1);
}

TEST_CASE("courses of the evening before the run go on in its first night, if a shuttle is out") {
  Line world{{23_h + 50_min, 25_h + 10_min}};
  GivenService& service = world.scenario.services[0];
  service.courses[0].visits = {{0, 23_h + 50_min}, {0, 24_h}, {1, 24_h + 20_min}};
  GivenShuttle given;
  given.shifts = world.shuttles[0].shifts;
  service.shuttles = {given};
  SECTION("cut at midnight") {
    CHECK(add_first_night(service, 1) == 0);
    REQUIRE(service.courses.size() == 4);
    CHECK(service.courses[2].days == std::vector<std::int32_t>{0});
    CHECK(service.courses[2].days_before == 1);
    CHECK(service.courses[2].visits[0].time == 0_h);
    ask(world, -1_h, 1_h);
    ask(world, 20_h, 25_h);
    const auto& run = world.run();
    CHECK(run.requests[0].pickup == 1_h + 10_min);
    CHECK(run.requests[1].pickup == 25_h + 10_min);
  }
  SECTION("not of an evening on which the service does not run") {
    service.weekdays.fill(false);
    service.weekdays[kSaturday] = true;
    service.weekday_of_day_0 = kSaturday;
    CHECK(add_first_night(service, 1) == 0);
    CHECK(service.courses.size() == 2);
  }
  SECTION("only on the days that a calendar names") {
    service.courses[0].days = {0};
    service.courses[1].days = {-1};
    CHECK(add_first_night(service, 1) == 0);
    REQUIRE(service.courses.size() == 2);  // the evening's on day 0, and the night before
    CHECK(service.courses[0].days.empty());
    CHECK(service.courses[1].visits[0].time == 1_h + 10_min);
  }
  SECTION("without a shuttle on shift they are left out") {
    service.shuttles[0].shifts = {{6_h, 26_h}};
    CHECK(add_first_night(service, 1) == 2);
    CHECK(service.courses.size() == 2);
  }
}

TEST_CASE("a timetable that the shuttles cannot run is refused with one that they can") {
  Line world{{8_h, 8_h + 30_min, 12_h}};
  world.scenario.services[0].max_course_delay = 0_s;
  const auto errors = [&] {
    try {
      world.run();
    } catch (const InputError& error) {
      return error.messages();
    }
    return std::vector<std::string>{};
  };
  const auto messages = errors();
  REQUIRE(messages.size() == 2);
  CHECK_THAT(messages[0], Catch::Contains("can run course 2 at 08:30") && Catch::Contains("10 min later, at 08:40"));
  CHECK_THAT(messages[1], Catch::EndsWith("course 1 at 08:00, course 2 at 08:40 (10 min later), course 3 at 12:00"));
  auto& visits = world.scenario.services[0].courses[1].visits;
  visits[0].time = 8_h + 40_min;
  visits[1].time = 9_h;
  CHECK(errors().empty());
  visits[1].time = 8_h + 52_min;
  REQUIRE_FALSE(errors().empty());
  CHECK_THAT(errors()[0], Catch::Contains("8 min too soon; times that can be driven: 08:40, 09:00"));
}

TEST_CASE("departures proposed for a timetable work, on random lines") {
  for (std::uint32_t seed = 1; seed <= 30; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    std::vector<Milliseconds> departures;
    for (int k = 0; k < 8; ++k) departures.push_back(6_h + static_cast<std::int64_t>(random.below(360)) * 1_min);
    Line world{departures};
    for (int tries = 0; tries < 2; ++tries) {
      try {
        world.run();
        break;
      } catch (const InputError& error) {
        REQUIRE(tries == 0);
        const std::string list = error.messages().back();
        std::size_t at = list.find("one after another: ");
        REQUIRE(at != std::string::npos);
        while ((at = list.find("course ", at + 1)) != std::string::npos) {
          int course = 0;
          int hour = 0;
          int minute = 0;
          REQUIRE(std::sscanf(list.c_str() + at, "course %d at %d:%d", &course, &hour, &minute) == 3);
          auto& visits = world.scenario.services[0].courses[static_cast<std::size_t>(course - 1)].visits;
          visits[0].time = hour * 1_h + minute * 1_min;
          visits[1].time = visits[0].time + 20_min;
        }
      }
    }
  }
}
