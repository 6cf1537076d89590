#include "dispatch/policies/policy_registry.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "core/errors.h"
#include "network/travel_time_oracle.h"
#include "support/ascii_map.h"

using namespace navette;

TEST_CASE("every policy of the registry has a name of its own and can be made by it") {
  const auto map = test::ascii_map("A----B");
  const TravelTimeOracle oracle{map.graph};
  std::set<std::string_view> names;
  for (const Policy& policy : policies()) {
    INFO(policy.name);
    CHECK(names.insert(policy.name).second);
    CHECK(find_policy(policy.name) == &policy);
    CHECK(make_dispatcher(std::string{policy.name}, oracle, WaitingPolicy::drive_first) != nullptr);
    DispatchSettings by_distance;
    by_distance.objective.kind = Objective::vehicle_distance;
    const auto make = [&] {
      return make_dispatcher(std::string{policy.name}, oracle, WaitingPolicy::drive_first, by_distance);
    };
    if (policy.traits.by_operating_time) {
      CHECK_THROWS_AS(make(), InputError);
    } else {
      CHECK(make() != nullptr);
    }
  }
  CHECK(policy_names().size() == names.size());
  CHECK(policies().front().name == "insertion");
}

TEST_CASE("who names another policy is told which there are") {
  const auto map = test::ascii_map("A----B");
  const TravelTimeOracle oracle{map.graph};
  CHECK(find_policy("fastest") == nullptr);
  CHECK_THROWS_WITH(make_dispatcher("fastest", oracle, WaitingPolicy::drive_first),
                    "dispatch.policy must be insertion, nearest_feasible, first_come, regret, batch or rolling_plan, "
                    "found 'fastest'");
}
