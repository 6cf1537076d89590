#include <array>
#include <catch2/catch.hpp>
#include <functional>
#include <limits>
#include <set>
#include <string>

#include "verify/handmade_run.h"
#include "verify/verified.h"
#include "verify/verify.h"

using namespace navette;
using namespace navette::test;

namespace {

using Break = std::function<void(HandmadeRun&)>;

constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();

/// The rules named after one thing was broken in the faultless run.
Names broken(const Break& what) {
  HandmadeRun run = handmade_run();
  what(run);
  return broken_rules(run);
}

Break set(const char* column, std::size_t row, std::int64_t value) {
  return [=](HandmadeRun& run) { run.at(column).at(row) = value; };
}

Break add(const char* column, std::size_t row, std::int64_t change) {
  return [=](HandmadeRun& run) { run.at(column).at(row) += change; };
}

Break all(std::vector<Break> breaks) {
  return [=](HandmadeRun& run) {
    for (const auto& one : breaks) one(run);
  };
}

}  // namespace

TEST_CASE("a run without fault has no violation") {
  const auto report = verified(handmade_run());
  for (const auto& violation : report.violations) UNSCOPED_INFO(violation.rule << ": " << violation.what);
  CHECK(report.violations.empty());
  CHECK(report.total() == 0);
  CHECK(report.requests == 4);
  CHECK(report.events == 30);
  CHECK(report.notes.empty());
  CHECK(report.canonical_hash.size() == 64);
}

TEST_CASE("the tables must be there, whole, and name what exists") {
  CHECK(broken([](auto& run) { run.remove("/requests/pickup"); }) == Names{"tables.present"});
  CHECK(broken([](auto& run) { run.remove("/shuttles/shuttle_id"); }) == Names{"tables.present"});
  CHECK(broken([](auto& run) { run.remove("/services/max_wait_time"); }) == Names{"tables.present"});
  CHECK(broken([](auto& run) {
          run.remove("/requests/pickup");
          run.reals["/requests/pickup"] = {1, 2, 3, 4};
        }) == Names{"tables.readable"});
  CHECK(broken([](auto& run) { run.at("/requests/pickup").pop_back(); }) == Names{"tables.lengths"});
  CHECK(broken([](auto& run) { run.texts.at("/requests/request_id").pop_back(); }) == Names{"tables.lengths"});
  CHECK(broken(set("/requests/pickup", 0, std::numeric_limits<std::int64_t>::max())) == Names{"tables.values"});
  CHECK(broken(set("/requests/submitted_at", 0, kNone)) == Names{"tables.values"});
  CHECK(broken(set("/requests/party_size", 0, -3)) == Names{"tables.values"});
  CHECK(broken(set("/legs/departure", 0, -std::numeric_limits<std::int64_t>::max())) == Names{"tables.values"});
  CHECK(broken([](auto& run) { run.reals["/services/max_travel_time_alpha"][0] = 0.5; }) == Names{"tables.values"});
  CHECK(broken(set("/requests/end", 0, 5)) == Names{"tables.codes"});
  CHECK(broken(set("/events/kind", 0, -1)) == Names{"tables.codes"});
  CHECK(broken([](auto& run) { run.codes.at("/requests/end").meanings = "refused served cancelled no_show"; }) ==
        Names{"tables.codes"});
  // A file of an earlier version, which did not know no_show yet; but no code without its word.
  CHECK(broken([](auto& run) {
          run.codes.at("/requests/end").meanings = "served refused cancelled";
          run.codes.at("/requests/end").values = {0, 1, 2};
        }).empty());
  CHECK(broken([](auto& run) { run.codes.at("/requests/end").values = {0, 1, 2}; }) == Names{"tables.codes"});
  CHECK(broken(set("/requests/shuttle", 0, 1)) == Names{"tables.rows"});
  CHECK(broken(set("/requests/origin_edge", 0, -2)) == Names{"tables.rows"});
  CHECK(broken(set("/requests/origin_offset", 0, 60'001)) == Names{"tables.rows"});
  CHECK(broken(set("/network/edges/head", 0, 4)) == Names{"tables.rows"});
  CHECK(broken(set("/legs/first_sample", 1, 2)) == Names{"tables.ragged"});
  CHECK(broken(set("/legs/samples", 1, 0)) == Names{"tables.ragged"});
  CHECK(broken(set("/trajectories/row_size", 0, 11)) == Names{"tables.ragged"});
  CHECK(broken([](auto& run) { run.text_attributes["/@scenario"] = "abd"; }) == Names{"tables.scenario"});
}

TEST_CASE("the roads must be sound") {
  CHECK(broken(add("/network/shape/lon", 0, 1)).contains("network.shapes"));
  CHECK(broken(add("/network/shape/time", 2, 1)) == Names{"network.shapes"});
  CHECK(broken(set("/network/shape/distance", 1, 1'001)) == Names{"network.shapes"});
  CHECK(broken(set("/network/edges/shape_begin", 1, 5)) == Names{"network.shapes"});
  CHECK(broken(set("/network/edges/shape_begin", 0, 1)).contains("network.shapes"));
  CHECK(broken(add("/network/shape/lat", 1, 1)) == Names{"network.twins"});
  CHECK(broken(set("/network/edges/twin", 0, 4)) == Names{"network.twins"});
  CHECK(broken(all({set("/network/edges/length", 3, 2'502), set("/network/shape/distance", 9, 2'502)})) ==
        Names{"network.speed"});
}

TEST_CASE("each request has one end, told alike everywhere") {
  CHECK(broken(set("/requests/wheelchairs", 0, 3)).contains("requests.party"));
  CHECK(broken(set("/events/kind", 6, 3)) == Names{"requests.one_end", "events.trip_order"});
  CHECK(broken(set("/requests/end", 2, 2)).contains("requests.one_end"));
  CHECK(broken(set("/requests/end", 0, 3)).contains("requests.one_end"));
  CHECK(broken(set("/requests/promised_pickup", 2, kEight)) == Names{"requests.complete", "services.known"});
  CHECK(broken(set("/requests/shuttle", 2, 0)) == Names{"requests.complete"});
  CHECK(broken(set("/requests/boarded", 0, kNone)).contains("requests.complete"));
  CHECK(broken(add("/requests/submitted_at", 2, 1)) == Names{"requests.times"});
  CHECK(broken(add("/requests/decided_at", 2, 1)) == Names{"requests.times"});
  CHECK(broken(set("/requests/reason", 2, -1)).contains("requests.reason"));
  CHECK(broken(set("/requests/reason", 0, 5)).contains("requests.reason"));
  CHECK(broken(set("/events/value", 7, 5)) == Names{"requests.reason"});
  CHECK(broken(set("/requests/end", 2, 4)).contains("requests.one_end"));
}

TEST_CASE("a departure that was agreed on was offered") {
  const auto agreed = [](std::size_t row) {
    return [=](HandmadeRun& run) {
      run.integers["/requests/agreed_departure"] = {kNone, kNone, kNone, kNone};
      run.at("/requests/agreed_departure")[row] = kEight;
    };
  };
  CHECK(broken(agreed(0)).contains("requests.agreed"));
  CHECK(broken(agreed(2)).contains("requests.agreed"));
}

TEST_CASE("the two ways of one contract are promised together") {
  const auto tour = [](std::int64_t contract, std::size_t back) {
    return [=](HandmadeRun& run) {
      run.integer_attributes["/rules@way_back_in_contract"] = contract;
      run.integers["/requests/tour"] = {7, -1, -1, -1};
      run.integers["/requests/way_back"] = {0, 0, 0, 0};
      run.at("/requests/tour")[back] = 7;
      run.at("/requests/way_back")[back] = 1;
    };
  };
  CHECK(broken(tour(1, 1)).empty());
  CHECK(broken(tour(0, 2)).empty());
  CHECK(broken(tour(1, 2)) == Names{"requests.contract"});
  CHECK(broken(set("/requests/reason", 2, 15)).contains("requests.contract"));
}

TEST_CASE("places on the road are near the places asked for") {
  CHECK(broken(add("/requests/origin_lat", 0, 40'000)).empty());  // 445 m
  CHECK(broken(add("/requests/origin_lat", 0, 60'000)) == Names{"requests.on_road"});
  CHECK(broken(add("/requests/destination_lon", 3, 80'000)) == Names{"requests.on_road"});  // 618 m at 46 degrees
  CHECK(broken(add("/shuttles/depot_lon", 0, -80'000)) == Names{"requests.on_road"});
}

TEST_CASE("the reason for a refusal must be true") {
  const auto refused_for = [](std::int64_t reason) {
    return all({set("/requests/reason", 2, reason), set("/events/value", 7, reason), [=](HandmadeRun& run) {
                  run.indicator("refused_too_far_from_road") = reason == 1 ? 1 : 0;
                  const std::array names{"same_place",        "too_far_from_road",     "party_too_large",
                                         "arrival_too_early", "no_shuttle_in_service", "too_far_away"};
                  run.indicator(std::string{"refused_"} + names.at(static_cast<std::size_t>(reason))) = 1;
                }});
  };
  const auto on_road = all({set("/requests/origin_lon", 2, 90'000), set("/requests/origin_lat", 2, 459'955'000),
                            set("/requests/origin_edge", 2, 3), set("/requests/origin_offset", 2, 30'000),
                            set("/requests/direct_time", 2, 90'000), set("/requests/direct_distance", 2, 1'500)});
  const Names untrue{"requests.reason_true"};
  CHECK(broken(refused_for(0)) == untrue);
  CHECK(broken(refused_for(5)) == untrue);
  CHECK(broken(on_road) == untrue);
  CHECK(broken(all({on_road, refused_for(2)})) == untrue);
  CHECK(broken(all({on_road, refused_for(3)})) == untrue);
  CHECK(broken(all({on_road, refused_for(4)})) == untrue);
  CHECK(broken(all({on_road, refused_for(5)})).empty());
  CHECK(broken(all({on_road, refused_for(5), set("/requests/party_size", 2, 5)})) == untrue);
  CHECK(broken(all({on_road, refused_for(2), set("/requests/party_size", 2, 5)})).empty());
  CHECK(broken(all({on_road, refused_for(3), set("/requests/latest_arrival", 2, kEight + 3'000)})).empty());
  CHECK(broken(all({on_road, refused_for(5), set("/requests/origin_lon", 2, 1),
                    set("/requests/origin_lat", 2, 460'000'000), set("/requests/origin_edge", 2, 0),
                    set("/requests/origin_offset", 2, 0), set("/requests/direct_time", 2, 0),
                    set("/requests/direct_distance", 2, 0)})) == untrue);
}

TEST_CASE("promises follow from the rules, and are kept or told as broken") {
  CHECK(broken(add("/requests/latest_pickup", 0, 1)) == Names{"promises.limits"});
  CHECK(broken(add("/requests/latest_dropoff", 1, -1)) == Names{"promises.limits"});
  CHECK(broken(add("/requests/max_ride_time", 3, 1)) == Names{"promises.limits"});
  CHECK(broken([](auto& run) { run.at("/services/max_wait_time")[0] += 1; }) == Names{"promises.limits"});
  CHECK(broken(set("/requests/promised_pickup", 0, kEight + 901'000)).contains("promises.offered"));
  CHECK(broken(set("/requests/promised_dropoff", 0, kEight + 1'336'000)) == Names{"promises.offered"});
  CHECK(broken(set("/requests/promised_dropoff", 0, kEight + 179'999)) == Names{"promises.offered"});

  // Less time for everybody: r0 rides 210 s, which is 120 s of detour.
  const auto less = [](std::int64_t detour) {
    return [=](HandmadeRun& run) {
      run.at("/services/max_absolute_detour") = {detour};
      run.at("/requests/max_ride_time") = {90'000 + detour, 30'000 + detour, kNone, 120'000 + detour};
    };
  };
  CHECK(broken(less(120'000)).empty());
  CHECK(broken(less(119'000)) == Names{"promises.kept"});
  const auto tell = [](std::int64_t value) {
    return [=](HandmadeRun& run) {
      const std::array<std::int64_t, 7> row{run.at("/events/time").at(18), 14, 0, 0, 2, 60'000, value};
      const std::array names{"time", "kind", "request", "shuttle", "edge", "offset", "value"};
      for (std::size_t c = 0; c < row.size(); ++c) {
        auto& column = run.at(std::string{"/events/"} + names[c]);
        column.insert(column.begin() + 19, row[c]);
      }
      run.indicator("promises_broken") = 1;
    };
  };
  CHECK(broken(all({less(119'000), tell(1'000)})).empty());
  CHECK(broken(all({less(119'000), tell(999)})) == Names{"promises.told"});
  CHECK(broken(tell(1'000)) == Names{"promises.told"});
  // The pickup may drift by 10 s from what was promised at most: all are picked up when promised.
  const auto drift = [](HandmadeRun& run) {
    run.at("/services/max_allowed_pickup_delay") = {10'000};
    run.at("/requests/latest_pickup") = {kEight + 40'000, kEight + 130'000, kNone, kEight + 610'000};
  };
  CHECK(broken(drift).empty());
  CHECK(broken(all({drift, add("/requests/latest_pickup", 0, 1)})) == Names{"promises.limits"});
  CHECK(broken(all({drift, add("/requests/promised_pickup", 3, -10'001), add("/requests/latest_pickup", 3, -10'001)}))
            .contains("promises.kept"));
  CHECK(broken(add("/requests/earliest_departure", 0, 31'000)).contains("promises.kept"));
}

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
  CHECK(broken(set("/stops/arrival", 3, kEight + 299'000)) == Names{"movement.overlap"});
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

TEST_CASE("the log is in order, and agrees with the legs") {
  CHECK(broken(set("/events/request", 7, -1)).contains("events.concern"));
  CHECK(broken(set("/events/shuttle", 9, -1)).contains("events.concern"));
  CHECK(broken(add("/events/time", 8, -29'000)).contains("events.order"));
  CHECK(broken([](auto& run) {  // accepted before it was submitted
          for (const auto* name : {"kind", "shuttle"}) {
            auto& column = run.at(std::string{"/events/"} + name);
            std::swap(column[4], column[5]);
          }
        }) == Names{"events.trip_order"});
  CHECK(broken([](auto& run) {  // boards before it arrives
          for (const auto* name : {"kind", "request"}) {
            auto& column = run.at(std::string{"/events/"} + name);
            std::swap(column[8], column[9]);
          }
        }) == Names{"events.shuttle_order"});
  CHECK(broken(set("/events/kind", 22, 12)).contains("events.legs"));
  CHECK(broken(set("/events/offset", 10, 31'000)) == Names{"events.legs"});
  CHECK(broken(set("/events/value", 9, 1)) == Names{"events.value"});
}

TEST_CASE("shuttles work in their shifts") {
  CHECK(
      broken(all({set("/shuttles/depot_edge", 0, -1), set("/shuttles/depot_offset", 0, -1)})).contains("fleet.depot"));
  CHECK(broken(set("/shifts/end", 0, kEight)).contains("fleet.shifts"));
  CHECK(broken(all({add("/shifts/start", 0, 86'400'000), add("/shifts/end", 0, 86'400'000)})).contains("fleet.shifts"));
  CHECK(broken([](auto& run) {
          run.at("/shifts/shuttle").push_back(0);
          run.at("/shifts/start").push_back(kEight + 3'600'000);
          run.at("/shifts/end").push_back(kEight + 7'200'000);
        }).contains("fleet.shifts"));
  CHECK(broken(set("/shifts/end", 0, kEight + 830'000)).contains("fleet.in_shift"));
  CHECK(broken(set("/events/kind", 29, 3)).contains("fleet.shift_events"));
  CHECK(broken(add("/events/time", 0, -1)) == Names{"fleet.shift_events"});
  CHECK(broken(set("/legs/purpose", 0, 0)).contains("fleet.purpose"));
  CHECK(broken(set("/legs/purpose", 3, 1)).contains("fleet.purpose"));
}

TEST_CASE("Little's identity holds between the log and the requests") {
  CHECK(broken(add("/events/time", 28, 1)).contains("little.riding"));
  CHECK(broken(add("/events/time", 28, 1)).contains("little.in_system"));
  CHECK(broken(add("/requests/decided_at", 3, 1)).contains("little.in_system"));
}

TEST_CASE("indicators are computed anew from the tables") {
  CHECK(broken([](auto& run) { run.indicator("wait_mean") += 0.001; }) == Names{"indicators.recomputed"});
  CHECK(broken([](auto& run) { run.texts.at("/kpi/name").front() = "happiness"; }) == Names{"indicators.known"});
  CHECK(broken([](auto& run) { run.texts.at("/kpi/unit").front() = "km"; }) == Names{"indicators.known"});
  CHECK(broken([](auto& run) { run.real_attributes.erase("/rules@costs_per_vehicle_km"); }) ==
        Names{"indicators.recomputed"});
  // Each of them, one after the other: none is taken on trust.
  const HandmadeRun good = handmade_run();
  for (const auto& name : good.texts.at("/kpi/name")) {
    INFO(name);
    CHECK(broken([&](auto& run) { run.indicator(name) += 1; }) == Names{"indicators.recomputed"});
  }
}

TEST_CASE("the canonical hash is the documented one") {
  // Computed from docs/verification.md by another program in another language.
  CHECK(verified(handmade_run()).canonical_hash == "f2223030014d088ce619453b9295a943318d9fdc29c1c713e3064506b12f1d6c");
}

TEST_CASE("the canonical hash knows what happened, and nothing of the file") {
  const auto hash = verified(handmade_run()).canonical_hash;
  const auto hash_after = [](const Break& what) {
    HandmadeRun run = handmade_run();
    what(run);
    return verified(run).canonical_hash;
  };
  CHECK(hash_after([](auto& run) { run.text_attributes["/@navette_version"] = "9.9"; }) == hash);
  CHECK(hash_after([](auto& run) { run.indicator("wait_mean") = 1; }) == hash);
  for (const auto* column : {"/events/time", "/requests/dropoff", "/stops/end", "/legs/distance"}) {
    INFO(column);
    CHECK(hash_after(add(column, 1, 1)) != hash);
  }
}

TEST_CASE("only the first few violations of a rule are kept, all are counted") {
  HandmadeRun run = handmade_run();
  for (int i = 0; i < 50; ++i) run.texts.at("/kpi/name").push_back("more " + std::to_string(i));
  run.reals.at("/kpi/value").resize(run.texts.at("/kpi/name").size());
  run.texts.at("/kpi/unit").resize(run.texts.at("/kpi/name").size());
  const auto report = verified(run);
  CHECK(report.violations.size() == 20);
  CHECK(report.totals == std::map<std::string, std::int64_t>{{"indicators.known", 50}});
  CHECK(report.total() == 50);
}

namespace {

// r1 as a ride on a line: from a stop at B, 60 m on foot, to a stop where it alights, at 8:02 and 8:03:30.
void on_line(HandmadeRun& run) {
  auto& i = run.integers;
  i["/services/kind"] = {2};
  i["/service_stops/service"] = {0, 0};
  i["/service_stops/lon"] = {90'000, 135'000};
  i["/service_stops/lat"] = {460'000'000, 460'000'000};
  i["/service_stops/edge"] = {0, 2};
  i["/service_stops/offset"] = {60'000, 30'000};
  run.reals["/service_stops/radius"] = {0, 0};
  i["/course_visits/service"] = {0, 0};
  i["/course_visits/course"] = {0, 0};
  i["/course_visits/stop"] = {0, 1};
  i["/course_visits/time"] = {kEight + 120'000, kEight + 200'000};
  i["/requests/pickup_stop"][1] = 0;
  i["/requests/dropoff_stop"][1] = 1;
  i["/requests/course"][1] = 0;
  i["/requests/latest_pickup"][1] = kEight + 420'000;
  i["/requests/latest_dropoff"][1] = kEight + 500'000;
}

// The rules of services broken, on top of what the others lack who do not ride the line.
Names on_line_broken(const Break& what) {
  HandmadeRun run = handmade_run();
  on_line(run);
  what(run);
  Names names = broken_rules(run);
  return names;
}

}  // namespace

TEST_CASE("a passenger belongs to a service and rides in its shuttles, from its places") {
  CHECK(broken(set("/requests/service", 0, -1)) == Names{"services.known"});
  CHECK(broken(set("/requests/service", 2, 0)) == Names{"services.known"});
  CHECK(broken([](auto& run) {
          HandmadeRun& r = run;
          for (auto& [name, column] : r.integers) {
            if (name.rfind("/services/", 0) == 0) column.push_back(column[0]);
          }
          for (auto& [name, column] : r.reals) {
            if (name.rfind("/services/", 0) == 0) column.push_back(column[0]);
          }
          r.texts["/services/name"].emplace_back("other");
          r.at("/requests/service")[0] = 1;
        }) == Names{"services.own_shuttle"});
  CHECK(broken(set("/services/kind", 0, 1)) == Names{"services.places"});
  CHECK(broken(set("/services/kind", 0, 3)) == Names{"services.places"});
  CHECK(broken(set("/requests/walk_to_pickup", 1, 5'000)) ==
        Names{"services.walks", "promises.offered", "promises.kept"});
}

TEST_CASE("nobody is accepted when the service does not run, or against its notice") {
  CHECK(broken(set("/services/weekdays", 0, 126)) == Names{"services.hours"});
  const auto open = [](std::int64_t from, std::int64_t until) {
    return [=](HandmadeRun& run) {
      run.at("/service_hours/service") = {0};
      run.at("/service_hours/from") = {from};
      run.at("/service_hours/until") = {until};
    };
  };
  CHECK(broken(open(kEight, kEight + 450'000)).empty());
  CHECK(broken(open(kEight, kEight + 449'999)) == Names{"services.hours"});
  CHECK(broken(open(kEight + 1, kEight + 450'000)) == Names{"services.hours"});
  CHECK(broken(all({set("/services/booking_type", 0, 1), set("/services/prior_notice_duration_max", 0, 119'000)}))
            .empty());
  CHECK(broken(all({set("/services/booking_type", 0, 1), set("/services/prior_notice_duration_max", 0, 118'999)})) ==
        Names{"services.notice"});
  CHECK(broken(all({set("/services/booking_type", 0, 1), set("/services/prior_notice_duration_min", 0, 1)})) ==
        Names{"services.notice"});
  CHECK(broken(set("/services/booking_type", 0, 2)) == Names{"services.notice"});
  CHECK(
      broken(all({set("/services/prior_notice_start_day", 0, 0), set("/services/prior_notice_start_time", 0, kEight)}))
          .empty());
  CHECK(broken(all({set("/services/prior_notice_start_day", 0, 0),
                    set("/services/prior_notice_start_time", 0, kEight + 1)})) == Names{"services.notice"});
}

TEST_CASE("a ride on a line keeps to its course, its stops and one shuttle") {
  // The two others go from door to door, which a line does not.
  const Names others{"services.places", "services.courses"};
  CHECK(on_line_broken([](auto&) {}) == others);
  const auto with = [&](std::initializer_list<const char*> names) {
    Names all_of = others;
    for (const char* name : names) all_of.insert(name);
    return all_of;
  };
  CHECK(on_line_broken(set("/service_stops/lon", 0, 91'000)) == with({"services.walks"}));
  CHECK(on_line_broken(set("/service_stops/offset", 1, 29'999)) == with({}));  // one more reason for services.places
  CHECK(on_line_broken(set("/course_visits/time", 0, kEight + 121'000)) ==
        with({"promises.limits", "promises.offered", "promises.kept"}));
  CHECK(on_line_broken(set("/services/max_course_delay", 0, 200'000)) == with({"promises.limits"}));
  CHECK(on_line_broken(set("/requests/course", 1, 1)) ==
        with({"promises.limits", "promises.offered", "promises.kept"}));  // the course of tomorrow
}

TEST_CASE("every rule listed has caught something above") {
  if (seen().empty()) return;  // run alone
  for (const auto& rule : verification_rules()) {
    INFO(rule.name);
    CHECK(seen().contains(rule.name));
  }
}
