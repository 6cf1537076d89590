#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

#include "core/errors.h"
#include "dispatch/policies/rolling_plan_dispatcher.h"
#include "support/draws.h"
#include "support/driver_laws.h"
#include "support/random_day.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

// A-B-C      1 km and 1 min per road; the depot is at A
constexpr const char* kVillage = "A-B-C";

std::vector<StopRecord> pauses(const ListRecorder& day) {
  std::vector<StopRecord> found;
  for (const StopRecord& stop : day.stops) {
    if (stop.kind == StopKind::pause) found.push_back(stop);
  }
  return found;
}

/// Accepts the first request by a plan that the test writes, refuses all others.
class Stubborn : public Dispatcher {
 public:
  using Plan = std::function<std::vector<PlannedVisit>(RequestId)>;
  explicit Stubborn(Plan plan) : plan_{std::move(plan)} {}
  void dispatch(std::span<const PendingTrip> pending, const FleetView& /*fleet*/, Proposal& proposal) override {
    for (const PendingTrip& trip : pending) {
      proposal.verdicts.push_back({trip.request, VerdictKind::accept, RefusalReason::none, 0});
      proposal.plans.push_back({ShuttleId{0}, plan_(trip.request)});
    }
  }

 private:
  Plan plan_;
};

// What the simulation says of a plan for a trip at 9:00 by a shuttle that pauses for half an hour from 10:00 or later.
std::string objection(const Stubborn::Plan& plan, Milliseconds max_driving = kNever) {
  SmallWorld day{kVillage};
  day.shuttle(day.map.at('A'));
  day.shuttles[0].shifts[0].pauses = {{10_h, 11_h, 30_min}};
  day.shuttles[0].max_continuous_driving = max_driving;
  day.trip(day.map.at('B'), day.map.at('C'), 9_h);
  const World world{RoadGraph{day.map.graph.columns()}, day.shuttles, day.scenario.services};
  const Demand demand{day.requests};
  Stubborn dispatcher{plan};
  try {
    Simulation{world, demand, day.scenario, dispatcher, day.recorder}.run();
  } catch (const PolicyError& error) {
    return error.what();
  }
  return {};
}

constexpr PlannedVisit kPauseVisit{StopKind::pause, RequestId{}};
constexpr PlannedVisit kDepotVisit{StopKind::depot, RequestId{}};

}  // namespace

TEST_CASE("a driver with nothing else to do pauses at the depot as early as allowed") {
  SmallWorld day{kVillage};
  day.shuttle(day.map.at('A'));
  day.shuttles[0].shifts[0].pauses = {{10_h, 11_h, 30_min}, {15_h, 15_h, 10_min}};
  day.trip(day.map.at('B'), day.map.at('C'), 9_h);
  const auto& recorder = day.run();
  const auto taken = pauses(recorder);
  REQUIRE(taken.size() == 2);
  CHECK(taken[0].begin == 10_h);
  CHECK(taken[0].end == 10_h + 30_min);
  CHECK(taken[0].place == day.map.at('A'));
  CHECK(taken[0].arrival == 10_h);  // back at the last moment, as at the end of a shift
  CHECK(taken[1].begin == 15_h);
  CHECK(recorder.legs.back().purpose == LegPurpose::depot);
  CHECK(broken_driver_laws(day.shuttles, recorder.stops, recorder.legs).empty());
}

TEST_CASE("a passenger puts a pause off as far as its window allows, and not by a millisecond more") {
  for (const bool in_time : {true, false}) {
    SmallWorld day{kVillage};
    day.scenario.dispatch.policy = GENERATE(as<std::string>{}, "insertion", "first_come", "rolling_plan");
    day.scenario.services[0].rules.max_wait_time = 1_min;
    day.shuttle(day.map.at('A'));
    // Out to B, on to C and back to A takes four minutes from leaving at 9:59.
    day.shuttles[0].shifts[0].pauses = {{10_h, in_time ? 10_h + 3_min : 10_h + 3_min - 1_ms, 30_min}};
    day.trip(day.map.at('B'), day.map.at('C'), 9_h, 10_h);
    const auto& recorder = day.run();
    CHECK(recorder.requests[0].end == (in_time ? RequestEnd::served : RequestEnd::refused));
    CHECK(recorder.requests[0].reason == (in_time ? RefusalReason::none : RefusalReason::driver_rules));
    CHECK(pauses(recorder).at(0).begin == (in_time ? 10_h + 3_min : 10_h));
  }
}

TEST_CASE("nobody boards at the depot while the driver pauses there") {
  SmallWorld day{kVillage};
  day.shuttle(day.map.at('A'));
  day.shuttles[0].shifts[0].pauses = {{10_h, 10_h, 30_min}};
  day.scenario.services[0].rules.max_wait_time = 1_h;
  day.trip(day.map.at('A'), day.map.at('C'), 10_h + 10_min);
  const auto& recorder = day.run();
  CHECK(recorder.requests[0].pickup == 10_h + 30_min);
  CHECK(recorder.requests[0].promise.pickup == 10_h + 30_min);
}

TEST_CASE("time at the wheel since the last pause is the limit, to the millisecond") {
  for (const bool enough : {true, false}) {
    SmallWorld day{kVillage};
    day.shuttle(day.map.at('A'));
    day.shuttles[0].shifts[0].pauses = {{12_h, 12_h, 30_min}};
    // Four minutes in the morning and four before noon; after the pause it counts anew.
    day.shuttles[0].max_continuous_driving = enough ? 8_min : 8_min - 1_ms;
    day.trip(day.map.at('B'), day.map.at('C'), 9_h);
    day.trip(day.map.at('C'), day.map.at('B'), 11_h);
    day.trip(day.map.at('B'), day.map.at('C'), 14_h);
    const auto& recorder = day.run();
    // Whoever is refused lacked the driver's time: the shuttle stays at C until it must go back.
    CHECK(recorder.requests[0].end == RequestEnd::served);
    CHECK(recorder.requests[2].end == RequestEnd::served);
    CHECK(broken_driver_laws(day.shuttles, recorder.stops, recorder.legs).empty());
  }
  SmallWorld day{kVillage};
  day.shuttle(day.map.at('A'));
  day.shuttles[0].max_continuous_driving = 4_min - 1_ms;
  day.trip(day.map.at('B'), day.map.at('C'), 9_h);
  CHECK(day.run().requests[0].reason == RefusalReason::driver_rules);
}

TEST_CASE("in a split shift a shuttle serves in each piece, and stands at its depot between") {
  SmallWorld day{kVillage};
  day.shuttle(day.map.at('A'), 8, 1, 8_h, 10_h);
  day.shuttles[0].shifts.push_back({15_h, 18_h});
  day.trip(day.map.at('B'), day.map.at('C'), 9_h);
  day.trip(day.map.at('B'), day.map.at('C'), 12_h);
  day.trip(day.map.at('C'), day.map.at('B'), 16_h);
  const auto& recorder = day.run();
  CHECK(recorder.requests[0].end == RequestEnd::served);
  CHECK(recorder.requests[1].reason == RefusalReason::no_shuttle_in_service);
  CHECK(recorder.requests[2].end == RequestEnd::served);
  for (const LegRecord& leg : recorder.legs) CHECK((leg.arrival <= 10_h || leg.departure >= 15_h));
}

TEST_CASE("no policy moves a pause out of its window, drops it, or keeps a driver at the wheel too long") {
  int served = 0;
  int put_off = 0;
  for (std::uint64_t seed = 1; seed <= test::draws(100); ++seed) {
    for (const char* policy : {"insertion", "nearest_feasible", "first_come", "regret", "batch", "rolling_plan"}) {
      INFO("seed " << seed << ", " << policy);
      auto day = random_day_of_drivers(seed, 30);
      if (seed % 2 == 0) day.scenario.rebalancing.strategy = RebalancingStrategy::plus_one;
      day.scenario.rebalancing.min_idle_time = Milliseconds{0};
      day.scenario.dispatch.settings.rolling_plan.interval = 1_min;
      day.scenario.dispatch.settings.rolling_plan.iterations = 60;
      const auto dispatcher =
          make_dispatcher(policy, day.world.oracle(), day.scenario.dispatch.waiting, day.scenario.dispatch.settings);
      ListRecorder recorder;
      REQUIRE_NOTHROW(Simulation{day.world, day.demand, day.scenario, *dispatcher, recorder}.run());
      const auto broken = broken_driver_laws(day.world.shuttles(), recorder.stops, recorder.legs);
      CAPTURE(broken);
      CHECK(broken.empty());
      put_off += pauses_put_off(day.world.shuttles(), recorder.stops);
      for (const auto& request : recorder.requests) served += request.end == RequestEnd::served ? 1 : 0;
    }
  }
  CHECK(served > test::seen(1'500));
  CHECK(put_off > test::seen(100));
}

TEST_CASE("planning anew goes on beside pauses: it moves who rides before one and behind it") {
  int moved = 0;
  for (std::uint64_t seed = 1; seed <= test::draws(100); ++seed) {
    auto day = random_day_of_drivers(seed, 30);
    for (const Shuttle& shuttle : day.world.shuttles()) CHECK(!shuttle.shifts.empty());
    DispatchSettings often;
    often.rolling_plan.interval = 1_min;
    often.rolling_plan.iterations = 60;
    RollingPlanDispatcher dispatcher{day.world.oracle(), day.scenario.dispatch.waiting, often};
    ListRecorder recorder;
    Simulation{day.world, day.demand, day.scenario, dispatcher, recorder}.run();
    for (const Event& event : recorder.events) {
      if (event.kind != EventKind::reassigned) continue;
      const auto& shifts = day.world.shuttles()[event.shuttle.index()].shifts;
      for (const Shift& shift : shifts) {
        if (shift.start <= event.time && event.time < shift.end && !shift.pauses.empty()) ++moved;
      }
    }
  }
  CHECK(moved > test::seen(20));
}

TEST_CASE("what kept the shuttle puts a pause off, and shortens it by nothing") {
  SmallWorld day{kVillage};
  day.shuttle(day.map.at('A'));
  // Back at the depot at 10:00 sharp, were the passenger not late.
  day.shuttles[0].shifts[0].pauses = {{10_h, 10_h, 30_min}, {15_h, 15_h, 10_min}};
  day.scenario.services[0].rules.max_wait_time = 0_s;
  day.scenario.booking.late_share = 1;
  day.scenario.booking.mean_lateness = 2_min;
  day.scenario.booking.patience = 30_min;
  day.trip(day.map.at('B'), day.map.at('C'), 9_h, 10_h - 3_min);
  const auto& recorder = day.run();
  REQUIRE(recorder.requests[0].end == RequestEnd::served);
  const auto taken = pauses(recorder);
  REQUIRE(taken.size() == 2);
  CHECK(taken[0].begin > 10_h);
  CHECK(taken[0].begin - 10_h == recorder.requests[0].dropoff - (10_h - 2_min));
  CHECK(taken[0].end - taken[0].begin == 30_min);
  CHECK(taken[1].begin == 15_h);  // nobody is late any more
}

TEST_CASE("a driver whom slow roads kept too long at the wheel takes nobody more before the pause, and anybody after") {
  SmallWorld day{kVillage};
  day.shuttle(day.map.at('A'));
  day.shuttles[0].shifts[0].pauses = {{12_h, 13_h, 30_min}};
  day.shuttles[0].max_continuous_driving = 4_min;
  day.scenario.disturbances.driving_noise = 0.2;
  day.trip(day.map.at('B'), day.map.at('C'), 9_h);
  day.trip(day.map.at('B'), day.map.at('C'), 9_h + 30_min, 10_h);
  day.trip(day.map.at('B'), day.map.at('C'), 9_h + 30_min, 15_h);
  const auto& recorder = day.run();
  CHECK(recorder.requests[0].end == RequestEnd::served);
  CHECK(recorder.requests[1].reason == RefusalReason::driver_rules);
  CHECK(recorder.requests[2].end == RequestEnd::served);
  Milliseconds driven{0};
  for (const LegRecord& leg : recorder.legs) driven += leg.departure < 12_h ? leg.arrival - leg.departure : 0_s;
  CHECK(driven > 4_min);
}

TEST_CASE("an idle shuttle waits elsewhere no longer than until its driver's pause, and as far as he may drive") {
  for (const bool may_drive : {true, false}) {
    SmallWorld day{"A-B-C-D"};
    day.shuttle(day.map.at('A'));
    day.shuttles[0].shifts[0].pauses = {{12_h, 12_h, 30_min}};
    // Out to C and back are four minutes.
    day.shuttles[0].max_continuous_driving = may_drive ? 1_h : 4_min;
    day.scenario.dispatch.waiting = WaitingPolicy::wait_first;
    day.scenario.rebalancing.strategy = RebalancingStrategy::plus_one;
    day.scenario.rebalancing.min_idle_time = 0_s;
    day.scenario.services[0].rules.max_wait_time = 0_s;
    day.trip(day.map.at('B'), day.map.at('C'), 8_h + 30_min, 9_h);
    day.trip(day.map.at('D'), day.map.at('C'), 10_h);  // nobody is there in time; the next would be
    const auto& recorder = day.run();
    CHECK(recorder.requests[0].end == RequestEnd::served);
    const auto waits = std::count_if(recorder.stops.begin(), recorder.stops.end(), [&](const StopRecord& stop) {
      return stop.kind == StopKind::wait && stop.place == day.map.at('D');
    });
    CHECK((waits > 0) == may_drive);
    CHECK(pauses(recorder).at(0).begin == 12_h);
    CHECK(broken_driver_laws(day.shuttles, recorder.stops, recorder.legs).empty());
  }
}

TEST_CASE("a plan of any policy is held against the driver's rules") {
  const auto ride = [](RequestId id) {
    return std::vector<PlannedVisit>{{StopKind::pickup, id}, {StopKind::dropoff, id}};
  };
  const auto with = [&](const std::vector<PlannedVisit>& more) {
    return [=](RequestId id) {
      auto visits = ride(id);
      visits.insert(visits.end(), more.begin(), more.end());
      return visits;
    };
  };
  CHECK(objection(with({kPauseVisit, kDepotVisit})).empty());
  CHECK(objection(with({kDepotVisit})) == "pauses: the plan leaves out a pause of shuttle s0");
  CHECK(objection(with({kDepotVisit, kPauseVisit})) == "pauses: the plan leaves out a pause of shuttle s0");
  CHECK(objection(with({kPauseVisit, kPauseVisit, kDepotVisit})) ==
        "pauses: the plan has a pause where shuttle s0 takes none");
  CHECK(objection(with({kPauseVisit, kDepotVisit, kDepotVisit})) ==
        "shifts: the plan has more depot visits than the shifts of shuttle s0");
  CHECK(objection([](RequestId id) {
          return std::vector<PlannedVisit>{{StopKind::pickup, id}, kPauseVisit, {StopKind::dropoff, id}, kDepotVisit};
        }) == "pauses: shuttle s0 would pause with passengers on board");
  // A pause at ten leaves nobody waiting at nine in time.
  CHECK(objection([](RequestId id) {
          return std::vector<PlannedVisit>{kPauseVisit, {StopKind::pickup, id}, {StopKind::dropoff, id}, kDepotVisit};
        }) == "times: no choice of waiting keeps the windows, ride limits, promises, shifts and pauses of shuttle s0");
  CHECK(objection(with({kPauseVisit, kDepotVisit}), 4_min).empty());
  CHECK(objection(with({kPauseVisit, kDepotVisit}), 4_min - 1_ms) ==
        "driving: the driver of shuttle s0 would be at the wheel too long without a pause");
}
