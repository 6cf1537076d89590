#include "dispatch/policies/policy_registry.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "dispatch/policies/batch_dispatcher.h"
#include "dispatch/policies/first_come_dispatcher.h"
#include "dispatch/policies/insertion_dispatcher.h"
#include "dispatch/policies/nearest_feasible_dispatcher.h"
#include "dispatch/policies/regret_dispatcher.h"
#include "dispatch/policies/rolling_plan_dispatcher.h"

namespace navette {
namespace {

using Oracle = TravelTimeOracle;
using Settings = DispatchSettings;

template <class Decides>
std::unique_ptr<Dispatcher> with_settings(const Oracle& oracle, WaitingPolicy waiting, const Settings& settings) {
  return std::make_unique<Decides>(oracle, waiting, settings);
}
template <class Decides>
std::unique_ptr<Dispatcher> by_objective(const Oracle& oracle, WaitingPolicy waiting, const Settings& settings) {
  return std::make_unique<Decides>(oracle, waiting, settings.objective);
}
template <class Decides>
std::unique_ptr<Dispatcher> plain(const Oracle& oracle, WaitingPolicy waiting, const Settings& /*settings*/) {
  return std::make_unique<Decides>(oracle, waiting);
}

constexpr std::array kPolicies{
    Policy{"insertion", by_objective<InsertionDispatcher>},
    Policy{"nearest_feasible", by_objective<NearestFeasibleDispatcher>},
    Policy{"first_come", plain<FirstComeDispatcher>, {.shares_rides = false}},
    Policy{"regret", with_settings<RegretDispatcher>},
    Policy{"batch", with_settings<BatchDispatcher>},
    Policy{"rolling_plan", with_settings<RollingPlanDispatcher>, {.replans = true, .by_operating_time = true}},
};

constexpr std::array<std::string_view, kPolicies.size()> kNames = [] {
  std::array<std::string_view, kPolicies.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kPolicies[i].name;
  return names;
}();

}  // namespace

std::span<const Policy> policies() { return kPolicies; }

const Policy* find_policy(std::string_view name) {
  const auto* found =
      std::find_if(kPolicies.begin(), kPolicies.end(), [name](const Policy& policy) { return policy.name == name; });
  return found == kPolicies.end() ? nullptr : found;
}

std::span<const std::string_view> policy_names() { return kNames; }

std::string listed_policies(std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (i + 1 == kNames.size()) {
      text += ' ';
      text += last;
      text += ' ';
    } else if (i > 0) {
      text += ", ";
    }
    text += kNames[i];
  }
  return text;
}

}  // namespace navette
