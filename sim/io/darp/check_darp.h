#pragma once

#include <optional>
#include <string>

#include "io/darp/darp_instance.h"

namespace navette {

/// The first rule that routes break, in words; none if they are feasible: each request served once, by one vehicle,
/// pickup first; loads within the capacity; and times exist that keep windows, rides and route durations.
///
/// Works in the file's own numbers and shares no code with the search, so that an error in one does not hide in the
/// other. Times may miss a limit by 1e-6, the error of adding up doubles.
std::optional<std::string> darp_fault(const DarpInstance& instance, const DarpRoutes& routes);

}  // namespace navette
