#include <algorithm>
#include <catch2/catch.hpp>

#include "record/metrics.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

// A---------B---------C      1 km per dash, 60 km/h: a minute per dash
const char* const kRoad = "A---------B---------C";

/// A resident's trip from A to C, asked for and wanted at these times.
TripRequest& drawn(SmallWorld& world, Milliseconds submitted, Milliseconds departure, Channel channel = Channel::app) {
  auto& trip = world.trip(world.map.between('A', 'B', 0.5), world.map.between('B', 'C', 0.5), submitted, departure);
  trip.purpose = 2;
  trip.channel = channel;
  return trip;
}

/// Until 17:00 of the day before.
void with_notice(GivenService& service) {
  service.booking.type = BookingType::prior_days;
  service.booking.prior_notice_last_time = 17_h;
}

/// One shuttle at A; nobody plans ahead.
struct Town : SmallWorld {
  Town() : SmallWorld{kRoad} {
    scenario.booking.plan_ahead_share = 0;
    shuttle(map.between('A', 'B', 0));
  }
};

/// The event that tells that a request was never made.
Event told(const ListRecorder& day, RequestId id) {
  const auto found = std::find_if(day.events.begin(), day.events.end(), [&](const Event& event) {
    return event.kind == EventKind::never_made && event.request == id;
  });
  REQUIRE(found != day.events.end());
  return *found;
}

}  // namespace

TEST_CASE("without notice left a resident does not ask; the last moment is in time") {
  Town world;
  with_notice(world.scenario.services[0]);
  drawn(world, -7_h, 9_h);
  drawn(world, -7_h + 1_s, 10_h);
  const auto& day = world.run();
  CHECK(day.requests[0].end == RequestEnd::served);
  CHECK(day.requests[1].never_made_cause == NeverMadeCause::no_notice);
  const Event event = told(day, RequestId{1});
  CHECK(event.time == -7_h + 1_s);
  CHECK(event.value == static_cast<std::int64_t>(NeverMadeCause::no_notice));
}

TEST_CASE("one service that still takes bookings is enough, if it is open to the trip") {
  for (const bool open : {false, true}) {
    Town world;
    world.scenario.services.push_back(world.scenario.services[0]);
    with_notice(world.scenario.services[0]);
    if (!open) world.scenario.services[1].hours = {{13_h, 18_h}};
    world.shuttle(world.map.between('A', 'B', 0));
    world.shuttles[1].service = ServiceId{1};
    drawn(world, 8_h, 9_h);
    const auto& day = world.run();
    CHECK(day.requests[0].end == (open ? RequestEnd::served : RequestEnd::never_made));
    CHECK(day.requests[0].never_made_cause == (open ? NeverMadeCause::none : NeverMadeCause::no_notice));
  }
}

TEST_CASE("a trip that no service is open to is asked for, and refused") {
  Town world;
  with_notice(world.scenario.services[0]);
  world.scenario.services[0].hours = {{13_h, 18_h}};
  drawn(world, 8_h, 9_h);
  CHECK(world.run().requests[0].reason == RefusalReason::outside_hours);
}

TEST_CASE("a call is not made again after booking has closed: the phone was the cause") {
  // Booking closes at 12:00 of the day; the phone opens at 13:00.
  Town world;
  world.scenario.booking.phone_hours = {{13_h, 17_h}};
  auto& rule = world.scenario.services[0].booking;
  rule.type = BookingType::same_day;
  rule.prior_notice_duration_min = 3_h;
  drawn(world, 9_h, 15_h, Channel::phone);
  auto& given = drawn(world, 9_h, 15_h, Channel::phone);
  given.purpose = -1;
  const auto& day = world.run();
  CHECK(day.requests[0].never_made_cause == NeverMadeCause::closed);
  CHECK(told(day, RequestId{0}).time == 9_h);
  CHECK(day.requests[1].reason == RefusalReason::booked_too_late);
}

TEST_CASE("who is without notice takes no line") {
  Town world;
  world.scenario.booking.phone_lines = 1;
  world.scenario.booking.redials = 0;
  auto& rule = world.scenario.services[0].booking;
  rule.type = BookingType::same_day;
  rule.prior_notice_duration_min = 1_h;
  drawn(world, 9_h, 9_h + 30_min, Channel::phone);
  drawn(world, 9_h, 12_h, Channel::phone);
  drawn(world, 9_h, 13_h, Channel::phone);
  const auto& day = world.run();
  CHECK(day.requests[0].never_made_cause == NeverMadeCause::no_notice);
  CHECK(day.requests[1].end == RequestEnd::served);
  CHECK(day.requests[2].never_made_cause == NeverMadeCause::busy);
}

TEST_CASE("where no calls are taken, who books by phone cannot ask, drawn or given") {
  Town world;
  world.scenario.booking.phone = false;
  drawn(world, 9_h, 9_h, Channel::phone);
  drawn(world, 10_h, 10_h, Channel::phone).purpose = -1;
  drawn(world, 11_h, 11_h);
  const auto& day = world.run();
  CHECK(day.requests[0].never_made_cause == NeverMadeCause::no_app);
  CHECK(day.requests[1].never_made_cause == NeverMadeCause::no_app);
  CHECK(told(day, RequestId{1}).value == 3);
  CHECK(day.requests[2].end == RequestEnd::served);
}

TEST_CASE("both ways of one booking fail for the same cause, each way alone for its own") {
  for (const bool contract : {false, true}) {
    Town world;
    world.scenario.services[0].way_back_in_contract = contract;
    auto& rule = world.scenario.services[0].booking;
    rule.type = BookingType::same_day;
    rule.prior_notice_duration_min = 1_h;
    drawn(world, 9_h, 9_h + 30_min).tour = 0;
    auto& back = drawn(world, 9_h, 12_h);
    back.tour = 0;
    back.way_back = true;
    const auto& day = world.run();
    CHECK(day.requests[0].never_made_cause == NeverMadeCause::no_notice);
    CHECK(day.requests[1].never_made_cause == (contract ? NeverMadeCause::no_notice : NeverMadeCause::none));
    CHECK(day.requests[1].end == (contract ? RequestEnd::never_made : RequestEnd::served));
  }
}

TEST_CASE("the indicators count what was never made, by cause") {
  std::vector<TripRequest> requests(4);
  Metrics metrics{requests, {}, Costs{}};
  const NeverMadeCause causes[] = {NeverMadeCause::busy, NeverMadeCause::no_app, NeverMadeCause::no_app,
                                   NeverMadeCause::none};
  for (std::size_t r = 0; r < requests.size(); ++r) {
    RequestRecord record;
    record.request = RequestId{r};
    record.never_made_cause = causes[r];
    record.end = causes[r] == NeverMadeCause::none ? RequestEnd::refused : RequestEnd::never_made;
    metrics.request(record);
  }
  const auto list = metrics.indicators();
  const auto value = [&](const std::string& name) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Indicator& one) { return one.name == name; });
    REQUIRE(found != list.end());
    return found->value;
  };
  CHECK(value("requests_never_made") == 3);
  CHECK(value("requests_never_made_busy") == 1);
  CHECK(value("requests_never_made_closed") == 0);
  CHECK(value("requests_never_made_no_notice") == 0);
  CHECK(value("requests_never_made_no_app") == 2);
  CHECK(value("requests") == 1);
}
