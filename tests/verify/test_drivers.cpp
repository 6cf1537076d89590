#include <catch2/catch.hpp>

#include <cstdint>
#include <map>
#include <string>

#include "verify/breaks.h"

using namespace navette;
using namespace navette::test;

namespace {

// A pause of five minutes from 8:15, at the depot, after the last passenger; due from 8:13:20 to 8:16:40.
void add_pause(HandmadeRun& run) {
  const std::int64_t begin = kEight + 900'000;
  for (const auto& [column, value] : std::map<std::string, std::int64_t>{{"shuttle", 0},
                                                                         {"kind", 4},
                                                                         {"request", -1},
                                                                         {"edge", 0},
                                                                         {"offset", 0},
                                                                         {"planned_begin", begin},
                                                                         {"arrival", begin},
                                                                         {"begin", begin},
                                                                         {"end", begin + 300'000},
                                                                         {"seats", 0},
                                                                         {"wheelchairs", 0}}) {
    run.at("/stops/" + column).push_back(value);
  }
  run.at("/events/time").back() = kEight + 1'500'000;  // the end of the shift
  run.integers["/pauses/shuttle"] = {0};
  run.integers["/pauses/earliest"] = {kEight + 800'000};
  run.integers["/pauses/latest"] = {kEight + 1'000'000};
  run.integers["/pauses/duration"] = {300'000};
  run.integers["/shuttles/max_spread"] = {14'400'000};
  run.integers["/shuttles/max_continuous_driving"] = {480'000};
  run.texts["/kpi/name"].emplace_back("pause_hours");
  run.texts["/kpi/unit"].emplace_back("h");
  run.texts["/kpi/definition"].emplace_back("see docs/indicators.md");
  run.reals["/kpi/value"].push_back(1.0 / 12);
}

Break rested(const Break& what) { return all({add_pause, what}); }

}  // namespace

TEST_CASE("drivers pause when and as long as they must, and are no longer at work and at the wheel than they may") {
  CHECK(broken(add_pause).empty());
  // The last visit is the pause.
  const auto drop = [](HandmadeRun& run) {
    for (auto& [name, column] : run.integers) {
      if (name.rfind("/stops/", 0) == 0) column.pop_back();
    }
    run.indicator("pause_hours") = 0;
  };
  CHECK(broken(rested(drop)).count("drivers.pauses") == 1);
  CHECK(broken(rested(all({set("/stops/edge", 6, 2), set("/stops/offset", 6, 60'000)}))).count("drivers.pauses") == 1);
  CHECK(broken(rested(set("/stops/seats", 6, 1))).count("drivers.pauses") == 1);
  CHECK(broken(rested(set("/pauses/earliest", 0, kEight + 900'001))) == Names{"drivers.pause_window"});
  CHECK(broken(rested(set("/pauses/latest", 0, kEight + 899'999))) == Names{"drivers.pause_window"});
  CHECK(broken(rested(set("/pauses/duration", 0, 300'001))) == Names{"drivers.pause_length"});
  // The last passenger still alights when the pause begins.
  CHECK(broken(rested(set("/stops/end", 5, kEight + 900'001))).count("drivers.pause_length") == 1);
  CHECK(broken(rested(set("/shuttles/max_spread", 0, 4 * 3'600'000 - 1))) == Names{"drivers.spread"});
  CHECK(broken(rested(set("/shuttles/max_continuous_driving", 0, 479'999))) == Names{"drivers.driving"});
  CHECK(broken(rested(set("/pauses/shuttle", 0, 1))) == Names{"tables.rows"});
}

TEST_CASE("the spread of a day holds its shifts after midnight") {
  constexpr std::int64_t kHour = 3'600'000;
  const auto with = [](std::int64_t days, std::vector<std::int64_t> start, std::vector<std::int64_t> end,
                       std::int64_t most) {
    return broken([=](HandmadeRun& run) {
      run.integer_attributes["/@days"] = days;
      run.integers["/shifts/shuttle"].assign(start.size(), 0);
      run.integers["/shifts/start"] = start;
      run.integers["/shifts/end"] = end;
      add_pause(run);
      run.integers["/shuttles/max_spread"] = {most};
    });
  };
  const std::vector<std::int64_t> evening_start{18 * kHour, 25 * kHour};
  const std::vector<std::int64_t> evening_end{22 * kHour, 27 * kHour};
  CHECK(with(1, evening_start, evening_end, 9 * kHour).count("drivers.spread") == 0);
  CHECK(with(1, evening_start, evening_end, 9 * kHour - 1).count("drivers.spread") == 1);
  // In two days, the first shift of each; both fit where the spread is that of one.
  CHECK(with(2, {18 * kHour, 42 * kHour}, {22 * kHour, 46 * kHour}, 4 * kHour).count("drivers.spread") == 0);
  // The night's shift is not of the day that it is in.
  CHECK(with(2, {8 * kHour, 25 * kHour, 32 * kHour, 49 * kHour}, {9 * kHour, 26 * kHour, 33 * kHour, 50 * kHour},
             18 * kHour)
            .count("drivers.spread") == 0);
}
