#include <array>
#include <catch2/catch.hpp>
#include <functional>

#include "verify/handmade_run.h"
#include "verify/verified.h"

using namespace navette;
using namespace navette::test;

namespace {

constexpr std::int64_t at(std::int64_t seconds) { return kEight + seconds * 1'000; }

void insert_event(HandmadeRun& run, std::ptrdiff_t row, const std::array<std::int64_t, 7>& event) {
  const std::array names{"time", "kind", "request", "shuttle", "edge", "offset", "value"};
  for (std::size_t c = 0; c < event.size(); ++c) {
    auto& column = run.at(std::string{"/events/"} + names[c]);
    column.insert(column.begin() + row, event[c]);
  }
}

/// The last passenger keeps the shuttle waiting for 10 s, and all that follows is so much later.
HandmadeRun late_run() {
  HandmadeRun run = handmade_run();
  run.real_attributes["/rules@late_share"] = 0.1;
  run.integer_attributes["/rules@patience"] = 300'000;
  run.at("/stops/end")[4] = at(670);
  for (const auto* column : {"/stops/arrival", "/stops/begin"}) run.at(column)[5] = at(790);
  run.at("/stops/end")[5] = at(850);
  run.at("/requests/boarded")[3] = at(670);
  run.at("/requests/dropoff")[3] = at(790);
  run.at("/legs/departure")[6] = at(670);
  run.at("/legs/arrival")[6] = at(790);
  run.at("/trajectories/entry")[10] = at(670);
  run.at("/trajectories/entry")[11] = at(730);
  const std::array<std::int64_t, 4> times{at(670), at(790), at(790), at(850)};
  std::copy(times.begin(), times.end(), run.at("/events/time").begin() + 26);
  insert_event(run, 26, {at(600), 19, -1, 0, 3, 60'000, 10'000});
  run.indicator("travel_time_mean") += 10.0 / 3;
  run.indicator("travel_time_p95") += 10;
  run.indicator("travel_time_max") += 10;
  return run;
}

Names broken(const std::function<void(HandmadeRun&)>& what) {
  HandmadeRun run = late_run();
  what(run);
  return broken_rules(run);
}

}  // namespace

TEST_CASE("a passenger who comes late is nobody's fault") {
  CHECK(broken_rules(late_run()).empty());
  CHECK(broken([](auto& run) { run.real_attributes.erase("/rules@late_share"); }) ==
        Names{"passengers.dwell", "planned.stops", "promises.as_planned"});
  CHECK(broken([](auto& run) { run.integer_attributes["/rules@patience"] = 9'000; }) == Names{"passengers.dwell"});
}

TEST_CASE("a slow drive is nobody's fault where there is noise, and only so slow as there is") {
  // The last leg takes a tenth longer than its roads.
  const auto slow = [](double noise) {
    HandmadeRun run = handmade_run();
    run.real_attributes["/rules@driving_noise"] = noise;
    run.at("/legs/arrival")[6] = at(792);
    run.at("/trajectories/entry")[11] = at(726);
    for (const auto* column : {"/stops/arrival", "/stops/begin"}) run.at(column)[5] = at(792);
    run.at("/stops/end")[5] = at(852);
    run.at("/requests/dropoff")[3] = at(792);
    const std::array<std::int64_t, 3> times{at(792), at(792), at(852)};
    std::copy(times.begin(), times.end(), run.at("/events/time").begin() + 27);
    insert_event(run, 27, {at(660), 19, -1, 0, 3, 60'000, 12'000});
    return run;
  };
  const auto rules = [](const HandmadeRun& run) {
    Names names = broken_rules(run);
    names.erase("indicators.recomputed");  // the ride is longer
    return names;
  };
  CHECK(rules(slow(0.1)).empty());
  CHECK(rules(slow(0)).contains("movement.times"));
  CHECK(rules(slow(0)).contains("unforeseen.cause"));
  CHECK(rules(slow(0.02)) == Names{"movement.times"});  // four times as much at most
  HandmadeRun run = slow(0.1);
  run.at("/trajectories/entry")[11] = at(725);
  CHECK(rules(run) == Names{"movement.times"});
}

TEST_CASE("each delay has a cause as long as it") {
  CHECK(broken([](auto& run) { run.at("/events/value")[26] = 10'001; }) == Names{"unforeseen.cause"});
  CHECK(broken([](auto& run) { run.at("/events/value")[26] = 0; }) == Names{"unforeseen.cause"});
  CHECK(broken([](auto& run) { run.at("/events/time")[26] = at(601); }) == Names{"unforeseen.cause"});
  CHECK(broken([](auto& run) { run.at("/events/shuttle")[26] = -1; }).contains("events.concern"));
}

TEST_CASE("a shuttle is out beyond its shift by no more than it was delayed") {
  const auto end_at = [](std::int64_t end) { return [=](auto& run) { run.at("/shifts/end")[0] = end; }; };
  const auto without_costs = [](const Names& names) {
    Names rules = names;
    rules.erase("indicators.recomputed");  // the hours of service
    return rules;
  };
  CHECK(without_costs(broken(end_at(at(845)))).empty());
  CHECK(without_costs(broken(end_at(at(839)))).contains("fleet.in_shift"));
}

TEST_CASE("nobody stays away or cancels where nobody does, and a no-show is waited for") {
  CHECK(broken([](auto& run) { run.at("/requests/end")[2] = 2; }).contains("unforeseen.allowed"));
  const auto no_show = [](HandmadeRun& run) {
    run.at("/requests/end")[0] = 3;
    run.at("/events/kind")[9] = 6;
  };
  CHECK_FALSE(broken(no_show).contains("unforeseen.allowed"));  // who is late may be too late
  CHECK(broken(no_show).contains("unforeseen.told"));
  CHECK(broken([&](auto& run) {
          no_show(run);
          run.real_attributes.erase("/rules@late_share");
        }).contains("unforeseen.allowed"));
  CHECK_FALSE(broken([&](auto& run) {
                no_show(run);
                run.at("/stops/end")[0] = run.at("/stops/begin")[0] + 300'000;
              }).contains("unforeseen.told"));
}

TEST_CASE("who did not travel out under a contract does not travel back") {
  const auto tour = [](HandmadeRun& run) {
    run.at("/services/way_back")[0] = 1;
    run.integers["/requests/tour"] = {7, 7, -1, -1};
    run.integers["/requests/way_back"] = {0, 1, 0, 0};
    run.at("/requests/end")[0] = 3;
    run.at("/events/kind")[9] = 6;
  };
  CHECK(broken(tour).contains("unforeseen.way_back"));
  CHECK_FALSE(broken([&](auto& run) {
                tour(run);
                run.at("/requests/end")[1] = 2;
              }).contains("unforeseen.way_back"));
  // Nor is it a fault if the shuttle for the way back came first, as long as the way out was not overdue.
  const auto back_first = [&](std::int64_t ahead) {
    return broken([&](auto& run) {
      tour(run);
      const std::int64_t came = run.at("/events/time")[9] - 1;
      run.at("/requests/pickup")[1] = came;
      run.at("/requests/latest_pickup")[0] = came + ahead;
    });
  };
  CHECK_FALSE(back_first(0).contains("unforeseen.way_back"));
  CHECK(back_first(-1).contains("unforeseen.way_back"));
}
