#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "demand/population.h"

namespace navette {

/// Members of a household by age band.
using HouseholdMembers = std::array<std::uint8_t, kAgeBands>;

inline constexpr int kHouseholdSizes = 5;  // households of 1, 2, 3, 4, 5 and more
inline constexpr int kChildBands = 3;      // the first bands: under 18, never alone in a household
inline constexpr int kFirstAdultBand = kChildBands;

/// A kind of household, and how common it is before it is fitted to a commune.
struct HouseholdType {
  HouseholdMembers members{};
  double usual = 0;  // per 1,000 households; an assumption, which fitting corrects
};

/// Living alone, couples by age, families with 1 to 4 children, single parents, shared flats of the young, three
/// generations.
std::span<const HouseholdType> household_types();

int size_of(const HouseholdMembers& members);
bool has_adult(const HouseholdMembers& members);

}  // namespace navette
