#pragma once

#include <functional>
#include <memory>
#include <string>

#include "dispatch/dispatcher.h"

namespace navette {

/// A policy from elsewhere, in place of the one that the scenario names.
struct OwnPolicy {
  std::string name;  // as the results keep it
  /// One for each run; of several threads at a time, where runs are. Of `settings` it needs the price of limits.
  std::function<std::unique_ptr<Dispatcher>(const TravelTimeOracle& oracle, WaitingPolicy waiting,
                                            const DispatchSettings& settings)>
      make;
  /// What is to be told of a rule that one of them broke.
  std::function<std::string(const Dispatcher& policy, const std::string& broken)> blame;
};

}  // namespace navette
