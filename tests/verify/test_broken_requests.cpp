#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <limits>
#include <string>

#include "verify/breaks.h"

using namespace navette;
using namespace navette::test;

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
  CHECK(broken([](auto& run) {
          run.texts["/service_stops/name"] = {};
          keep_scenario(run, scenario_of(run));
          run.text_attributes["/@scenario"] += "\n";
        }) == Names{"tables.scenario"});
}

TEST_CASE("the roads must be sound") {
  CHECK(broken(add("/network/shape/lon", 0, 1)).contains("network.shapes"));
  CHECK(broken(add("/network/shape/time", 2, 1)) == Names{"network.shapes"});
  CHECK(broken(set("/network/shape/distance", 1, 1'001)) == Names{"network.shapes"});
  CHECK(broken(set("/network/edges/shape_begin", 1, 5)) == Names{"network.shapes"});
  CHECK(broken(set("/network/edges/shape_begin", 0, 1)).contains("network.shapes"));
  CHECK(broken(add("/network/shape/lat", 1, 1)) == Names{"network.twins"});
  CHECK(broken(set("/network/edges/twin", 0, 4)) == Names{"network.twins"});
  // A road that cannot be hinders no other rule.
  const auto fast = all({set("/network/edges/length", 3, 2'502), set("/network/shape/distance", 9, 2'502)});
  CHECK(broken(fast).contains("network.speed"));
  CHECK(broken(all({fast, set("/requests/wheelchairs", 0, 3)})).contains("requests.party"));
  const auto slow = [](std::int64_t metres) {
    return all({set("/network/edges/length", 3, metres), set("/network/shape/distance", 9, metres)});
  };
  CHECK(broken(slow(15)).contains("network.speed"));  // 0.9 km/h
  CHECK_FALSE(broken(slow(17)).contains("network.speed"));
  // The two edges of one road are a ferry, or are not.
  const auto barred = [](std::int64_t code) {
    return all({set("/network/edges/boarding", 3, code), set("/network/edges/boarding", 5, code)});
  };
  CHECK_FALSE(broken(all({slow(15), barred(3)})).contains("network.speed"));
  CHECK(broken(set("/network/edges/boarding", 3, 3)).contains("network.twins"));
}

TEST_CASE("nobody boards, and nothing stands, where nobody may board") {
  const auto barred = [](std::int64_t one, std::int64_t other, std::int64_t code) {
    return all({set("/network/edges/boarding", static_cast<std::size_t>(one), code),
                set("/network/edges/boarding", static_cast<std::size_t>(other), code)});
  };
  const Names boarding{"boarding.roads"};
  CHECK(broken(barred(0, 1, 1)) == boarding);  // the depot, origins, pickups
  CHECK(broken(barred(2, 4, 4)) == boarding);  // destinations
  CHECK(broken(barred(3, 5, 5)) == boarding);  // where r3 gets in
  CHECK(broken(set("/network/edges/boarding", 3, 7)) == Names{"tables.codes"});
  // A file of an earlier version does not tell.
  HandmadeRun earlier = handmade_run();
  earlier.remove("/network/edges/boarding");
  CHECK(verified(earlier).total() == 0);
}

TEST_CASE("each request has one end, told alike everywhere") {
  CHECK(broken(set("/requests/wheelchairs", 0, 3)).contains("requests.party"));
  CHECK(broken(set("/events/kind", 6, 3)) == Names{"requests.one_end", "events.trip_order"});
  CHECK(broken(set("/requests/end", 2, 2)).contains("requests.one_end"));
  CHECK(broken(set("/requests/end", 0, 3)).contains("requests.one_end"));
  CHECK(broken(set("/requests/promised_pickup", 2, kEight)) == Names{"requests.complete", "services.known"});
  CHECK(broken(set("/requests/shuttle", 2, 0)) == Names{"requests.complete"});
  CHECK(broken(set("/requests/boarded", 0, kNone)).contains("requests.complete"));
  CHECK(broken(add("/requests/submitted_at", 2, 1)) == Names{"requests.asked", "requests.times"});
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
      run.at("/services/way_back")[0] = contract;
      run.integers["/requests/tour"] = {7, -1, -1, -1};
      run.integers["/requests/way_back"] = {0, 0, 0, 0};
      run.at("/requests/tour")[back] = 7;
      run.at("/requests/way_back")[back] = 1;
    };
  };
  // The way out has to arrive before the way back leaves, at 8:07:30.
  CHECK(broken(all({tour(1, 3), set("/requests/latest_dropoff", 0, kEight + 450'000)})).empty());
  CHECK(broken(all({tour(1, 3), set("/requests/latest_dropoff", 0, kEight + 450'001)})) ==
        Names{"promises.limits", "promises.way_back"});
  CHECK(broken(tour(1, 3)) == Names{"promises.limits", "promises.way_back"});
  CHECK(broken(tour(0, 3)).empty());
  CHECK(broken(tour(0, 2)).empty());
  CHECK(broken(tour(1, 2)) == Names{"requests.contract"});
  CHECK(broken(set("/requests/reason", 2, 15)).contains("requests.contract"));
}

TEST_CASE("under a contract both ways are promised by one service, unless one before it sells them singly") {
  // Two services with the same rules; the shuttle is the second's, which accepted all.
  const auto two = [](std::int64_t first, std::int64_t second, std::size_t back) {
    return [=](HandmadeRun& run) {
      for (auto& [name, column] : run.integers) {
        if (name.rfind("/services/", 0) == 0) column.push_back(column[0]);
      }
      for (auto& [name, column] : run.reals) {
        if (name.rfind("/services/", 0) == 0) column.push_back(column[0]);
      }
      run.texts["/services/name"].emplace_back("other");
      for (std::int64_t band = 0; band < 8; ++band) {
        run.at("/service_fares/service").push_back(1);
        run.at("/service_fares/age_band").push_back(band);
        run.reals.at("/service_fares/share").push_back(1);
      }
      run.at("/services/way_back") = {first, second};
      run.at("/shuttles/service")[0] = 1;
      run.at("/requests/service") = {1, 1, -1, 1};
      run.integers["/requests/tour"] = {-1, 7, -1, -1};
      run.integers["/requests/way_back"] = {0, 0, 0, 0};
      run.at("/requests/tour")[back] = 7;
      run.at("/requests/way_back")[back] = 1;
    };
  };
  // r2 sets out before r1, so that it is no way back of it.
  const Break in_time = set("/requests/latest_dropoff", 1, kEight + 450'000);  // when the way back leaves
  CHECK(broken(all({two(1, 1, 3), in_time})).empty());
  CHECK(broken(two(1, 1, 3)) == Names{"promises.limits", "promises.way_back"});
  CHECK(broken(two(1, 1, 2)) == Names{"requests.contract", "requests.tours"});
  CHECK(broken(two(0, 1, 2)) == Names{"requests.tours"});
  CHECK(broken(two(1, 0, 2)) == Names{"requests.tours"});
  // Refused for the other's sake: not where nobody sells both ways together, nor where the other is promised so.
  const auto for_other = [&](std::int64_t first, std::int64_t second) {
    return broken(all({two(first, second, 2), set("/requests/reason", 2, 15), set("/events/value", 7, 15)}))
        .contains("requests.contract");
  };
  CHECK(for_other(0, 0));
  CHECK(for_other(1, 1));
  CHECK_FALSE(for_other(1, 0));
  CHECK(broken(all({two(1, 1, 3), in_time, set("/requests/service", 3, 0)})) ==
        Names{"requests.contract", "services.own_shuttle"});
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
  // r2 stands 111 m north of A, 700 m from B, on a road where nobody boards; or elsewhere.
  const auto no_boarding = all({set("/requests/reason", 2, 19), set("/events/value", 7, 19), [](HandmadeRun& run) {
                                  run.indicator("refused_too_far_from_road") = 0;
                                  run.indicator("refused_no_boarding_in_reach") = 1;
                                }});
  const auto near = all({set("/requests/origin_lon", 2, 0), set("/requests/origin_lat", 2, 460'010'000)});
  const auto reason_of = [&](const Break& what) { return broken(what).contains("requests.reason_true"); };
  const auto barred = all({set("/network/edges/boarding", 0, 1), set("/network/edges/boarding", 1, 1)});
  CHECK(reason_of(no_boarding));
  CHECK(reason_of(near));
  CHECK(reason_of(all({near, no_boarding})));
  CHECK(reason_of(all({near, barred})));
  CHECK_FALSE(reason_of(all({near, barred, no_boarding})));
  CHECK(broken(all({on_road, refused_for(2)})) == untrue);
  CHECK(broken(all({on_road, refused_for(3)})) == untrue);
  CHECK(broken(all({on_road, refused_for(4)})) == untrue);
  CHECK(broken(all({on_road, refused_for(5)})).empty());
  CHECK(broken(all({on_road, refused_for(5), set("/requests/party_size", 2, 5)})) == untrue);
  CHECK(broken(all({on_road, refused_for(2), set("/requests/party_size", 2, 5)})).empty());
  CHECK(broken(all({on_road, refused_for(3), set("/requests/latest_arrival", 2, kEight + 3'000)})).empty());
  // Only within the area, in the hours of the service, and on its days, another reason counts.
  const auto told = [&](std::int64_t reason, const char* indicator) {
    return all({on_road, set("/requests/reason", 2, reason), set("/events/value", 7, reason), [=](HandmadeRun& run) {
                  run.indicator("refused_too_far_from_road") = 0;
                  run.indicator(indicator) = 1;
                }});
  };
  const auto beyond = [&](const Break& reason) {
    return broken(all({reason, [](HandmadeRun& run) {  // r2's destination, A, and nobody else's
                         run.at("/requests/destination_lon")[2] = -30'000;
                         run.at("/service_areas/lon")[0] = run.at("/service_areas/lon")[3] = -20'000;
                       }}));
  };
  CHECK(beyond(told(10, "refused_outside_area")).empty());
  CHECK(broken(told(10, "refused_outside_area")) == untrue);
  CHECK(beyond(all({on_road, refused_for(5)})) == untrue);
  CHECK(broken(told(11, "refused_outside_hours")) == Names{"requests.reason_possible", "requests.reason_true"});
  const Break closed_at_two = [](HandmadeRun& run) {
    run.at("/service_hours/service") = {0, 0};
    run.at("/service_hours/from") = {kEight, kEight + 3'000};
    run.at("/service_hours/until") = {kEight + 1'000, kEight + 450'000};
  };
  CHECK(broken(all({told(11, "refused_outside_hours"), closed_at_two})).empty());
  // What a trip would have added is told of those too costly, and is more than the service spends.
  const auto costly = [&](std::int64_t least, std::int64_t limit) {
    return all({told(17, "refused_too_costly"), set("/requests/least_added_time", 2, least),
                set("/services/taxi_above", 0, limit)});
  };
  CHECK(broken(costly(600'001, 600'000)).empty());
  CHECK(broken(costly(600'000, 600'000)) == untrue);
  CHECK(broken(costly(600'001, kNone)) == untrue);
  CHECK(broken(costly(kNone, 600'000)) == untrue);
  CHECK(broken(set("/requests/least_added_time", 0, 1)) == Names{"requests.complete", "requests.reason_true"});
  CHECK(broken(all({on_road, refused_for(5), set("/requests/origin_lon", 2, 1),
                    set("/requests/origin_lat", 2, 460'000'000), set("/requests/origin_edge", 2, 0),
                    set("/requests/origin_offset", 2, 0), set("/requests/direct_time", 2, 0),
                    set("/requests/direct_distance", 2, 0)})) == untrue);
}
