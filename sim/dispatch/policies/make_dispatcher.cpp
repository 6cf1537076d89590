#include <fmt/format.h>

#include "core/errors.h"
#include "dispatch/policies/batch_dispatcher.h"
#include "dispatch/policies/first_come_dispatcher.h"
#include "dispatch/policies/insertion_dispatcher.h"
#include "dispatch/policies/nearest_feasible_dispatcher.h"
#include "dispatch/policies/regret_dispatcher.h"
#include "dispatch/policies/rolling_plan_dispatcher.h"

namespace navette {

void Dispatcher::recall(std::span<const PendingTrip> pending, const FleetView& fleet, const Proposal& decided) {
  Proposal own;
  dispatch(pending, fleet, own);
  if (own != decided) throw PolicyError{"repeatable: the policy decides otherwise than it did in the interrupted run"};
}

std::unique_ptr<Dispatcher> make_dispatcher(const std::string& policy, const TravelTimeOracle& oracle,
                                            WaitingPolicy waiting, const DispatchSettings& settings) {
  if (policy == "insertion") return std::make_unique<InsertionDispatcher>(oracle, waiting, settings.objective);
  if (policy == "first_come") return std::make_unique<FirstComeDispatcher>(oracle, waiting);
  if (policy == "nearest_feasible") {
    return std::make_unique<NearestFeasibleDispatcher>(oracle, waiting, settings.objective);
  }
  if (policy == "regret") return std::make_unique<RegretDispatcher>(oracle, waiting, settings);
  if (policy == "batch") return std::make_unique<BatchDispatcher>(oracle, waiting, settings);
  if (policy == "rolling_plan") {
    if (settings.objective.kind != Objective::operating_time) {
      throw InputError{
          "dispatch.objective must be operating_time where dispatch.policy is rolling_plan, which plans "
          "anew by operating time only"};
    }
    return std::make_unique<RollingPlanDispatcher>(oracle, waiting, settings);
  }
  throw InputError{fmt::format(
      "dispatch.policy must be insertion, nearest_feasible, first_come, regret, batch or rolling_plan, found '{}'",
      policy)};
}

}  // namespace navette
