#include <fmt/format.h>

#include "core/errors.h"
#include "dispatch/insertion/insertion_dispatcher.h"
#include "dispatch/rolling_plan_dispatcher.h"

namespace navette {

void Dispatcher::recall(std::span<const PendingTrip> pending, const FleetView& fleet, const Proposal& decided) {
  Proposal own;
  dispatch(pending, fleet, own);
  if (own != decided) throw PolicyError{"repeatable: the policy decides otherwise than it did in the interrupted run"};
}

std::unique_ptr<Dispatcher> make_dispatcher(const std::string& policy, const TravelTimeOracle& oracle,
                                            WaitingPolicy waiting, const DispatchSettings& settings) {
  if (policy == "insertion") return std::make_unique<InsertionDispatcher>(oracle, waiting);
  if (policy == "first_come") return std::make_unique<FirstComeDispatcher>(oracle, waiting);
  if (policy == "rolling_plan") return std::make_unique<RollingPlanDispatcher>(oracle, waiting, settings);
  throw InputError{fmt::format("dispatch.policy must be insertion, first_come or rolling_plan, found '{}'", policy)};
}

}  // namespace navette
