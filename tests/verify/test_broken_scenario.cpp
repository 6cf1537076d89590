#include <catch2/catch.hpp>
#include <string>

#include "verify/breaks.h"

using namespace navette;
using namespace navette::test;

namespace {

/// A scenario that stays as it is when the tables change: its shuttles are described, and so are its stops.
HandmadeRun stated() {
  HandmadeRun run = handmade_run();
  std::string text = scenario_of(run);
  const auto put = [&](const std::string& old, const std::string& now) {
    text.replace(text.find(old), old.size(), now);
  };
  put("shuttles = \"shuttles.csv\"", R"(size = 1
seats = 4
wheelchairs = 1
depots = [{lon = 0.0, lat = 46.0}]
shifts = [{start = "08:00", end = "12:00"}])");
  run.texts.at("/shuttles/shuttle_id") = run.texts.at("/trajectories/trajectory_id") = {"shuttle-1"};
  run.texts["/service_stops/name"] = {};
  keep_scenario(run, text);
  return run;
}

Names doctored(const Break& what) {
  HandmadeRun run = stated();
  what(run);
  return broken_rules(run);
}

/// The scenario says something else, and its fingerprint is that of what it says.
Break says(const std::string& old, const std::string& now) {
  return [=](HandmadeRun& run) {
    std::string text = run.text_attributes.at("/@scenario");
    const auto found = text.find(old);
    REQUIRE(found != std::string::npos);
    text.replace(found, old.size(), now);
    keep_scenario(run, text);
  };
}

/// A stop of the first service, which its scenario does not have.
void add_stop(HandmadeRun& r) {
  r.at("/service_stops/service") = {0};
  r.at("/service_stops/lon") = {0};
  r.at("/service_stops/lat") = {460'000'000};
  r.at("/service_stops/edge") = {0};
  r.at("/service_stops/offset") = {0};
  r.reals.at("/service_stops/radius") = {0};
  r.texts["/service_stops/name"] = {"A"};
}

}  // namespace

TEST_CASE("what the file states is what its scenario says") {
  CHECK(doctored([](auto&) {}).empty());
  CHECK(doctored(says("[run]", "[run")) == Names{"scenario.text"});
  CHECK(doctored(says("seed = 1\n", "")) == Names{"scenario.text"});
  CHECK(doctored(says("max_wait_time", "max_wait_tim")) == Names{"scenario.text"});
}

TEST_CASE("the run is that of the scenario") {
  const Names run{"scenario.run"};
  CHECK(doctored([](auto& r) { r.integer_attributes["/@seed"] = 2; }) == run);
  CHECK(doctored([](auto& r) { r.text_attributes["/@title"] = "Navette results: elsewhere"; }) == run);
  CHECK(doctored([](auto& r) { r.text_attributes["/@policy"] = "regret"; }) == run);
  CHECK(doctored([](auto& r) { r.text_attributes["/rules@policy"] = "regret"; }) == run);
  CHECK(doctored([](auto& r) { r.text_attributes["/@waiting"] = "wait_first"; }) == run);
  CHECK(doctored([](auto& r) { r.text_attributes["/@first_day"] = "2026-01-06"; }) == run);
  CHECK(doctored([](auto& r) { r.integer_attributes["/@days"] = 2; }).contains("scenario.run"));
  CHECK(doctored(says("seed = 1", "seed = 2")) == run);
  CHECK(doctored(says("trajectories = true", "trajectories = false")) == run);
  CHECK(doctored(says("requests = ", "others = ")) == run);  // then residents ask, whom the file lacks
  // Another policy, in Python, decided in place of it.
  CHECK(doctored([](auto& r) {
          r.text_attributes["/@policy"] = r.text_attributes["/rules@policy"] = "python:Mine";
        }).empty());
}

TEST_CASE("the rules for all services are those of the scenario") {
  const Names rules{"scenario.rules"};
  for (const auto* key : {"max_snap_distance = 500", "patience = 0", "offer_step = 0", "no_show_share = 0",
                          "driving_noise = 0", "phone_lines = 0"}) {
    INFO(key);
    std::string other{key};
    other.back() = '7';
    CHECK(doctored(says(key, other)) == rules);
  }
  CHECK(doctored(says("offers = false", "offers = true")) == rules);
  CHECK(doctored([](auto& r) { r.real_attributes["/rules@max_snap_distance"] = 600; }) == rules);
  CHECK(doctored([](auto& r) {
          r.real_attributes["/rules@booking_phone_from"] = 0;
          r.real_attributes["/rules@booking_phone_until"] = 8.64e7;
        }) == rules);
  CHECK(doctored([](auto& r) { r.integer_attributes["/rules@way_back_in_contract"] = 1; }) == rules);
}

TEST_CASE("prices are those of the scenario") {
  CHECK(doctored(says("per_vehicle_km = 0.5", "per_vehicle_km = 0.4")) == Names{"scenario.costs"});
  CHECK(doctored(says("[costs]", "[costs]\ntaxi_base = 3.0")) == Names{"scenario.costs"});
  CHECK(doctored(says("[costs]", "[costs]\nfare_by_age = { \"6-10\" = 0.5 }")) == Names{"scenario.costs"});
  CHECK(doctored(says("[costs]", "[costs]\ndays_per_year = { sunday = 2 }")) == Names{"scenario.costs"});
}

TEST_CASE("services have the rules of the scenario") {
  const Names services{"scenario.services"};
  for (const auto* column : {"late_diversion_threshold", "prior_notice_last_day", "prior_notice_start_time",
                             "max_course_delay", "max_detour_beta", "minimum_allowed_detour"}) {
    INFO(column);
    CHECK(doctored(add((std::string{"/services/"} + column).c_str(), 0, 1)) == services);
  }
  CHECK(doctored(add("/services/max_wait_time", 0, 1)).contains("scenario.services"));
  CHECK(doctored([](auto& r) { r.reals.at("/services/walking_speed")[0] = 2; }) == services);
  CHECK(doctored([](auto& r) { r.texts.at("/services/name")[0] = "other"; }) == services);
  CHECK(doctored([](auto& r) {
          r.integers["/requests/resident"] = {-1, -1, -1, -1};
          r.integers["/requests/purpose"] = {-1, -1, -1, -1};
          r.reals.at("/service_fares/share")[7] = 0.5;
        }) == services);
  CHECK(doctored(set("/services/weekdays", 0, 63)) == services);  // not on Sundays
  CHECK(doctored(says("[services.service]", "[services.other]\n[services.service]")) == services);
  CHECK(doctored([](auto& r) {
          r.at("/service_hours/service") = {0};
          r.at("/service_hours/from") = {0};
          r.at("/service_hours/until") = {86'400'000};
        }) == services);
}

TEST_CASE("stops, courses and areas are those of the scenario") {
  const Names stops{"scenario.stops"};
  CHECK(doctored(says("area = \"area.geojson\"\n", "")) == stops);
  CHECK(doctored(add_stop) == stops);
  CHECK(doctored([](auto& r) {
          r.at("/course_visits/service") = {0};
          r.at("/course_visits/course") = {0};
          r.at("/course_visits/stop") = {0};
          r.at("/course_visits/time") = {0};
          add_stop(r);
        }) == stops);
}

TEST_CASE("the fleet is that of the scenario") {
  const Names fleet{"scenario.fleet"};
  CHECK(doctored(add("/shuttles/seats", 0, 100)) == fleet);
  CHECK(doctored(add("/shuttles/wheelchairs", 0, 1)) == fleet);
  CHECK(doctored(add("/shuttles/depot_lon", 0, 100)) == fleet);
  CHECK(doctored(add("/shifts/end", 0, 60'000)).contains("scenario.fleet"));
  CHECK(doctored([](auto& r) {
          r.texts.at("/shuttles/shuttle_id") = r.texts.at("/trajectories/trajectory_id") = {"bus"};
        }) == fleet);
  CHECK(doctored(says("size = 1", "size = 2")) == fleet);
  CHECK(doctored(says("max_spread = inf", "max_spread = 86000")) == fleet);
  CHECK(doctored(says("\"12:00\"}", "\"12:00\", pauses = [{earliest = 30000, latest = 30000, duration = 60}]}")) ==
        fleet);
}

TEST_CASE("roads are closed when the scenario says") {
  const std::string none = "closures = []";
  const auto closed = [](const std::string& when) {
    return "closures = [{along = [{lon = 0, lat = 46}], from = 50000, until = 50060" + when + "}]";
  };
  CHECK(doctored(says(none, closed(""))) == Names{"scenario.unforeseen"});
  const auto in_file = [](std::int64_t announced) {
    return [=](HandmadeRun& run) {
      run.integers["/closures/edge"] = {1};
      run.integers["/closures/from"] = {50'000'000};
      run.integers["/closures/until"] = {50'060'000};
      run.integers["/closures/announced"] = {announced};
      run.texts["/kpi/name"].emplace_back("went_round");
      run.reals["/kpi/value"].push_back(0);
      run.texts["/kpi/unit"].emplace_back("1");
      run.texts["/kpi/definition"].emplace_back("see docs/indicators.md");
    };
  };
  CHECK(doctored(all({says(none, closed("")), in_file(50'000'000)})).empty());
  CHECK(doctored(all({says(none, closed("")), in_file(49'999'999)})) == Names{"scenario.unforeseen"});
  CHECK(doctored(all({says(none, closed(", announced = 40000")), in_file(40'000'000)})).empty());
  CHECK(doctored(all({says(none, closed(", announced = 40000")), in_file(50'000'000)})) ==
        Names{"scenario.unforeseen"});
  CHECK(doctored(all({says(none, closed(", announced = 40000, every_day = true")), in_file(40'000'000)})).empty());
}
