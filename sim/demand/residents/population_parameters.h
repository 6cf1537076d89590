#pragma once

#include <array>
#include <cstdint>

#include "demand/population.h"

namespace navette {

/// What is assumed of residents where no census tells. Each default is an assumption unless docs/residents.md names
/// its source. Arrays are by age band.
struct PopulationParameters {
  std::uint64_t seed = 1;  // of the population alone: days and policies change nothing in it
  std::array<double, kAgeBands> age_shares{0.055, 0.055, 0.085, 0.065, 0.155, 0.335, 0.130, 0.120};  // sum 1
  std::array<double, 5> household_size_shares{0.36, 0.34, 0.13, 0.12, 0.05};  // of households of 1, 2, 3, 4, 5+
  std::array<double, kAgeBands> licence_shares{0, 0, 0, 0.65, 0.88, 0.92, 0.88, 0.66};
  std::array<double, 4> cars_per_household{0.10, 0.45, 0.38, 0.07};  // shares of households with 0, 1, 2, 3 cars
  std::array<double, kAgeBands> impaired_shares{0.01, 0.01, 0.01, 0.01, 0.02, 0.05, 0.11, 0.30};
  double wheelchair_share = 0.15;         // of the impaired
  double inhabitants_per_dwelling = 2.2;  // where only buildings tell how many live here
};

}  // namespace navette
