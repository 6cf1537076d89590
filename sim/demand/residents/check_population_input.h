#pragma once

#include "demand/census.h"
#include "demand/residents/population_parameters.h"

namespace navette {

/// Throws InputError, with all that is wrong, unless shares lie in [0, 1], those of a whole sum to 1 (up to 0.01),
/// ages and totals are not negative, and totals stay below 50 million.
void check_population_input(const Census& census, const PopulationParameters& parameters);

}  // namespace navette
