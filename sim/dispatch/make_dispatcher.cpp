#include <fmt/format.h>

#include "core/errors.h"
#include "dispatch/insertion_dispatcher.h"

namespace navette {

std::unique_ptr<Dispatcher> make_dispatcher(const std::string& policy, const TravelTimeOracle& oracle,
                                            WaitingPolicy waiting) {
  if (policy == "insertion") return std::make_unique<InsertionDispatcher>(oracle, waiting);
  if (policy == "first_come") return std::make_unique<FirstComeDispatcher>(oracle, waiting);
  throw InputError{fmt::format("dispatch.policy must be insertion or first_come, found '{}'", policy)};
}

}  // namespace navette
