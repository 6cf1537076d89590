#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "engine/unforeseen/conduct.h"
#include "engine/unforeseen/put_off.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

// A---------B---------C      1 km per dash, 60 km/h: a minute per dash
const char* const kRoad = "A---------B---------C";

Location at(const SmallWorld& world, double share) { return world.map.between('A', 'B', share); }
Location far(const SmallWorld& world, double share) { return world.map.between('B', 'C', share); }

std::size_t count(const ListRecorder& day, EventKind kind) {
  return static_cast<std::size_t>(
      std::count_if(day.events.begin(), day.events.end(), [&](const Event& event) { return event.kind == kind; }));
}

const Event& first(const ListRecorder& day, EventKind kind) {
  const auto found =
      std::find_if(day.events.begin(), day.events.end(), [&](const Event& event) { return event.kind == kind; });
  REQUIRE(found != day.events.end());
  return *found;
}

}  // namespace

TEST_CASE("shares of passengers are hit on average, and lateness has its mean") {
  BookingParameters booking;
  booking.cancelled_share = 0.2;
  booking.no_show_share = 0.1;
  booking.late_share = 0.5;
  booking.mean_lateness = 2_min;
  booking.patience = 1_h;  // nobody is so late
  constexpr int kMany = 40'000;
  int cancelled = 0;
  int absent = 0;
  int late = 0;
  double lateness = 0;
  double after = 0;
  for (int r = 0; r < kMany; ++r) {
    TripRequest asked;
    asked.name = fmt::format("request {}", r);
    const Conduct conduct = conduct_of(asked, booking, 7);
    cancelled += conduct.cancels ? 1 : 0;
    absent += conduct.absent ? 1 : 0;
    CHECK_FALSE((conduct.cancels && conduct.absent));
    if (conduct.cancels) after += conduct.cancels_after;
    if (conduct.late > 0_ms) {
      ++late;
      lateness += static_cast<double>(conduct.late.count);
    }
  }
  // Four standard deviations at most.
  CHECK(cancelled == Approx(0.2 * kMany).margin(330));
  CHECK(absent == Approx(0.1 * kMany).margin(250));
  CHECK(late == Approx(0.5 * 0.9 * kMany).margin(420));
  CHECK(lateness / late == Approx(120'000).epsilon(0.04));
  CHECK(after / cancelled == Approx(0.5).margin(0.02));
}

TEST_CASE("what a passenger does is drawn for the request alone") {
  BookingParameters booking;
  booking.cancelled_share = 0.3;
  booking.late_share = 0.5;
  TripRequest asked;
  asked.name = "r5";
  const Conduct conduct = conduct_of(asked, booking, 3);
  asked.earliest_departure = 5_h;
  asked.party_size = 4;
  booking.offers = true;
  const Conduct again = conduct_of(asked, booking, 3);
  CHECK(conduct.cancels == again.cancels);
  CHECK(conduct.late == again.late);
  // A larger share takes in all of the smaller one.
  booking.cancelled_share = 0.6;
  for (int r = 0; r < 100; ++r) {
    asked.name = fmt::format("{}", r);
    BookingParameters fewer = booking;
    fewer.cancelled_share = 0.3;
    if (conduct_of(asked, fewer, 3).cancels) CHECK(conduct_of(asked, booking, 3).cancels);
  }
}

TEST_CASE("who cancels is not fetched, and the shuttle is free for others") {
  for (const std::string policy : {"insertion", "first_come", "rolling_plan"}) {
    SmallWorld world{kRoad};
    world.scenario.dispatch.policy = policy;
    world.scenario.booking.cancelled_share = 1;
    world.shuttle(at(world, 0));
    world.trip(far(world, 0.5), at(world, 0.5), 9_h, 12_h);
    const auto& day = world.run();
    CHECK(day.requests[0].end == RequestEnd::cancelled);
    CHECK(day.requests[0].pickup == kNever);
    CHECK(day.requests[0].shuttle == ShuttleId{0});
    const Event& event = first(day, EventKind::cancelled);
    CHECK(event.time > 9_h);
    CHECK(event.time < day.requests[0].promise.pickup);
    CHECK(event.shuttle == ShuttleId{0});
    CHECK(day.stops.size() == 2);  // the shift
  }
}

TEST_CASE("a shuttle on the way to who cancels turns off") {
  SmallWorld world{kRoad};
  world.scenario.booking.cancelled_share = 1;
  world.scenario.services[0].rules.max_wait_time = 1_h;
  world.shuttle(at(world, 0));
  world.trip(far(world, 0.5), at(world, 0.5), 9_h);  // 15 km away
  const auto& day = world.run();
  CHECK(day.requests[0].end == RequestEnd::cancelled);
  const Event& turned = first(day, EventKind::diverted);
  CHECK(turned.time == first(day, EventKind::cancelled).time);
  CHECK(day.legs.back().to == at(world, 0));
  CHECK(first(day, EventKind::shift_ended).time == 18_h);
}

TEST_CASE("the way back of a contract falls with the way out, and only of a contract") {
  for (const bool contract : {true, false}) {
    for (const bool absent : {true, false}) {
      SmallWorld world{kRoad};
      world.scenario.services[0].way_back_in_contract = contract;
      world.shuttle(at(world, 0));
      auto& out = world.trip(at(world, 0.5), far(world, 0.5), 9_h);
      out.tour = 1;
      auto& back = world.trip(far(world, 0.5), at(world, 0.5), 8_h, 12_h);
      back.tour = 1;
      back.way_back = true;
      // A seed by which the way out fails and the way back alone would not.
      auto& booking = world.scenario.booking;
      (absent ? booking.no_show_share : booking.cancelled_share) = 0.5;
      for (world.scenario.run.seed = 1;; ++world.scenario.run.seed) {
        const auto does = [&](const TripRequest& asked) { return conduct_of(asked, booking, world.scenario.run.seed); };
        const auto fails = [&](const Conduct& one) { return one.cancels || one.absent; };
        if (fails(does(world.requests[0])) && !fails(does(world.requests[1]))) break;
      }
      const auto& day = world.run();
      CHECK(day.requests[0].end == (absent ? RequestEnd::no_show : RequestEnd::cancelled));
      CHECK(day.requests[1].end == (contract ? RequestEnd::cancelled : RequestEnd::served));
      CHECK(count(day, EventKind::no_show) == (absent ? 1U : 0U));
    }
  }
}

TEST_CASE("a shuttle waits its patience for who is not there, and goes on to the next") {
  SmallWorld world{kRoad};
  world.scenario.booking.no_show_share = 0.5;
  world.scenario.booking.patience = 4_min;
  world.shuttle(at(world, 0));
  world.trip(at(world, 0.5), far(world, 0.5), 9_h);
  world.trip(at(world, 0.8), far(world, 0.5), 9_h);
  const auto absent = [&](std::size_t r) {
    return conduct_of(world.requests[r], world.scenario.booking, world.scenario.run.seed).absent;
  };
  while (!absent(0) || absent(1)) ++world.scenario.run.seed;
  const auto& day = world.run();
  CHECK(day.requests[0].end == RequestEnd::no_show);
  CHECK(day.requests[1].end == RequestEnd::served);
  const Event& event = first(day, EventKind::no_show);
  const auto& next = day.requests[1];
  CHECK(event.time == day.requests[0].promise.pickup);
  CHECK(next.pickup == next.promise.pickup + 4_min);
  const auto visit = std::find_if(day.stops.begin(), day.stops.end(),
                                  [](const StopRecord& stop) { return stop.request == RequestId{0}; });
  REQUIRE(visit != day.stops.end());
  CHECK(visit->end - visit->begin == 4_min);
  CHECK(visit->load.is_zero());
}

TEST_CASE("a late passenger makes others wait, and the log tells by how much") {
  SmallWorld world{kRoad};
  world.scenario.booking.late_share = 0.5;
  world.scenario.booking.mean_lateness = 5_min;
  world.scenario.booking.patience = 1_h;
  world.scenario.services[0].rules.max_allowed_pickup_delay = 0_s;  // to the minute
  world.shuttle(at(world, 0));
  world.trip(at(world, 0.5), far(world, 0.5), 9_h);
  world.trip(at(world, 0.8), far(world, 0.5), 9_h);
  const auto late = [&](std::size_t r) {
    return conduct_of(world.requests[r], world.scenario.booking, world.scenario.run.seed).late;
  };
  while (late(0) == 0_ms || late(1) > 0_ms) ++world.scenario.run.seed;
  const auto& day = world.run();
  const auto& second = day.requests[1];
  const auto& one = day.requests[0];
  CHECK(one.pickup == one.promise.pickup);
  CHECK(one.boarded == one.pickup + late(0));
  CHECK(second.promise.pickup > one.promise.pickup);
  CHECK(second.promise.latest_pickup == second.promise.pickup);
  CHECK(second.pickup == second.promise.pickup + late(0));
  CHECK(second.end == RequestEnd::served);
  CHECK(first(day, EventKind::delayed).value == late(0).count);
  CHECK(first(day, EventKind::delayed).time == one.pickup);
  const Event& broken = first(day, EventKind::promise_broken);
  CHECK(broken.request == RequestId{1});
  CHECK(broken.value == late(0).count);
}

TEST_CASE("a limit that was put off is restored as soon as it can be kept") {
  SmallWorld world{kRoad};
  const World built{RoadGraph{world.map.graph.columns()}, {}, world.scenario.services};
  Origin here{at(world, 0), Heading::either, 9_h, 9_h, 0_ms};
  std::vector<PlannedStop> stops(2);
  for (auto& stop : stops) stop.drive = 5_min;
  stops[0].location = at(world, 0.5);
  stops[1].location = at(world, 1.0);
  stops[0].latest = 9_h + 3_min;
  stops[1].latest = 9_h + 30_min;
  plan_times_late(here, stops, WaitingPolicy::drive_first);
  CHECK(stops[0].begin == 9_h + 5_min);
  CHECK(stops[0].latest == 9_h + 5_min);   // as late as it must be
  CHECK(stops[1].latest == 9_h + 30_min);  // as promised
}

TEST_CASE("a ride that has become too long is allowed, by no more than it must be") {
  SmallWorld world{kRoad};
  Origin here{at(world, 0), Heading::either, 9_h, 9_h, 0_ms};
  std::vector<PlannedStop> stops(3);
  for (auto& stop : stops) stop.drive = 5_min;
  stops[0].location = at(world, 0.5);
  stops[0].kind = StopKind::pickup;
  stops[0].request = RequestId{0};
  stops[1].location = at(world, 0.7);
  stops[1].kind = StopKind::dropoff;
  stops[1].request = RequestId{1};
  stops[2].location = at(world, 1.0);
  stops[2].kind = StopKind::dropoff;
  stops[2].request = RequestId{0};
  stops[2].max_ride = 8_min;
  plan_times_late(here, stops, WaitingPolicy::drive_first);
  CHECK(stops[2].begin == 9_h + 15_min);
  CHECK(stops[2].max_ride == 10_min);
}
