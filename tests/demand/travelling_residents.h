#pragma once

#include <cstdint>
#include <vector>

#include "demand/travel/demand_model.h"

namespace navette::test {

/// Monday, 1 January 2024.
inline constexpr std::chrono::sys_days kMonday{std::chrono::year{2024} / 1 / 1};

/// Residents of one age each, alone in homes spread over a square of the given side. [m]
Population residents_of(AgeBand band, int count, double side = 20'000);
/// As many of each age as PopulationParameters assumes.
Population residents_of_all_ages(int count, std::uint64_t seed, double side = 20'000);

/// `each` places of every kind, spread over the same square.
std::vector<Destination> places_of_all_kinds(int each, std::uint64_t seed, double side = 20'000);

/// Half the width of an interval that a share of n draws leaves once in 15 000 times: 4 standard deviations.
double four_sigma(double share, double n);

}  // namespace navette::test
