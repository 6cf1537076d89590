#include <array>
#include <catch2/catch.hpp>
#include <functional>

#include "verify/breaks.h"

using namespace navette;
using namespace navette::test;

namespace {

/// The road from B to A is closed when the last passenger sets out from D: the shuttle waits at B for five minutes.
HandmadeRun closed_road() {
  HandmadeRun run = handmade_run();
  run.integers["/closures/edge"] = {1};
  run.integers["/closures/from"] = {at(600)};
  run.integers["/closures/until"] = {at(1'020)};
  run.texts["/kpi/name"].emplace_back("went_round");
  run.reals["/kpi/value"].push_back(1);
  run.texts["/kpi/unit"].emplace_back("1");
  run.at("/legs/arrival")[6] = at(1'080);
  run.at("/trajectories/entry")[11] = at(1'020);
  for (const auto* column : {"/stops/planned_begin", "/stops/arrival", "/stops/begin"}) run.at(column)[5] = at(1'080);
  run.at("/stops/end")[5] = at(1'140);
  run.at("/requests/dropoff")[3] = at(1'080);
  const std::array<std::int64_t, 3> times{at(1'080), at(1'080), at(1'140)};
  std::copy(times.begin(), times.end(), run.at("/events/time").begin() + 27);
  put_events(run, 27, {{at(660), 22, -1, 0, 5, 0, 300'000}, {at(660), 19, -1, 0, 5, 0, 300'000}});
  return run;
}

Names rules(const Break& what) {
  HandmadeRun run = closed_road();
  what(run);
  Names names = broken_rules(run);
  names.erase("indicators.recomputed");  // the ride is longer
  return names;
}

}  // namespace

TEST_CASE("a shuttle may wait for a closed road until it opens") {
  CHECK(rules([](auto&) {}).empty());
  // Waiting is no excuse: neither too long, nor anywhere else.
  CHECK(rules([](auto& run) { run.at("/closures/until")[0] = at(1'019); }).contains("movement.times"));
  CHECK(rules([](auto& run) { run.at("/closures/edge")[0] = 0; }).contains("movement.times"));
  // Nobody could know of it.
  CHECK(rules([](auto& run) { run.at("/closures/from")[0] = at(661); }).contains("movement.times"));
}

TEST_CASE("what is closed is a road, from a time to a later one") {
  const Break another = [](auto& run) {
    for (const auto& [name, value] : {std::pair{"edge", std::int64_t{0}}, {"from", at(2'000)}, {"until", at(2'100)}}) {
      run.at(std::string{"/closures/"} + name).push_back(value);
    }
  };
  CHECK(rules(another).empty());
  CHECK(rules(all({another, [](auto& run) { run.at("/closures/until")[1] = at(2'000); }})) == Names{"closures.roads"});
  CHECK(rules(all({another, [](auto& run) { run.at("/closures/edge")[1] = 99; }})) == Names{"tables.rows"});
  CHECK(rules([](auto& run) { run.remove("/closures/until"); }).contains("tables.present"));
}

TEST_CASE("nobody enters a road while it is closed") {
  CHECK(rules([](auto& run) { run.at("/closures/until")[0] = at(1'021); }).contains("closures.entered"));
  // The shuttle had passed B on its way to C at 8:01 or so; whoever is on the road leaves it.
  const auto closed = [](std::int64_t edge, std::int64_t from, std::int64_t until) {
    return [=](HandmadeRun& run) {
      run.at("/closures/edge").push_back(edge);
      run.at("/closures/from").push_back(from);
      run.at("/closures/until").push_back(until);
    };
  };
  CHECK(rules(closed(1, at(1'020) + 1, at(1'080))).empty());
  CHECK(rules(closed(1, at(1'020), at(1'080))) == Names{"closures.entered"});
}

TEST_CASE("a way round is told where a closed road makes a shuttle go it, as long as it is") {
  CHECK(rules([](auto& run) { run.at("/events/value")[27] = 299'999; }) == Names{"closures.told"});
  CHECK(rules([](auto& run) { run.at("/events/value")[27] = 300'001; }) == Names{"closures.told"});
  CHECK(rules([](auto& run) { run.at("/events/value")[27] = -1; }).contains("closures.told"));
  CHECK(rules([](auto& run) { run.at("/events/time")[27] = at(659); }).contains("closures.told"));
  // Not told, it is no excuse for a longer way.
  const Break untold = [](auto& run) { run.at("/events/kind")[27] = 19; };
  CHECK(rules(untold).contains("fastest.legs"));
  CHECK(rules(untold).contains("unforeseen.cause"));
}

TEST_CASE("a way round is the cause of a delay while roads are closed, and excuses no other broken promise") {
  // Whoever is late may come to a closed road: until it opens, six minutes after setting out.
  CHECK(rules([](auto& run) { run.at("/events/value")[28] = 360'000; }).empty());
  CHECK(rules([](auto& run) { run.at("/events/value")[28] = 360'001; }) == Names{"unforeseen.cause"});
  const Break broken_promise = [](auto& run) {
    run.at("/requests/latest_dropoff")[3] = at(900);
    put_events(run, 31, {{at(1'080), 14, 3, 0, 0, 0, 180'000}});
  };
  CHECK_FALSE(rules(broken_promise).contains("promises.cause"));
  const auto delayed = [](std::int64_t milliseconds) {
    return [=](HandmadeRun& run) { run.at("/events/value")[28] = milliseconds; };
  };
  CHECK_FALSE(rules(all({broken_promise, delayed(180'000)})).contains("promises.cause"));
  CHECK(rules(all({broken_promise, delayed(179'999)})).contains("promises.cause"));
  // The ride took seven minutes, five of them at the closed road.
  const auto at_most = [](std::int64_t milliseconds) {
    return [=](HandmadeRun& run) {
      run.integers["/requests/max_ride_time"][3] = milliseconds;
      put_events(run, 31, {{at(1'080), 14, 3, 0, 0, 0, 420'000 - milliseconds}});
    };
  };
  CHECK_FALSE(rules(all({at_most(119'000), delayed(1'000)})).contains("promises.cause"));
  CHECK(rules(all({at_most(119'000), delayed(999)})).contains("promises.cause"));
}

TEST_CASE("no ride is promised on the assumption that a road known to be closed is open") {
  // Whoever asks at D at 450 is promised to be at A at 780, on open roads; the road from B to A opens at 1020.
  const auto announced = [](std::int64_t seconds) {
    return [=](HandmadeRun& run) { run.integers["/closures/announced"] = {at(seconds)}; };
  };
  CHECK(rules(announced(451)).count("closures.promised") == 0);
  CHECK(rules(announced(450)).count("closures.promised") == 1);
  CHECK(rules(announced(-10'000)).count("closures.promised") == 1);
  // To the millisecond: five minutes later is what it takes.
  const auto promised = [](std::int64_t milliseconds) {
    return [=](HandmadeRun& run) { run.at("/requests/promised_dropoff")[3] = at(1'080) + milliseconds; };
  };
  CHECK(rules(all({announced(450), promised(0)})).count("closures.promised") == 0);
  CHECK(rules(all({announced(450), promised(-1)})).count("closures.promised") == 1);
  // By a road that is closed later, or open again before, it may go.
  CHECK(rules(all({announced(450), [](auto& run) { run.at("/closures/from")[0] = at(721); }}))
            .count("closures.promised") == 0);
  CHECK(rules(all({announced(450), [](auto& run) { run.at("/closures/until")[0] = at(720); }}))
            .count("closures.promised") == 0);
  // Nothing is announced when it has begun.
  CHECK(rules(announced(600)).empty());
  CHECK(rules(announced(601)).count("closures.roads") == 1);
}

TEST_CASE("time at the wheel may be longer by ways round closed roads, as long as they are") {
  const auto at_most = [](std::int64_t milliseconds) {
    return [=](HandmadeRun& run) { run.integers["/shuttles/max_continuous_driving"] = {milliseconds}; };
  };
  // Eight minutes by open roads, and five that the shuttle waits.
  CHECK(rules(at_most(480'000)).empty());
  CHECK(rules(at_most(479'999)) == Names{"drivers.driving"});
  const Break told_shorter = [](auto& run) { run.at("/events/value")[27] = 299'999; };
  CHECK(rules(all({at_most(480'000), told_shorter})).count("drivers.driving") == 1);
  CHECK(rules(all({at_most(480'001), told_shorter})).count("drivers.driving") == 0);
  // A way round of another shuttle, or none, is no excuse.
  CHECK(rules(all({at_most(480'000), [](auto& run) { run.at("/events/kind")[27] = 19; }})).count("drivers.driving") ==
        1);
}
