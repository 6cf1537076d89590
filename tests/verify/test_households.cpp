#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "verify/checks/checks.h"
#include "verify/verified.h"

using namespace navette;

namespace {

// Two communes: households of 1 and 2 in the first, of 6 in the second, which no census tells of.
verify::Run settled() {
  verify::Run run;
  run.communes.made = {3, 6};
  run.communes.elsewhere = {0, 1};
  run.communes.households = {2, 1};
  run.communes.households_made = {{{1, 0}, {1, 0}, {0, 0}, {0, 0}, {0, 1}}};
  run.residents.household = {0, 1, 1, 2, 2, 2, 2, 2, 2};
  run.residents.commune = {0, 0, 0, 1, 1, 1, 1, 1, 1};
  return run;
}

test::Names broken(const std::function<void(verify::Run&)>& what) {
  verify::Run run = settled();
  what(run);
  verify::Findings findings;
  verify::check_population(run, findings);
  VerificationReport report;
  findings.write_to(report);
  test::Names names;
  for (const auto& [rule, times] : report.totals) names.insert(rule);
  test::seen().insert(names.begin(), names.end());
  return names;
}

const test::Names kHouseholds{"population.households"};

}  // namespace

TEST_CASE("households of communes are those of their residents") {
  CHECK(broken([](auto&) {}).empty());
  CHECK(broken([](auto& run) { ++run.communes.households[0]; }) == kHouseholds);
  CHECK(broken([](auto& run) { ++run.communes.households_made[0][0]; }) == kHouseholds);
  CHECK(broken([](auto& run) {
          ++run.communes.households_made[0][0];
          ++run.communes.households[0];
        }) == kHouseholds);
  CHECK(broken([](auto& run) { run.residents.household[3] = 1; }) == kHouseholds);
  CHECK(broken([](auto& run) { run.residents.commune[0] = 7; }).contains("tables.rows"));
  CHECK(broken([](auto& run) { run.communes.elsewhere[0] = 2; }) == test::Names{"tables.codes"});
  CHECK(broken([](auto& run) { run.communes = {}; }).empty());  // a file of an earlier version
}

TEST_CASE("who lives beyond the area served may be left out of the residents") {
  const auto first_left = [](verify::Run& run) {
    run.residents.household.erase(run.residents.household.begin());
    run.residents.commune.erase(run.residents.commune.begin());
  };
  CHECK(broken(first_left).empty());
  CHECK(broken([&](auto& run) {
          first_left(run);
          run.communes.households_made[1][0] = 0;
          run.communes.households_made[2][0] = 1;
        }) == kHouseholds);
}
