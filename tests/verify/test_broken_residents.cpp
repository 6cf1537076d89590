#include <catch2/catch.hpp>
#include <string>

#include "verify/breaks.h"

using namespace navette;
using namespace navette::test;

namespace {

/// Two households: a couple with a child halfway A-B, and somebody in a wheelchair at D. The first of them asked for
/// r0, a way out to a doctor at C, and for nothing else.
HandmadeRun with_residents() {
  HandmadeRun run = handmade_run();
  auto& i = run.integers;
  const std::string ages = "0-5 6-10 11-17 18-24 25-39 40-64 65-74 75+";
  i["/communes/asked"] = {-1};
  i["/communes/made"] = {4};
  i["/communes/buildings"] = {2};
  run.texts["/communes/name"] = {"Handmade"};
  run.texts["/communes/code"] = {""};
  run.reals["/communes/largest_age_gap"] = {0.1};
  i["/residents/household"] = {0, 0, 0, 1};
  i["/residents/age_band"] = {4, 4, 1, 7};
  i["/residents/licence"] = {1, 0, 0, 1};
  i["/residents/car_access"] = {3, 1, 0, 0};
  i["/residents/impaired"] = {0, 0, 0, 1};
  i["/residents/wheelchair"] = {0, 0, 0, 1};
  i["/residents/commune"] = {0, 0, 0, 0};
  i["/residents/home_lon"] = {45'000, 45'000, 45'000, 90'000};
  i["/residents/home_lat"] = {460'000'000, 460'000'000, 460'000'000, 459'910'000};
  i["/residents/home_edge"] = {0, 0, 0, 3};
  i["/residents/home_offset"] = {30'000, 30'000, 30'000, 60'000};
  i["/facilities/kind"] = {0};
  i["/facilities/outside"] = {0};
  i["/facilities/lon"] = {180'000};
  i["/facilities/lat"] = {460'000'000};
  i["/facilities/edge"] = {2};
  i["/facilities/offset"] = {60'000};
  run.reals["/facilities/size"] = {1};
  i["/travel/day"] = {0, 0, 0, 0, 0, 0, 0, 0};
  i["/travel/age_band"] = {0, 1, 2, 3, 4, 5, 6, 7};
  i["/travel/residents"] = {0, 1, 0, 0, 2, 0, 0, 1};
  i["/travel/went_out"] = {0, 0, 0, 0, 1, 0, 0, 1};
  i["/travel/trips"] = {0, 0, 0, 0, 4, 0, 0, 2};
  run.codes["/residents/age_band"] = run.codes["/travel/age_band"] = {{0, 1, 2, 3, 4, 5, 6, 7}, ages};
  for (const auto* flag :
       {"/residents/licence", "/residents/impaired", "/residents/wheelchair", "/facilities/outside"}) {
    run.codes[flag] = {{0, 1}, "no yes"};
  }
  run.codes["/residents/car_access"] = {{0, 1, 2, 3}, "none passenger shared own"};
  run.codes["/facilities/kind"] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
                                   "doctor pharmacy hospital supermarket small_shop school secondary_school workplace "
                                   "administration leisure market station"};
  // r0 and its way back, r3, which goes from C to its home: the shuttle would have to, and is not asked by these rules.
  i["/requests/resident"] = {1, -1, -1, -1};
  i["/requests/purpose"] = {3, -1, -1, -1};
  i["/requests/tour"] = {4, -1, -1, -1};
  i["/requests/way_back"] = {0, 0, 0, 0};
  run.texts["/requests/request_id"][0] = "d0-r1-1o";
  i["/requests/party_size"][0] = 1;
  i["/requests/latest_arrival"][0] = kNone;
  return run;
}

/// Only the rules on residents: a party of one in place of two breaks those on load, and the tour has no way back.
Names of_residents(const Break& what) {
  HandmadeRun run = with_residents();
  what(run);
  Names names;
  for (const auto& rule : broken_rules(run)) {
    if (rule.starts_with("residents.") || rule.starts_with("tables.")) names.insert(rule);
  }
  return names;
}

}  // namespace

TEST_CASE("residents live in households, and travel as they can") {
  CHECK(of_residents([](auto&) {}).empty());
  const Names households{"residents.households"};
  CHECK(of_residents(set("/residents/household", 3, 2)) == households);
  CHECK(of_residents(add("/residents/home_lon", 2, 1)) == households);
  CHECK(of_residents(set("/residents/impaired", 3, 0)) == households);
  CHECK(of_residents(set("/residents/licence", 3, 0)).empty());  // no car, no difference
  CHECK(of_residents(set("/residents/licence", 0, 0)) == households);
  CHECK(of_residents(set("/residents/car_access", 1, 0)) == households);
  CHECK(of_residents(set("/residents/car_access", 2, 1)) == households);
  CHECK(of_residents(set("/communes/made", 0, 3)) == Names{"residents.communes"});
}

TEST_CASE("what residents did on a day adds up") {
  const Names travel{"residents.travel"};
  CHECK(of_residents(set("/travel/trips", 4, 40)) == travel);
  CHECK(of_residents(set("/travel/trips", 4, 3)) == travel);
  CHECK(of_residents(set("/travel/trips", 4, 0)) == travel);
  CHECK(of_residents(set("/travel/went_out", 4, 3)) == travel);
  CHECK(of_residents(set("/travel/residents", 7, 2)) == travel);
  CHECK(of_residents(set("/travel/day", 3, 1)) == travel);
  CHECK(of_residents(all({set("/travel/went_out", 4, 0), set("/travel/trips", 4, 0)})) == travel);  // one asked
}

TEST_CASE("residents ask for ways from home to what serves their purpose") {
  const Names requests{"residents.requests"};
  CHECK(of_residents(add("/requests/origin_lon", 0, 100)) == requests);
  CHECK(of_residents(set("/requests/purpose", 0, 2)) == requests);
  CHECK(of_residents(add("/facilities/lat", 0, 100)) == requests);
  CHECK(of_residents(set("/requests/resident", 0, 0)) == requests);
  CHECK(of_residents(set("/requests/tour", 0, 5)) == requests);
  CHECK(of_residents(set("/requests/party_size", 0, 2)) == requests);
  CHECK(of_residents([](auto& run) { run.texts["/requests/request_id"][0] = "d0-r1-2o"; }) == requests);
}

TEST_CASE("trips are asked for before they begin, and tours are two ways") {
  CHECK(broken([](auto& run) { run.at("/requests/submitted_at")[2] += 1; }).contains("requests.asked"));
  CHECK(broken([](auto& run) {
          run.integers["/requests/heard_at"] = run.integers["/requests/submitted_at"];
          run.at("/requests/submitted_at")[1] -= 1;
        }) == Names{"requests.asked"});
  CHECK(broken(set("/requests/latest_arrival", 2, kEight)).contains("requests.asked"));
  const auto tour = [](std::int64_t way_back) {
    return [=](HandmadeRun& run) {
      run.integers["/requests/tour"] = {-1, 3, -1, 3};
      run.integers["/requests/way_back"] = {0, 0, 0, way_back};
    };
  };
  CHECK(broken(tour(1)).empty());
  CHECK(broken(tour(0)) == Names{"requests.tours"});
}

TEST_CASE("visits begin when they were planned to, where nothing is unforeseen") {
  CHECK(broken(add("/stops/planned_begin", 1, 3'600'000)) == Names{"planned.stops"});
  CHECK(broken(add("/stops/planned_begin", 1, 1)) == Names{"planned.stops"});
  // Later only if the shuttle got more to do since it set out: at 450, on its way to the fifth, at 600.
  CHECK(broken(add("/stops/planned_begin", 1, -1)) == Names{"planned.stops"});
  CHECK(broken(add("/stops/planned_begin", 4, -1)).empty());
  const auto by_plans = [](auto& run) {
    for (const auto* group : {"/", "/rules"}) run.text_attributes[std::string{group} + "@policy"] = "rolling_plan";
  };
  CHECK_FALSE(broken(all({by_plans, add("/stops/planned_begin", 1, -1)})).contains("planned.stops"));
  CHECK(broken(all({by_plans, add("/stops/planned_begin", 1, 1)})).contains("planned.stops"));
  CHECK(broken([](auto& run) {
          run.real_attributes["/rules@dwell_noise"] = 0.1;
          run.at("/stops/planned_begin")[1] += 1;
        }).empty());
}
