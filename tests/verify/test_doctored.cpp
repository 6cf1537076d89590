// Changes that leave each table sound in itself.
#include <catch2/catch.hpp>

#include "verify/breaks.h"

using namespace navette;
using namespace navette::test;

namespace {

Break attribute(const std::string& name, const std::string& text) {
  return [=](HandmadeRun& run) { run.text_attributes[name] = text; };
}

/// r2, which lies beyond the roads, moved to the ends of r3 and refused for another reason.
Break refused(std::int64_t reason, const std::string& indicator) {
  return [=](HandmadeRun& run) {
    for (const char* column :
         {"origin_lon", "origin_lat", "origin_edge", "origin_offset", "destination_lon", "destination_lat",
          "destination_edge", "destination_offset", "direct_time", "direct_distance"}) {
      auto& values = run.at(std::string{"/requests/"} + column);
      values[2] = values[3];
    }
    run.at("/requests/reason")[2] = reason;
    auto& events = run.at("/events/kind");
    for (std::size_t k = 0; k < events.size(); ++k) {
      if (events[k] == 2) run.at("/events/value")[k] = reason;
    }
    run.indicator("refused_too_far_from_road") = 0;
    run.indicator(indicator) = 1;
  };
}

bool possible(const Break& what) { return !broken(what).contains("requests.reason_possible"); }

}  // namespace

TEST_CASE("readers are told the units, missing values and dimensions that the format has") {
  const Names attributes{"tables.attributes"};
  CHECK(broken(attribute("/requests/pickup@units", "s")) == attributes);
  CHECK(broken(attribute("/requests/origin_lon@units", "degrees_north")) == attributes);
  CHECK(broken(attribute("/requests/request_id@units", "1")) == attributes);
  CHECK(broken(attribute("/requests/pickup@add_offset", "1")) == attributes);
  CHECK(broken(attribute("/@Conventions", "CF-1.7")) == attributes);
  CHECK(broken(attribute("/trajectories/row_size@sample_dimension", "leg")) == attributes);
  const auto counted = [](std::vector<std::int64_t> rows) {
    return broken([=](HandmadeRun& run) {
      run.integers["/requests/request"] = rows;
      run.text_attributes["/requests/request@units"] = "1";
    });
  };
  CHECK(counted({0, 1, 2, 3}).empty());
  CHECK(counted({0, 2, 1, 3}) == Names{"tables.lengths"});
  CHECK(counted({0, 1, 2}) == Names{"tables.lengths"});
}

TEST_CASE("a shuttle is at a place since it came, and begins as planned") {
  CHECK(broken(add("/stops/arrival", 0, -1)).contains("movement.arrival"));
  CHECK(broken(add("/stops/planned_begin", 5, -1)) == Names{"planned.stops"});
  CHECK(broken(add("/stops/planned_begin", 5, 1)) == Names{"planned.stops"});
  CHECK(broken(set("/stops/planned_begin", 5, kNone)) == Names{"planned.stops"});
}

TEST_CASE("places lie on the nearest road") {
  // r3 comes from D; 222 m north of it is the road from D to B.
  CHECK(broken(add("/requests/origin_lat", 3, 100)).empty());
  CHECK(broken(set("/requests/origin_lat", 3, 459'930'000)) == Names{"requests.on_road"});
}

TEST_CASE("an event names those whom it concerns, and nobody else") {
  const auto named = [](std::int64_t kind, const char* column) {
    return broken([=](HandmadeRun& run) {
      const auto& kinds = run.at("/events/kind");
      for (std::size_t k = 0; k < kinds.size(); ++k) {
        if (kinds[k] == kind) run.at(column)[k] = 0;
      }
    });
  };
  CHECK(named(11, "/events/request").contains("events.concern"));
  CHECK(named(0, "/events/shuttle").contains("events.concern"));
}

TEST_CASE("a reason supposes what there is") {
  CHECK_FALSE(possible(refused(12, "refused_booked_too_late")));
  CHECK(possible(all({refused(12, "refused_booked_too_late"), set("/services/booking_type", 0, 2)})));
  CHECK_FALSE(possible(refused(13, "refused_booked_too_early")));
  CHECK(possible(all({refused(13, "refused_booked_too_early"), set("/services/prior_notice_start_day", 0, 1)})));
  CHECK_FALSE(possible(refused(14, "refused_no_stop_in_reach")));
  CHECK(possible(all({refused(14, "refused_no_stop_in_reach"), set("/services/kind", 0, 1)})));
  CHECK_FALSE(possible(refused(18, "refused_driver_rules")));
  CHECK(possible(refused(8, "refused_promises_to_others")));
  const auto alone = [](HandmadeRun& run) {
    run.at("/requests/decided_at")[2] = at(-10);
    auto& kinds = run.at("/events/kind");
    for (std::size_t k = 0; k < kinds.size(); ++k) {
      if (kinds[k] == 2) run.at("/events/time")[k] = at(-10);
    }
  };
  CHECK_FALSE(possible(all({refused(8, "refused_promises_to_others"), alone})));
  CHECK_FALSE(possible(all({refused(6, "refused_shuttle_full"), alone})));
  CHECK(possible(all({refused(5, "refused_too_far_away"), alone})));
}

TEST_CASE("nobody is served before the times promised") {
  const Names kept{"promises.as_planned"};
  CHECK(broken(add("/requests/promised_dropoff", 3, 1)) == kept);
  CHECK(broken(add("/requests/promised_pickup", 3, -1)) == kept);
  // r1 was put between r0's pickup and drop-off.
  CHECK(broken(add("/requests/promised_dropoff", 0, 1)).empty());
}

TEST_CASE("a table of pauses is whole or not there") {
  CHECK(broken([](HandmadeRun& run) { run.integers["/pauses/shuttle"] = {0}; }) == Names{"tables.present"});
}

TEST_CASE("the files listed are those of the scenario") {
  const std::string hash(64, 'a');
  const auto listed = [&](const std::vector<std::string>& paths, const std::string& sha256) {
    return broken([=](HandmadeRun& run) {
      std::string text = scenario_of(run);
      text.insert(text.find("[territory]\n") + 12, "roads = \"roads.pbf\"\n");
      keep_scenario(run, text);
      run.texts["/inputs/key"] = {"territory.roads", "demand.requests", "fleet.shuttles"};
      run.texts["/inputs/path"] = paths;
      run.texts["/inputs/sha256"] = {sha256, hash, hash};
      run.text_attributes["/@roads_sha256"] = hash;
    });
  };
  const Names inputs{"scenario.inputs"};
  CHECK(listed({"roads.pbf", "requests.csv", "shuttles.csv"}, hash).empty());
  CHECK(listed({"roads.pbfx", "requests.csv", "shuttles.csv"}, hash) == inputs);
  CHECK(listed({"roads.pbf", "requests.csv", "shuttles.csv"}, std::string(64, 'b')) == inputs);
  CHECK(listed({"roads.pbf", "requests.csv", "shuttles.csv"}, "unknown") == inputs);
}
