#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "demand/census.h"
#include "demand/map_data.h"
#include "demand/population.h"
#include "demand/residents/household_sizes.h"
#include "demand/residents/population_parameters.h"

namespace navette {

/// How well the residents match what was asked, and what had to be assumed.
struct PopulationReport {
  struct Fit {
    std::string commune;
    std::int64_t asked = -1;  // inhabitants; negative: no total was given
    std::int64_t made = 0;
    double largest_age_gap = 0;  // over age bands: |made share - asked share|
    HouseholdsBySize households{};
    double largest_size_gap = 0;  // over household sizes: |made share - asked share|
    std::int32_t buildings = 0;   // dwellings were found in
    int iterations = 0;           // of proportional fitting
  };
  std::vector<Fit> fits;
  std::array<double, kHouseholdSizes> size_shares{};  // of households, as asked for, the same everywhere
  std::vector<std::string> warnings;                  // sentences for the user: what is likely not as meant
  std::vector<std::string> assumptions;  // sentences for the user: what was not known, and what was taken instead
};

/// Makes households of residents and puts them into buildings.
///
/// Totals per commune are met exactly. Within a commune, household types are weighted by iterative proportional
/// updating until ages and household sizes fit (Ye et al., TRB 2009; proportional fitting: Deming and Stephan, 1940),
/// then made whole. Draws are keyed per household, so that the same census makes the same residents on every machine.
/// Homes have no place on the road yet.
/// `road_points`: points along the roads, evenly by length; a commune without a dwelling is spread over those in it.
/// Throws InputError if a total names a commune the map does not have, polygons hold no part of the map, the map
/// tells nothing of where people live, or a share or an age is impossible.
Population synthesize_population(const MapData& map, const Census& census, const PopulationParameters& parameters,
                                 PopulationReport& report, std::span<const Coordinate> road_points = {});

}  // namespace navette
