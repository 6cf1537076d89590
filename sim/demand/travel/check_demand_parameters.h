#pragma once

#include <vector>

#include "demand/travel/demand_parameters.h"
#include "demand/travel/destination.h"

namespace navette {

/// Throws InputError with all that is wrong: shares outside 0 to 1, negative factors, hours outside the day, lengths
/// and sizes that are not positive.
void check_demand_parameters(const DemandParameters& parameters, const std::vector<Destination>& destinations);

}  // namespace navette
