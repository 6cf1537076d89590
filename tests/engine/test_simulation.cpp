#include <catch2/catch.hpp>

#include "core/errors.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

// A---------B---------C      1 km per dash, 60 km/h: a minute per dash
//           |
//           D
static const char* const kVillage = R"(
A---------B---------C
          |
          |
          D
)";

TEST_CASE("a shuttle fetches a passenger, brings him home, and returns to its depot at the end of its shift") {
  SmallWorld world{kVillage};
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.trip(world.map.between('A', 'B', 0.5), world.map.between('B', 'C', 0.5), 9_h);
  const auto& day = world.run();

  const auto& request = day.requests.at(0);
  CHECK(request.end == RequestEnd::served);
  CHECK(request.direct_time == 9_min);
  CHECK(request.direct_distance == 9_km);
  CHECK(request.pickup == 9_h + 270_s);
  CHECK(request.dropoff == 9_h + 270_s + 9_min);
  CHECK_FALSE(request.shared);

  REQUIRE(day.legs.size() == 3);
  CHECK(day.legs[0].purpose == LegPurpose::depot);
  CHECK(day.legs[1].purpose == LegPurpose::occupied);
  CHECK(day.legs[2].purpose == LegPurpose::depot);
  CHECK(day.legs[2].arrival == 18_h);
  CHECK(day.legs[2].departure == 18_h - 810_s);
  CHECK(day.legs[0].distance == 4500_m);
  CHECK(day.legs[1].distance == 9_km);
  CHECK(day.legs[2].distance == 13'500_m);
  CHECK(day.stops.size() == 4);
  CHECK(day.events.front().kind == EventKind::shift_started);
  CHECK(day.events.back().kind == EventKind::shift_ended);
}

TEST_CASE("a passenger on the way shares the shuttle and costs no detour") {
  SmallWorld world{kVillage};
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.shuttle(world.map.between('B', 'D', 1.0));
  world.trip(world.map.between('A', 'B', 0.1), world.map.between('B', 'C', 0.9), 9_h);
  world.trip(world.map.between('A', 'B', 0.6), world.map.between('B', 'C', 0.5), 9_h + 2_min);
  const auto& day = world.run();
  CHECK(day.requests[0].shuttle == ShuttleId{0});
  CHECK(day.requests[1].shuttle == ShuttleId{0});
  CHECK(day.requests[0].shared);
  CHECK(day.requests[1].shared);
  CHECK(day.requests[1].dropoff - day.requests[1].pickup == day.requests[1].direct_time);
}

TEST_CASE("a diverted shuttle goes on from the next junction, and what it drove stays") {
  // On the way from C to A it is called to D, half way to B.
  SmallWorld world{kVillage};
  world.scenario.services[0].rules.max_wait_time = 1_h;
  world.shuttle(world.map.between('B', 'C', 1.0));
  world.trip(world.map.between('A', 'B', 0.0), world.map.between('A', 'B', 0.3), 9_h);
  world.trip(world.map.between('B', 'D', 1.0), world.map.between('B', 'D', 0.2), 9_h + 5_min);
  const auto& day = world.run();
  REQUIRE(day.requests[1].end == RequestEnd::served);
  CHECK(day.requests[1].pickup == 9_h + 11_min);
  const auto diverted = std::find_if(day.legs.begin(), day.legs.end(), [](const auto& leg) { return leg.diverted; });
  REQUIRE(diverted != day.legs.end());
  CHECK(diverted->distance == 5_km);
  CHECK(diverted->arrival == 9_h + 5_min);
  CHECK(diverted->to == (diverted + 1)->from);
  Metres total = 0_m;
  for (const auto& leg : day.legs) total += leg.distance;
  Milliseconds driving = 0_ms;
  for (const auto& leg : day.legs) driving += leg.arrival - leg.departure;
  CHECK(total.count * 60 == driving.count);  // 60 km/h: 60 ms a metre
}

TEST_CASE("a target ahead on its own edge is reached without a detour, one behind only after turning") {
  SmallWorld world{kVillage};
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.trip(world.map.between('B', 'C', 0.5), world.map.between('B', 'C', 1.0), 9_h);
  world.trip(world.map.between('A', 'B', 0.8), world.map.between('B', 'C', 1.0), 9_h + 3_min);
  const auto& day = world.run();
  CHECK(day.requests[1].pickup == 9_h + 432_s);  // 0.8 of nine minutes
}

TEST_CASE("refusals name what the best candidate lacked") {
  const auto reason_of = [](const std::function<void(SmallWorld&)>& set_up) {
    SmallWorld world{kVillage};
    world.scenario.services[0].rules.max_wait_time = 15_min;
    set_up(world);
    const auto& last = world.run().requests.back();
    return std::string{to_string(last.reason)};
  };
  const auto at = [](SmallWorld& w, double share) { return w.map.between('A', 'B', share); };
  const auto far = [](SmallWorld& w, double share) { return w.map.between('B', 'C', share); };

  CHECK(reason_of([&](auto& w) {
          w.shuttle(at(w, 0));
          w.trip(at(w, 0.5), at(w, 0.5), 9_h);
        }) == "same_place");
  CHECK(reason_of([&](auto& w) {
          w.shuttle(at(w, 0));
          w.trip(at(w, 0.5), Location{}, 9_h);
        }) == "too_far_from_road");
  CHECK(reason_of([&](auto& w) {
          w.shuttle(at(w, 0), 4);
          w.trip(at(w, 0.5), far(w, 0.5), 9_h).party_size = 5;
        }) == "party_too_large");
  CHECK(reason_of([&](auto& w) {
          w.shuttle(at(w, 0));
          w.trip(at(w, 0.5), far(w, 0.5), 9_h).latest_arrival = 9_h + 5_min;
        }) == "arrival_too_early");
  CHECK(reason_of([&](auto& w) {
          w.shuttle(at(w, 0));
          w.trip(at(w, 0.5), far(w, 0.5), 9_h, 19_h);
        }) == "no_shuttle_in_service");
  CHECK(reason_of([&](auto& w) {
          w.shuttle(at(w, 0));
          w.trip(far(w, 0.9), far(w, 0.5), 9_h);  // 17 min away
        }) == "too_far_away");
  CHECK(reason_of([&](auto& w) {
          w.shuttle(at(w, 0), 1);
          w.trip(at(w, 0.1), far(w, 0.9), 9_h);
          w.trip(at(w, 0.5), far(w, 0.8), 9_h + 1_min);
        }) == "shuttle_full");
  CHECK(reason_of([&](auto& w) {
          w.scenario.services[0].rules.max_travel_time_alpha = 1;
          w.scenario.services[0].rules.max_travel_time_beta = 5_min;
          w.shuttle(at(w, 0));
          w.trip(far(w, 0.0), far(w, 0.5), 9_h);  // 9 min until it is there
        }) == "trip_too_long");
  CHECK(reason_of([&](auto& w) {
          w.scenario.services[0].rules.max_travel_time_alpha = 1;
          w.scenario.services[0].rules.max_travel_time_beta = 6_min;
          w.shuttle(at(w, 0));
          w.trip(at(w, 0.5), far(w, 0.9), 9_h);
          w.trip(w.map.between('B', 'D', 1.0), far(w, 0.5), 9_h + 6_min);
        }) == "promises_to_others");
  CHECK(reason_of([&](auto& w) {
          w.shuttle(at(w, 0), 8, 1, 8_h, 9_h + 20_min);
          w.trip(at(w, 0.5), far(w, 0.9), 9_h);
        }) == "shift_ends");
}

TEST_CASE("first come: no pooling, the nearest idle shuttle, else the one that is free first") {
  SmallWorld world{kVillage};
  world.scenario.dispatch.policy = "first_come";
  world.scenario.services[0].rules.max_wait_time = 1_h;
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.shuttle(world.map.between('B', 'C', 1.0));
  world.trip(world.map.between('A', 'B', 0.5), world.map.between('A', 'B', 0.9), 9_h);  // nearest: 0
  world.trip(world.map.between('A', 'B', 0.6), world.map.between('A', 'B', 0.8), 9_h);  // 1, the only idle one
  world.trip(world.map.between('A', 'B', 0.2), world.map.between('A', 'B', 0.1), 9_h);  // 0 is free first
  const auto& day = world.run();
  CHECK(day.requests[0].shuttle == ShuttleId{0});
  CHECK(day.requests[1].shuttle == ShuttleId{1});
  CHECK(day.requests[2].shuttle == ShuttleId{0});
  CHECK(day.requests[2].pickup > day.requests[0].dropoff);
  for (const auto& request : day.requests) CHECK_FALSE(request.shared);
}

TEST_CASE("first come refuses a trip that would delay an earlier one for the sake of promises") {
  SmallWorld world{kVillage};
  world.scenario.dispatch.policy = "first_come";
  world.scenario.services[0].rules.max_wait_time = 1_h;
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.trip(world.map.between('B', 'C', 0.5), world.map.between('B', 'C', 0.9), 8_h, 9_h);
  // It could be served before the first, who would wait a few minutes longer; an hour later it is too late for it.
  auto& second = world.trip(world.map.between('A', 'B', 0.5), world.map.between('A', 'B', 0.9), 8_h, 8_h + 58_min);
  second.latest_arrival = 9_h + 10_min;
  const auto& day = world.run();
  CHECK(day.requests[0].end == RequestEnd::served);
  CHECK(day.requests[1].end == RequestEnd::refused);
  CHECK(to_string(day.requests[1].reason) == "promises_to_others");
}

TEST_CASE("a trip booked the evening before is fetched the next morning") {
  for (const auto waiting : {WaitingPolicy::drive_first, WaitingPolicy::wait_first}) {
    SmallWorld world{kVillage};
    world.scenario.dispatch.waiting = waiting;
    world.shuttle(world.map.between('A', 'B', 0.0));
    world.trip(world.map.between('A', 'B', 1.0 / 3), world.map.between('B', 'C', 0.5), -5_h, 9_h);
    const auto& day = world.run();
    const auto& request = day.requests.at(0);
    CHECK(request.decided_at == -5_h);
    CHECK(request.pickup == 9_h);
    const auto& pickup = day.stops.at(1);
    CHECK(pickup.arrival == (waiting == WaitingPolicy::drive_first ? 8_h + 3_min : 9_h));
  }
}

TEST_CASE("a shuttle that waits at its next passenger's door still takes another on the way") {
  SmallWorld world{kVillage};
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.trip(world.map.between('B', 'C', 0.1), world.map.between('B', 'C', 1.0), 7_h, 12_h);
  world.trip(world.map.between('B', 'D', 0.5), world.map.between('A', 'B', 0.5), 10_h);
  const auto& day = world.run();
  CHECK(day.requests[1].end == RequestEnd::served);
  CHECK(day.requests[1].dropoff < 12_h);
  CHECK(day.requests[0].pickup == 12_h);
}

TEST_CASE("the run stops when it is told to") {
  SmallWorld world{kVillage};
  world.shuttle(world.map.between('A', 'B', 0.0));
  const World roads{RoadGraph{world.map.graph.columns()}, world.shuttles};
  const Demand demand{world.requests};
  const auto dispatcher = make_dispatcher("insertion", roads.oracle(), WaitingPolicy::drive_first);
  Simulation simulation{roads, demand, world.scenario, *dispatcher, world.recorder};
  CHECK_THROWS_AS(simulation.run([](Milliseconds) { return false; }), Interrupted);
}
