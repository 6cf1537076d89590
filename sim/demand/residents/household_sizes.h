#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "demand/residents/household_types.h"

namespace navette {

/// Households of one commune by their number of persons: the last of five or more.
using HouseholdsBySize = std::array<std::int64_t, kHouseholdSizes>;

HouseholdsBySize count_sizes(const std::vector<HouseholdMembers>& households);
std::int64_t sum_of(const HouseholdsBySize& households);
/// Over sizes, the largest difference of the share made from the share asked; 0 if there is no household.
double largest_size_gap(const HouseholdsBySize& made, const std::array<double, kHouseholdSizes>& asked);
/// A sentence that compares shares asked with those made, size by size.
std::string asked_against_made(const HouseholdsBySize& made, const std::array<double, kHouseholdSizes>& asked);

}  // namespace navette
