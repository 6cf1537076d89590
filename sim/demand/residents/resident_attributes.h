#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "demand/population.h"
#include "demand/residents/population_parameters.h"

namespace navette {

/// Rows of one commune, and what its draws are keyed by: other communes change nothing in it.
struct CommuneRows {
  std::size_t first_household = 0;
  std::size_t end_household = 0;
  std::int32_t key = 0;
};

inline constexpr int kLicenceCounts = 4;  // households with 0, 1, 2, 3 and more licences
inline constexpr int kCarCounts = 4;      // households with 0, 1, 2, 3 cars
/// Shares of households with 0 to 3 cars, one row for each number of licences; each row sums to 1.
using CarShares = std::array<std::array<double, kCarCounts>, kLicenceCounts>;

/// Shares of cars by number of licences, so that all households together have the `wanted` shares.
/// Proportional fitting (Deming and Stephan, 1940) of usual shares, which are an assumption.
CarShares cars_by_licences(const std::array<std::int64_t, kLicenceCounts>& households,
                           const std::array<double, kCarCounts>& wanted);

/// Draws licences, impairments, wheelchairs and cars, and derives who can take a car. Needs households and ages.
void draw_attributes(Population& people, std::span<const CommuneRows> communes, const PopulationParameters& parameters);

}  // namespace navette
