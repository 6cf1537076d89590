#include <array>
#include <catch2/catch.hpp>
#include <functional>

#include "verify/breaks.h"

using namespace navette;
using namespace navette::test;

namespace {

/// With the last passenger on board, between D and B, the shuttle is out of order for five minutes.
HandmadeRun broken_down() {
  HandmadeRun run = handmade_run();
  run.real_attributes["/rules@breakdowns_per_1000_h"] = 1;
  run.integer_attributes["/rules@breakdown_duration"] = 300'000;
  run.at("/legs/diverted")[6] = 1;
  run.at("/legs/to_edge")[6] = 5;
  run.at("/legs/to_offset")[6] = 30'000;
  run.at("/legs/arrival")[6] = at(690);
  run.at("/legs/distance")[6] = 500;
  run.at("/legs/samples")[6] = 1;
  const std::array<std::pair<const char*, std::int64_t>, 15> leg{{{"shuttle", 0},
                                                                  {"purpose", 0},
                                                                  {"diverted", 0},
                                                                  {"from_edge", 5},
                                                                  {"from_offset", 30'000},
                                                                  {"to_edge", 0},
                                                                  {"to_offset", 0},
                                                                  {"departure", at(990)},
                                                                  {"arrival", at(1'080)},
                                                                  {"distance", 1'500},
                                                                  {"seats", 1},
                                                                  {"wheelchairs", 0},
                                                                  {"requests", 1},
                                                                  {"first_sample", 11},
                                                                  {"samples", 2}}};
  for (const auto& [name, value] : leg) run.at(std::string{"/legs/"} + name).push_back(value);
  run.at("/trajectories/row_size")[0] = 13;
  run.at("/trajectories/edge") = {0, 0, 0, 2, 2, 4, 1, 1, 0, 3, 5, 5, 1};
  run.at("/trajectories/entry")[11] = at(990);
  run.at("/trajectories/entry").push_back(at(1'020));
  run.at("/trajectories/load").push_back(1);
  for (const auto* column : {"/stops/planned_begin", "/stops/arrival", "/stops/begin"}) run.at(column)[5] = at(1'080);
  run.at("/stops/end")[5] = at(1'140);
  run.at("/requests/dropoff")[3] = at(1'080);
  put_events(run, 27,
             {{at(690), 20, -1, 0, 5, 30'000, 300'000},
              {at(690), 19, -1, 0, 5, 30'000, 300'000},
              {at(990), 21, -1, 0, 5, 30'000, 0},
              {at(990), 11, -1, 0, 5, 30'000, 0}});
  const std::array<std::int64_t, 3> times{at(1'080), at(1'080), at(1'140)};
  std::copy(times.begin(), times.end(), run.at("/events/time").begin() + 31);
  return run;
}

Names rules(const Break& what) {
  HandmadeRun run = broken_down();
  what(run);
  Names names = broken_rules(run);
  names.erase("indicators.recomputed");  // the ride is longer
  return names;
}

}  // namespace

TEST_CASE("a shuttle may break down where the scenario has breakdowns, for as long as it says") {
  CHECK(rules([](auto&) {}).empty());
  const Break unheard_of = [](auto& run) { run.real_attributes.erase("/rules@breakdowns_per_1000_h"); };
  CHECK(rules(unheard_of) == Names{"breakdowns.allowed", "promises.as_planned", "scenario.unforeseen"});
  const Break shorter = [](auto& run) { run.integer_attributes["/rules@breakdown_duration"] = 299'999; };
  CHECK(rules(shorter) == Names{"breakdowns.allowed", "scenario.unforeseen"});
  const Break given = [](auto& run) { run.integer_attributes["/rules@given_breakdowns"] = 1; };
  CHECK(rules(all({unheard_of, given})).empty());
  CHECK(rules(all({shorter, given})).empty());
}

TEST_CASE("a shuttle breaks down in its shift, where it is, and not while it is out of order") {
  CHECK(rules([](auto& run) { run.at("/events/offset")[27] = 31'000; }) == Names{"events.legs", "breakdowns.repaired"});
  const auto again = [](std::int64_t edge) {
    return [=](HandmadeRun& run) {
      run.integer_attributes["/rules@given_breakdowns"] = 1;
      put_events(run, 28, {{at(690), 20, -1, 0, edge, 30'000, 300'000}});
    };
  };
  CHECK(rules(again(5)).contains("breakdowns.on_duty"));
  // While nobody is on duty.
  CHECK(rules([](auto& run) {
          run.integer_attributes["/rules@given_breakdowns"] = 1;
          const std::size_t end = run.at("/events/time").size();
          put_events(run, end, {{at(1'200), 20, -1, 0, 0, 0, 60'000}, {at(1'260), 21, -1, 0, 0, 0, 0}});
        }).contains("breakdowns.on_duty"));
  // While it stands, it breaks down where it stands.
  const auto standing = [](std::int64_t offset) {
    return [=](HandmadeRun& run) {
      run.integer_attributes["/rules@given_breakdowns"] = 1;
      put_events(run, 10, {{at(60), 20, -1, 0, 0, offset, 1'000}, {at(61), 21, -1, 0, 0, offset, 0}});
    };
  };
  CHECK(rules(standing(30'000)).empty());
  CHECK(rules(standing(20'000)) == Names{"breakdowns.on_duty"});
}

TEST_CASE("each breakdown ends with the repair, in its time and at its place") {
  CHECK(rules([](auto& run) { run.at("/events/time")[29] = at(989); }) == Names{"breakdowns.repaired"});
  CHECK(rules([](auto& run) { run.at("/events/offset")[29] = 29'999; }) == Names{"breakdowns.repaired"});
  CHECK(rules([](auto& run) { run.at("/events/kind")[29] = 20; }).contains("breakdowns.repaired"));
}

TEST_CASE("a shuttle out of order does not drive, and nobody gets in or out") {
  CHECK(rules([](auto& run) { run.at("/legs/departure")[7] = at(989); }).contains("breakdowns.still"));
  CHECK(rules([](auto& run) { run.at("/events/time")[30] = at(980); }).contains("events.order"));
  CHECK(rules([](auto& run) { run.at("/stops/begin")[4] = at(700); }).contains("breakdowns.still"));
  CHECK(rules([](auto& run) { put_events(run, 29, {{at(700), 7, 3, 0, 3, 60'000, 0}}); }).contains("breakdowns.still"));
}

TEST_CASE("a breakdown is the cause of a delay as long as itself") {
  CHECK(rules([](auto& run) { run.at("/events/value")[28] = 300'001; }) == Names{"unforeseen.cause"});
  CHECK(rules([](auto& run) { run.at("/events/time")[28] = at(691); }) == Names{"unforeseen.cause"});
  // A promise broken by what was not told as a delay has no cause.
  const Break broken_promise = [](auto& run) {
    run.at("/requests/latest_dropoff")[3] = at(900);
    put_events(run, 33, {{at(1'080), 14, 3, 0, 0, 0, 180'000}});
  };
  CHECK_FALSE(rules(broken_promise).contains("promises.cause"));
  CHECK(rules(all({broken_promise, [](auto& run) { run.at("/events/value")[28] = 100'000; }}))
            .contains("promises.cause"));
}
