#include <catch2/catch.hpp>

#include <vector>

#include "core/random_stream.h"
#include "fleet/schedule.h"

using namespace navette;
using namespace navette::literals;

namespace {

// Places need no road here: a schedule only asks whether two are the same.
Location place(int n) { return {EdgeId{n}, 0}; }

PlannedStop visit(StopKind kind, int request, int at, Milliseconds drive) {
  PlannedStop stop;
  stop.location = place(at);
  stop.kind = kind;
  stop.request = RequestId{request};
  stop.duration = 60_s;
  stop.drive = drive;
  return stop;
}

Origin origin_at(int at, Milliseconds ready) { return {place(at), Heading::either, ready, ready, 0_ms}; }

}  // namespace

TEST_CASE("a schedule runs as early as windows allow") {
  std::vector<PlannedStop> stops{visit(StopKind::pickup, 1, 1, 5_min), visit(StopKind::dropoff, 1, 2, 10_min)};
  stops[0].earliest = 8_h + 20_min;
  REQUIRE(plan_times(origin_at(0, 8_h), stops, WaitingPolicy::drive_first));
  CHECK(stops[0].arrival == 8_h + 5_min);
  CHECK(stops[0].begin == 8_h + 20_min);
  CHECK(stops[1].begin == 8_h + 31_min);
}

TEST_CASE("waiting first, a shuttle comes just in time") {
  std::vector<PlannedStop> stops{visit(StopKind::pickup, 1, 1, 5_min)};
  stops[0].earliest = 8_h + 20_min;
  REQUIRE(plan_times(origin_at(0, 8_h), stops, WaitingPolicy::wait_first));
  CHECK(stops[0].arrival == 8_h + 20_min);
  CHECK(stops[0].begin == 8_h + 20_min);
}

TEST_CASE("a ride limit delays the pickup rather than letting the passenger wait on board") {
  // 1 boards, 2 boards no earlier than 8:40, 1 alights: as early as possible, 1 would ride 36 min.
  std::vector<PlannedStop> stops{visit(StopKind::pickup, 1, 1, 2_min), visit(StopKind::pickup, 2, 2, 2_min),
                                 visit(StopKind::dropoff, 1, 3, 2_min), visit(StopKind::dropoff, 2, 4, 2_min)};
  stops[1].earliest = 8_h + 40_min;
  stops[2].max_ride = 10_min;
  REQUIRE(plan_times(origin_at(0, 8_h), stops, WaitingPolicy::drive_first));
  CHECK(stops[2].begin == 8_h + 43_min);
  CHECK(stops[0].begin == 8_h + 32_min);  // 43 - 10 - 1 of boarding
  CHECK(stops[2].begin - (stops[0].begin + stops[0].duration) == 10_min);

  SECTION("unless the pickup cannot wait so long") {
    stops[0].latest = 8_h + 31_min;
    CHECK_FALSE(plan_times(origin_at(0, 8_h), stops, WaitingPolicy::drive_first));
  }
  SECTION("and a limit shorter than the drive is never met") {
    stops[2].max_ride = 4_min;  // 2 + 1 of boarding + 2 = 5 min at least
    CHECK_FALSE(plan_times(origin_at(0, 8_h), stops, WaitingPolicy::drive_first));
  }
}

TEST_CASE("neighbours at one place share the dwell") {
  std::vector<PlannedStop> stops{visit(StopKind::pickup, 1, 1, 5_min), visit(StopKind::pickup, 2, 1, 0_min),
                                 visit(StopKind::dropoff, 1, 2, 5_min), visit(StopKind::dropoff, 2, 2, 0_min)};
  stops[1].duration = 90_s;
  REQUIRE(plan_times(origin_at(0, 8_h), stops, WaitingPolicy::drive_first));
  CHECK(stops[1].begin == stops[0].begin);
  CHECK(stops[2].begin == stops[0].begin + 90_s + 5_min);
  CHECK(operating_time(origin_at(0, 8_h), stops) == 5_min + 90_s + 5_min + 60_s);
}

TEST_CASE("a visit added where the shuttle is halting shares what is left of the halt") {
  const Origin halting{place(1), Heading::either, 8_h, 8_h + 60_s, 60_s};
  std::vector<PlannedStop> stops{visit(StopKind::pickup, 1, 1, 0_min)};
  REQUIRE(plan_times(halting, stops, WaitingPolicy::drive_first));
  CHECK(stops[0].begin == 8_h);
  CHECK(operating_time(halting, stops) == 0_ms);
  stops[0].duration = 150_s;
  CHECK(operating_time(halting, stops) == 90_s);
}

TEST_CASE("latest begins let everything behind them be in time, and not a millisecond more") {
  // Law: shifting one stop to its latest begin keeps the rest feasible; one more millisecond breaks it.
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    std::vector<PlannedStop> stops;
    for (int k = 0; k < 6; ++k) {
      const bool here = k > 0 && random.below(4) == 0;
      const int at = here ? stops.back().location.edge.value : k + 1;
      stops.push_back(visit(StopKind::pickup, k, at, here ? 0_ms : Milliseconds{random.below(600'000)}));
      stops.back().duration = Milliseconds{random.below(90'000)};
      stops.back().latest = 8_h + Milliseconds{1'000'000 + random.below(4'000'000)};
    }
    const Origin origin = origin_at(0, 8_h);
    if (!plan_times(origin, stops, WaitingPolicy::drive_first)) continue;
    Schedule schedule;
    schedule.assign(origin, Load{}, stops);
    for (std::size_t k = 0; k < stops.size(); ++k) {
      auto shifted = stops;
      shifted[k].earliest = schedule.latest_begin(k);
      CHECK(plan_times(origin, shifted, WaitingPolicy::drive_first));
      shifted[k].earliest = schedule.latest_begin(k) + 1_ms;
      CHECK_FALSE(plan_times(origin, shifted, WaitingPolicy::drive_first));
    }
  }
}

TEST_CASE("done stops leave the schedule and the rest keeps its columns") {
  std::vector<PlannedStop> stops;
  for (int k = 0; k < 50; ++k) {
    stops.push_back(visit(StopKind::pickup, k, k + 1, 1_min));
    stops.back().change = Load::of(1, 0);
  }
  const Origin origin = origin_at(0, 8_h);
  REQUIRE(plan_times(origin, stops, WaitingPolicy::drive_first));
  Schedule schedule;
  schedule.assign(origin, Load{}, stops);
  for (int k = 0; k < 50; ++k) {
    CHECK(schedule.size() == static_cast<std::size_t>(50 - k));
    CHECK(schedule.front().request == RequestId{k});
    CHECK(schedule.load_after(0).seats() == k + 1);
    CHECK(schedule.leave(0) == schedule.front().begin + 60_s);
    schedule.pop_front();
  }
  CHECK(schedule.size() == 0);
}
