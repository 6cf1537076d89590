#include <catch2/catch.hpp>
#include <map>
#include <vector>

#include "core/errors.h"
#include "dispatch/insertion/insertion_search.h"
#include "engine/booking/call_centre.h"
#include "engine/booking/request_stream.h"
#include "engine/world/daily_hours.h"
#include "support/draws.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

// A---------B---------C      1 km per dash, 60 km/h: a minute per dash
const char* const kRoad = "A---------B---------C";

Location at(const SmallWorld& world, double share) { return world.map.between('A', 'B', share); }
Location far(const SmallWorld& world, double share) { return world.map.between('B', 'C', share); }

/// A way out at `out`, wanted at once, and its way back at `back`, to be asked for then.
void tour(SmallWorld& world, Milliseconds out, Milliseconds back) {
  const auto number = static_cast<std::int32_t>(world.requests.size());
  world.trip(at(world, 0.5), far(world, 0.5), out).tour = number;
  auto& second = world.trip(far(world, 0.5), at(world, 0.5), back);
  second.tour = number;
  second.way_back = true;
}

std::size_t count(const ListRecorder& day, EventKind kind) {
  return static_cast<std::size_t>(
      std::count_if(day.events.begin(), day.events.end(), [&](const Event& event) { return event.kind == kind; }));
}

}  // namespace

TEST_CASE("the way back is booked with the way out, hours before it is wanted") {
  for (const std::string policy : {"insertion", "first_come"}) {
    SmallWorld world{kRoad};
    world.scenario.dispatch.policy = policy;
    world.scenario.services[0].way_back_in_contract = true;
    world.shuttle(at(world, 0));
    tour(world, 9_h, 12_h);
    const auto& day = world.run();
    CHECK(day.requests[0].end == RequestEnd::served);
    CHECK(day.requests[1].end == RequestEnd::served);
    CHECK(day.requests[1].heard_at == 9_h);
    CHECK(day.requests[1].decided_at == 9_h);
    CHECK(day.requests[1].pickup == 12_h);
    CHECK(count(day, EventKind::submitted) == 2);
  }
}

TEST_CASE("the way out is not sold unless the way back is promised") {
  for (const std::string policy : {"insertion", "first_come"}) {
    for (const bool contract : {false, true}) {
      SmallWorld world{kRoad};
      world.scenario.dispatch.policy = policy;
      world.scenario.services[0].way_back_in_contract = contract;
      world.shuttle(at(world, 0), 8, 1, 8_h, 12_h + 10_min);  // too early home for the way back
      tour(world, 9_h, 12_h);
      const auto& day = world.run();
      CHECK(day.requests[1].reason == RefusalReason::shift_ends);
      if (contract) {
        CHECK(day.requests[0].reason == RefusalReason::way_back_refused);
        CHECK(day.requests[1].decided_at == 9_h);
      } else {
        CHECK(day.requests[0].end == RequestEnd::served);
        CHECK(day.requests[1].decided_at == 12_h);
      }
    }
  }
}

TEST_CASE("a way back is not sold either when the way out finds no place") {
  SmallWorld world{kRoad};
  world.scenario.services[0].way_back_in_contract = true;
  world.shuttle(at(world, 0), 8, 1, 10_h, 18_h);
  tour(world, 9_h, 12_h);
  const auto& day = world.run();
  CHECK(day.requests[0].reason == RefusalReason::no_shuttle_in_service);
  CHECK(day.requests[1].reason == RefusalReason::way_back_refused);
}

TEST_CASE("the way back finds the seat that the way out leaves, which ends before it") {
  SmallWorld world{kRoad};
  world.scenario.services[0].way_back_in_contract = true;
  world.scenario.services[0].rules.max_wait_time = 5_min;
  world.shuttle(at(world, 0.5), 1);
  tour(world, 9_h, 9_h + 30_min);
  const auto& day = world.run();
  CHECK(day.requests[0].end == RequestEnd::served);
  CHECK(day.requests[1].end == RequestEnd::served);
  CHECK(day.requests[0].dropoff <= day.requests[1].pickup);
}

TEST_CASE("a policy that sells half a contract is told so") {
  class Half : public Dispatcher {
   public:
    explicit Half(const TravelTimeOracle& oracle) : search_{oracle, WaitingPolicy::drive_first} {}
    void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
      proposal.accept(pending[0].request, *search_.search(pending[0], fleet));
      for (const PendingTrip& trip : pending.subspan(1)) proposal.refuse(trip.request, RefusalReason::too_far_away);
    }

   private:
    InsertionSearch search_;
  };
  SmallWorld world{kRoad};
  world.scenario.services[0].way_back_in_contract = true;
  world.shuttle(at(world, 0));
  tour(world, 9_h, 12_h);
  const World roads{RoadGraph{world.map.graph.columns()}, world.shuttles, world.scenario.services};
  const Demand demand{world.requests};
  Half half{roads.oracle()};
  Simulation simulation{roads, demand, world.scenario, half, world.recorder};
  CHECK_THROWS_WITH(simulation.run(), Catch::StartsWith("contract: requests 0 and 1"));
}

TEST_CASE("a resident without notice does not ask, unless planning ahead; given requests are refused") {
  for (const double share : {0.0, 1.0}) {
    SmallWorld world{kRoad};
    world.scenario.booking.plan_ahead_share = share;
    world.scenario.services[0].booking.type = BookingType::prior_days;
    world.scenario.services[0].booking.prior_notice_last_time = 17_h;
    world.shuttle(at(world, 0));
    world.trip(at(world, 0.5), far(world, 0.5), 8_h, 9_h).purpose = 2;
    world.trip(at(world, 0.5), far(world, 0.5), 8_h, 15_h);  // given: was asked when it was asked
    const auto& day = world.run();
    CHECK(day.requests[1].reason == RefusalReason::booked_too_late);
    if (share == 0) {
      CHECK(day.requests[0].end == RequestEnd::never_made);
      CHECK(day.requests[0].never_made_cause == NeverMadeCause::no_notice);
    } else {
      CHECK(day.requests[0].end == RequestEnd::served);
      CHECK(day.requests[0].heard_at <= -7_h);
      CHECK(day.requests[0].heard_at > -8_h);
    }
  }
}

TEST_CASE("one line answers one call at a time; who finds it busy calls again, and gives up in the end") {
  BookingParameters booking;
  booking.phone_lines = 1;
  booking.call_length = 3_min;
  booking.redial_interval = 2_min;
  booking.redials = 1;
  const Demand demand{std::vector<TripRequest>(4)};
  const auto answered = answer_calls({{RequestId{0}, 9_h, 12_h},
                                      {RequestId{1}, 9_h + 1_min, 12_h},
                                      {RequestId{2}, 9_h, 12_h},
                                      {RequestId{3}, 9_h + 2_min, 9_h + 3_min}},
                                     demand, booking, 1);
  CHECK(answered[0].at == 9_h);
  CHECK(answered[1].at == 9_h + 3_min);
  CHECK_FALSE(answered[1].never());
  CHECK(answered[2].cause == NeverMadeCause::busy);  // at 9:00 and at 9:02
  CHECK(answered[2].at == 9_h + 2_min);
  CHECK(answered[3].cause == NeverMadeCause::busy);  // and the next call would come after the departure
  CHECK(answered[3].at == 9_h + 2_min);
}

TEST_CASE("no more calls at once than there are lines, whoever calls") {
  for (std::uint64_t seed = 1; seed <= test::draws(50); ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    BookingParameters booking;
    booking.phone_lines = 1 + static_cast<int>(random.below(3));
    booking.redials = static_cast<int>(random.below(5));
    booking.phone_hours = {{8_h, 12_h}, {13_h, 17_h}};
    std::vector<TripRequest> requests(60);
    std::vector<Caller> callers;
    for (std::size_t r = 0; r < requests.size(); ++r) {
      requests[r].name = "r" + std::to_string(r);
      callers.push_back({RequestId{r}, 7_h + 1_s * static_cast<std::int64_t>(random.below(40'000)), 30_h});
    }
    const auto answered = answer_calls(callers, Demand{requests}, booking, seed);
    int never = 0;
    for (std::size_t r = 0; r < answered.size(); ++r) {
      const Milliseconds time = answered[r].at;
      never += answered[r].never() ? 1 : 0;
      CHECK(time >= callers[r].wants);
      CHECK(within(booking.phone_hours, time) == (answered[r].cause != NeverMadeCause::closed));
      const auto talking = std::count_if(answered.begin(), answered.end(), [&](const Hearing& other) {
        return !other.never() && other.at <= time && time < other.at + booking.call_length;
      });
      CHECK(talking <= booking.phone_lines);
      if (answered[r].cause == NeverMadeCause::busy) CHECK(talking == booking.phone_lines);
    }
    if (booking.redials == 0) CHECK(never > 0);
  }
}

TEST_CASE("a call to a closed line is made again when it opens, or never; the app knows no hours") {
  for (const int redials : {0, 1}) {
    SmallWorld world{kRoad};
    world.scenario.booking.phone_hours = {{9_h, 17_h}};
    world.scenario.booking.redials = redials;
    world.shuttle(at(world, 0));
    world.trip(at(world, 0.5), far(world, 0.5), 7_h, 10_h).channel = Channel::phone;
    world.trip(at(world, 0.5), far(world, 0.5), 7_h, 12_h);
    const auto& day = world.run();
    CHECK(day.requests[1].heard_at == 7_h);
    if (redials == 0) {
      CHECK(day.requests[0].end == RequestEnd::never_made);
      CHECK(day.requests[0].heard_at == kNever);
      CHECK(day.requests[0].never_made_cause == NeverMadeCause::closed);
      CHECK(count(day, EventKind::never_made) == 1);
    } else {
      CHECK(day.requests[0].end == RequestEnd::served);
      CHECK(day.requests[0].heard_at >= 9_h);
      CHECK(day.requests[0].heard_at < 9_h + 5_min);
    }
  }
}

TEST_CASE("the phone is closed between two openings, also past midnight") {
  const std::vector<DailyHours> hours{{8_h, 12_h}, {22_h, 26_h}};
  CHECK(within(hours, 25_h));
  CHECK_FALSE(within(hours, 3_h));
  CHECK(next_opening(hours, 3_h) == 8_h);
  CHECK(next_opening(hours, -20_h) == -16_h);
  CHECK(last_open(hours, 5_h) == 2_h);
  CHECK(last_open(hours, 14_h) == 12_h);
  CHECK(last_open(hours, 9_h) == 9_h);
}

TEST_CASE("another time is offered, the nearest first, later before earlier; some take it") {
  for (const Milliseconds tolerance : {0_s, 1000_h}) {
    SmallWorld world{kRoad};
    world.scenario.booking.offers = true;
    world.scenario.booking.offer_tolerance = tolerance;
    world.shuttle(at(world, 0.5), 8, 1, 9_h + 20_min);
    world.trip(at(world, 0.5), far(world, 0.5), 7_h, 9_h);  // at work from 9:20: served from 9:15 on
    const auto& day = world.run();
    CHECK(count(day, EventKind::offered) == 1);
    const auto& request = day.requests[0];
    if (tolerance == 0_s) {
      CHECK(request.reason == RefusalReason::offer_declined);
      CHECK(count(day, EventKind::declined) == 1);
      CHECK(request.agreed_departure == kNever);
    } else {
      CHECK(request.end == RequestEnd::served);
      CHECK(request.agreed_departure == 9_h + 15_min);
      CHECK(request.promise.latest_pickup == 9_h + 30_min);
      CHECK(request.pickup == 9_h + 20_min);
      CHECK(request.reason == RefusalReason::none);
    }
  }
}

TEST_CASE("no offer beyond the largest shift, and none where no time would help") {
  SmallWorld world{kRoad};
  world.scenario.booking.offers = true;
  world.shuttle(at(world, 0.5), 4, 1, 12_h);
  world.trip(at(world, 0.5), far(world, 0.5), 7_h, 9_h);
  world.trip(at(world, 0.5), far(world, 0.5), 7_h, 13_h).party_size = 5;
  const auto& day = world.run();
  CHECK(count(day, EventKind::offered) == 0);
  CHECK(day.requests[0].reason == RefusalReason::no_shuttle_in_service);
  CHECK(day.requests[1].reason == RefusalReason::party_too_large);
}

TEST_CASE("who is refused asks again, and is served if a shuttle has come nearer") {
  for (const bool again : {false, true}) {
    SmallWorld world{kRoad};
    world.scenario.services[0].rules.max_wait_time = 12_min;
    if (again) world.scenario.booking.retry_interval = 4_min;
    world.scenario.booking.max_request_age = 10_min;
    world.shuttle(far(world, 0.95), 1);
    world.trip(far(world, 0.9), at(world, 0.9), 9_h);
    world.trip(far(world, 0.8), far(world, 0.5), 9_h + 1_min);  // while the only seat is taken
    const auto& day = world.run();
    INFO(to_string(day.requests[1].reason));
    if (again) {
      CHECK(count(day, EventKind::asked_again) >= 1);
      CHECK(day.requests[1].decided_at > 9_h + 1_min);
      CHECK(day.requests[1].decided_at <= 9_h + 11_min);
    } else {
      CHECK(day.requests[1].decided_at == 9_h + 1_min);
      CHECK(count(day, EventKind::asked_again) == 0);
    }
    CHECK(count(day, EventKind::submitted) == 2);
    CHECK(count(day, EventKind::refused) <= 1);
  }
}

TEST_CASE("who asks for both ways, of which a second service would sell one, asks again once at a time") {
  SmallWorld world{kRoad};
  world.scenario.services.resize(2);
  world.scenario.services[0].way_back_in_contract = true;
  for (GivenService& service : world.scenario.services) service.rules.max_wait_time = 1_min;
  world.scenario.booking.retry_interval = 30_s;
  world.scenario.booking.max_request_age = 3_min;
  world.shuttle(at(world, 0));  // minutes away from either end
  world.shuttle(at(world, 0));
  world.shuttles[1].service = ServiceId{1};
  tour(world, 9_h, 9_h + 10_s);
  const auto& day = world.run();
  std::map<std::int32_t, std::vector<Milliseconds>> asks;
  for (const Event& event : day.events) {
    if (event.kind == EventKind::asked_again) asks[event.request.value].push_back(event.time);
  }
  CHECK(asks[0].size() == 6);
  for (const auto& [request, times] : asks) {
    for (std::size_t k = 1; k < times.size(); ++k) CHECK(times[k] - times[k - 1] >= 30_s);
  }
}

TEST_CASE("draws about a request depend on its name alone") {
  TripRequest one;
  one.name = "d0-r12-1o";
  TripRequest same = one;
  same.submitted_at = 5_h;
  TripRequest other;
  other.name = "d0-r12-1b";
  const auto number = [](const TripRequest& asked, Purpose purpose) { return stream_of(asked, purpose, 7).next(); };
  CHECK(number(one, Purpose::phone_call) == number(same, Purpose::phone_call));
  CHECK(number(one, Purpose::phone_call) != number(other, Purpose::phone_call));
  CHECK(number(one, Purpose::phone_call) != number(one, Purpose::offer_tolerance));
}

TEST_CASE("the way out of a contract is promised to arrive before the way back leaves") {
  for (const std::string policy : {"insertion", "first_come", "regret"}) {
    SmallWorld world{kRoad};
    world.scenario.dispatch.policy = policy;
    GivenService& service = world.scenario.services[0];
    service.way_back_in_contract = true;
    service.rules.max_wait_time = 4_h;
    service.rules.max_travel_time_beta = 6_h;
    world.shuttle(at(world, 0));
    tour(world, 9_h, 10_h);
    const auto& day = world.run();
    CHECK(day.requests[0].promise.latest_dropoff == 10_h);
    CHECK(day.requests[0].dropoff <= 10_h);
    CHECK(day.requests[1].pickup >= 10_h);
    CHECK(day.requests[0].agreed_departure == kNever);
  }
}

TEST_CASE("a way back that leaves before the way out can arrive is no contract") {
  SmallWorld world{kRoad};
  world.scenario.services[0].way_back_in_contract = true;
  world.shuttle(at(world, 0));
  tour(world, 9_h, 9_h + 1_min);
  const auto& day = world.run();
  CHECK(day.requests[0].reason == RefusalReason::arrival_too_early);
  CHECK(day.requests[1].reason == RefusalReason::way_back_refused);
}

TEST_CASE("sold singly, the way out knows nothing of the way back") {
  SmallWorld world{kRoad};
  world.scenario.services[0].rules.max_wait_time = 4_h;
  world.scenario.services[0].rules.max_travel_time_beta = 6_h;
  world.shuttle(at(world, 0));
  tour(world, 9_h, 10_h);
  CHECK(world.run().requests[0].promise.latest_dropoff > 10_h);
}

TEST_CASE("a contract is asked for once, even if its way back stands first") {
  SmallWorld world{kRoad};
  world.scenario.services[0].way_back_in_contract = true;
  world.shuttle(at(world, 0));
  tour(world, 9_h, 12_h);
  std::swap(world.requests[0], world.requests[1]);
  for (TripRequest& request : world.requests) request.submitted_at = 9_h;
  const auto& day = world.run();
  CHECK(day.requests[0].decided_at == 9_h);
  CHECK(day.requests[0].end == RequestEnd::served);
  CHECK(day.requests[1].promise.latest_dropoff <= 12_h);
  CHECK(count(day, EventKind::submitted) == 2);
}
