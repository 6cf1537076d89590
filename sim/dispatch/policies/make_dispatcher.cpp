#include <fmt/format.h>

#include "core/errors.h"
#include "core/key_names.h"
#include "dispatch/policies/policy_registry.h"

namespace navette {

void Dispatcher::recall(std::span<const PendingTrip> pending, const FleetView& fleet, const Proposal& decided) {
  Proposal own;
  dispatch(pending, fleet, own);
  if (own != decided) throw PolicyError{"repeatable: the policy decides otherwise than it did in the interrupted run"};
}

std::unique_ptr<Dispatcher> make_dispatcher(const std::string& policy, const TravelTimeOracle& oracle,
                                            WaitingPolicy waiting, const DispatchSettings& settings) {
  const Policy* named = find_policy(policy);
  if (named == nullptr) {
    throw InputError{fmt::format("{} must be {}, found '{}'", key::dispatch_policy, listed_policies("or"), policy)};
  }
  if (named->traits.by_operating_time && settings.objective.kind != Objective::operating_time) {
    throw InputError{fmt::format("{} must be operating_time where {} is {}, which plans anew by operating time only",
                                 key::dispatch_objective, key::dispatch_policy, policy)};
  }
  return named->make(oracle, waiting, settings);
}

}  // namespace navette
