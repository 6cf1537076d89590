#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "dispatch/dispatcher.h"

namespace navette {

/// What is known of a dispatch policy besides how it decides.
struct PolicyTraits {
  bool shares_rides = true;        // passengers may travel together
  bool explained = true;           // `navette explain` can say why it refused
  bool replans = false;            // decides as `insertion` does, and plans anew from time to time
  bool by_operating_time = false;  // knows the objective operating_time only
};

/// A dispatch policy as scenarios and results name it.
struct Policy {
  using Make = std::unique_ptr<Dispatcher> (*)(const TravelTimeOracle& oracle, WaitingPolicy waiting,
                                               const DispatchSettings& settings);
  std::string_view name;
  Make make;
  PolicyTraits traits{};
};

/// All policies, the default first. A new one is two files and one line of this list.
std::span<const Policy> policies();
/// nullptr if there is none of that name.
const Policy* find_policy(std::string_view name);
std::span<const std::string_view> policy_names();
/// "insertion, nearest_feasible and batch"; `last`: between the last two.
std::string listed_policies(std::string_view last);

}  // namespace navette
