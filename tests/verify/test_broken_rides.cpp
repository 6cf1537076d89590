#include <catch2/catch.hpp>
#include <string>

#include "verify/breaks.h"

using namespace navette;
using namespace navette::test;

TEST_CASE("passengers ride once, in their own shuttle, between their own places") {
  CHECK(broken(set("/stops/request", 0, 1)).contains("passengers.one_ride"));
  CHECK(broken(set("/stops/kind", 0, 2)).contains("passengers.one_ride"));
  CHECK(broken(set("/stops/request", 5, 2)).contains("passengers.one_ride"));
  const auto second_shuttle = [](HandmadeRun& run) {
    for (const auto* name :
         {"service", "seats", "wheelchairs", "depot_lon", "depot_lat", "depot_edge", "depot_offset"}) {
      auto& column = run.at(std::string{"/shuttles/"} + name);
      column.push_back(column[0]);
    }
    run.texts.at("/shuttles/shuttle_id").push_back("s1");
    run.texts.at("/trajectories/trajectory_id").push_back("s1");
    run.at("/trajectories/row_size").push_back(0);
  };
  CHECK(broken(second_shuttle).empty());
  CHECK(broken(all({second_shuttle, set("/requests/shuttle", 3, 1)})) == Names{"passengers.own_shuttle"});
  CHECK(broken(all({second_shuttle, set("/events/shuttle", 28, 1)})).contains("passengers.own_shuttle"));
  CHECK(broken(set("/requests/pickup_offset", 3, 59'999)).contains("passengers.own_places"));
  CHECK(broken(all({set("/events/edge", 25, 2), set("/events/offset", 25, 30'000)})) == Names{"passengers.own_places"});
  CHECK(broken(set("/requests/dropoff", 1, kEight + 179'000)).contains("passengers.order"));
  CHECK(broken(add("/requests/boarding_time", 2, 1)).empty());
  CHECK(broken(add("/requests/boarding_time", 1, 1)).contains("passengers.dwell"));
  CHECK(broken(add("/stops/end", 2, -1)) == Names{"passengers.dwell"});
  CHECK(broken(add("/stops/begin", 2, 1)).contains("passengers.times"));
  CHECK(broken(add("/events/time", 15, 1)).contains("passengers.times"));
  CHECK(broken(all({set("/requests/shared", 1, 0), [](auto& run) { run.indicator("pooling_rate") = 1.0 / 3; }})) ==
        Names{"passengers.shared"});
}

TEST_CASE("a place on one direction of a road is the same place on the other") {
  CHECK(broken(all({set("/stops/edge", 4, 5), set("/stops/offset", 4, 0)})).empty());
  CHECK(broken(all({set("/requests/origin_edge", 0, 1), set("/requests/origin_offset", 0, 30'000)})).empty());
}

TEST_CASE("loads add up, fit, and begin and end at nothing") {
  CHECK(broken(set("/stops/seats", 1, 3)) == Names{"load.recorded"});
  CHECK(broken(set("/stops/wheelchairs", 1, 0)) == Names{"load.recorded"});
  CHECK(broken(set("/shuttles/seats", 0, 1)).contains("load.capacity"));
  CHECK(broken(set("/shuttles/wheelchairs", 0, 0)).contains("load.capacity"));
  CHECK(broken(all({set("/legs/seats", 2, 3), set("/legs/wheelchairs", 2, 0)})) == Names{"load.legs"});
  CHECK(broken(set("/legs/requests", 2, 1)) == Names{"load.legs"});
  CHECK(broken(set("/trajectories/load", 3, 2)) == Names{"load.samples"});
  CHECK(broken(set("/stops/kind", 5, 2)).contains("load.empty"));
}

TEST_CASE("shuttles move along the roads, in the time the roads take") {
  CHECK(broken(set("/trajectories/edge", 6, 2)).contains("movement.path"));
  CHECK(broken(set("/trajectories/edge", 3, 3)).contains("movement.path"));
  CHECK(broken(add("/trajectories/entry", 6, 1)) == Names{"movement.times"});
  CHECK(broken(set("/legs/distance", 4, 1'502)).contains("movement.distance"));
  CHECK(broken(all({set("/legs/distance", 6, 2'000'000)})).contains("movement.speed"));
  CHECK(broken(add("/legs/arrival", 6, 1)).contains("movement.times"));
  CHECK(broken(set("/legs/from_offset", 1, 29'999)).contains("movement.continuity"));
  CHECK(broken(set("/stops/arrival", 3, kEight + 299'000)) == Names{"movement.arrival", "movement.overlap"});
  CHECK(broken(all({set("/shuttles/depot_offset", 0, 1)})).contains("movement.depot"));
  CHECK(broken(add("/legs/departure", 3, -1)).contains("movement.overlap"));
}

TEST_CASE("a shuttle does not turn round at an ordinary junction") {
  // r3's last leg goes D-B-D-B-A instead of D-B-A: two minutes and 2 km longer.
  const auto detour = [](HandmadeRun& run) {
    run.at("/trajectories/edge") = {0, 0, 0, 2, 2, 4, 1, 1, 0, 3, 5, 3, 5, 1};
    auto& entry = run.at("/trajectories/entry");
    entry.insert(entry.begin() + 11, {kEight + 720'000, kEight + 780'000});
    entry.back() = kEight + 840'000;
    run.at("/trajectories/load") = {0, 2, 3, 3, 2, 0, 0, 0, 0, 0, 1, 1, 1, 1};
    run.at("/trajectories/row_size") = {14};
    run.at("/legs/samples").back() = 4;
    run.at("/legs/arrival").back() += 120'000;
    run.at("/legs/distance").back() += 2'000;
  };
  const auto names = broken(detour);
  CHECK(names.contains("movement.turns"));
  CHECK(names.contains("fastest.legs"));
  CHECK_FALSE(names.contains("movement.path"));
  CHECK_FALSE(names.contains("movement.times"));
}

TEST_CASE("direct times and driving times are those of the fastest ways") {
  CHECK(broken(add("/requests/direct_time", 3, 1)).contains("fastest.direct"));
  CHECK(broken(add("/requests/direct_time", 3, -1)).contains("fastest.direct"));
  CHECK(broken(set("/requests/direct_distance", 3, 1'990)).contains("fastest.direct"));
  CHECK(broken(add("/legs/arrival", 0, 1)).contains("fastest.legs"));
}
