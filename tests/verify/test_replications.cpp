#include <catch2/catch.hpp>
#include <functional>
#include <limits>
#include <string>

#include "verify/recomputed_indicators.h"
#include "verify/verified.h"

using namespace navette;
using namespace navette::test;

namespace {

/// Three replications whose indicators are those of the handmade run.
HandmadeRun handmade_replications() {
  const HandmadeRun run = handmade_run();
  HandmadeRun many;
  for (const auto& [name, text] : run.text_attributes) many.text_attributes[name] = text;
  many.text_attributes["/@Conventions"] = "CF-1.11";
  many.real_attributes = run.real_attributes;
  many.integer_attributes = run.integer_attributes;
  std::string scenario = scenario_of(run);
  scenario.replace(scenario.find("seed = 1"), 8, "seed = 7");
  keep_scenario(many, scenario);
  many.integer_attributes["/@seed"] = 7;
  many.integer_attributes["/@replications"] = 3;
  many.integers["/replications/seed"] = {7, 8, 9};
  for (const auto& indicator : verify::recomputed_indicators(verify::Run{})) {
    const std::string path = "/replications/" + indicator.name;
    many.reals[path].assign(3, std::numeric_limits<double>::quiet_NaN());
    many.text_attributes[path + "@units"] = indicator.unit;
  }
  for (std::size_t k = 0; k < run.texts.at("/kpi/name").size(); ++k) {
    many.reals.at("/replications/" + run.texts.at("/kpi/name")[k]).assign(3, run.reals.at("/kpi/value")[k]);
  }
  return many;
}

Names broken(const std::function<void(HandmadeRun&)>& what) {
  HandmadeRun many = handmade_replications();
  what(many);
  return broken_rules(many);
}

std::function<void(HandmadeRun&)> put(const char* indicator, double value) {
  return [=](HandmadeRun& many) { many.reals.at(std::string{"/replications/"} + indicator).at(1) = value; };
}

}  // namespace

TEST_CASE("replications without fault have no violation, and a note says what could not be checked") {
  const auto report = verified(handmade_replications());
  for (const auto& violation : report.violations) UNSCOPED_INFO(violation.rule << ": " << violation.what);
  CHECK(report.violations.empty());
  CHECK(report.replications == 3);
  CHECK(report.requests == 12);
  CHECK(report.notes.size() == 1);
}

TEST_CASE("of replications, what does not fit together is named") {
  CHECK(broken([](auto& many) { many.at("/replications/seed").at(2) = 7; }) == Names{"replications.seeds"});
  CHECK(broken([](auto& many) { many.integer_attributes["/@replications"] = 4; }) == Names{"replications.seeds"});
  CHECK(broken([](auto& many) { many.text_attributes["/replications/ride_mean@units"] = "ms"; }) ==
        Names{"replications.indicators"});
  CHECK(broken(put("served", 2.5)) == Names{"replications.indicators"});
  CHECK(broken(put("wait_mean", std::numeric_limits<double>::infinity())) == Names{"replications.indicators"});
  for (const auto* indicator : {"requests", "refusal_rate", "vehicle_distance", "empty_share", "occupancy",
                                "shift_hours", "cost_per_trip", "refused_too_far_away", "wait_median"}) {
    INFO(indicator);
    CHECK(broken(put(indicator, 1e6)) == Names{"replications.identities"});
  }
  CHECK(broken(put("cost_per_trip", std::numeric_limits<double>::quiet_NaN())) == Names{"replications.identities"});
  CHECK(broken([](auto& many) { many.text_attributes["/@scenario"] += " "; }) == Names{"tables.scenario"});
  CHECK(broken([](auto& many) { many.remove("/replications/seed"); }).contains("tables.present"));
  CHECK(broken([](auto& many) { many.reals.at("/replications/served").push_back(1); }) == Names{"tables.lengths"});
}

TEST_CASE("the canonical hash of replications knows seeds and indicators") {
  const auto hash = verified(handmade_replications()).canonical_hash;
  const auto hash_after = [](const std::function<void(HandmadeRun&)>& what) {
    HandmadeRun many = handmade_replications();
    what(many);
    return verified(many).canonical_hash;
  };
  CHECK(hash.size() == 64);
  CHECK(hash_after([](auto& many) { many.text_attributes["/@title"] = "another"; }) == hash);
  CHECK(hash_after(put("wait_mean", 1)) != hash);
  CHECK(hash_after([](auto& many) { many.at("/replications/seed").at(2) = 7; }) != hash);
}

TEST_CASE("the rules of replications are those of their scenario") {
  CHECK(broken([](HandmadeRun& many) { many.text_attributes["/@title"] = "Navette results: elsewhere"; }) ==
        Names{"scenario.run"});
  CHECK(broken([](HandmadeRun& many) { many.real_attributes["/rules@max_snap_distance"] = 501; }) ==
        Names{"scenario.rules"});
  CHECK(broken([](HandmadeRun& many) { many.real_attributes["/rules@costs_per_vehicle_day"] = 1; }) ==
        Names{"scenario.costs"});
}
