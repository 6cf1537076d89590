#include "demand/residents/check_population_input.h"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/errors.h"
#include "core/key_names.h"

namespace navette {
namespace {

constexpr std::int64_t kMostInhabitants = 50'000'000;

void check_share(double share, std::string_view name, InputErrors& errors) {
  if (share >= 0 && share <= 1) return;  // false for NaN
  errors.add(fmt::format("{}: a share must be 0 to 1, found {}", name, share));
}

void check_shares(std::span<const double> shares, std::string_view name, bool of_a_whole, InputErrors& errors) {
  double sum = 0;
  for (const double share : shares) {
    check_share(share, name, errors);
    sum += share;
  }
  if (of_a_whole && !(std::abs(sum - 1) <= 0.01)) {
    errors.add(fmt::format("{}: shares must sum to 1, found {:.4g}", name, sum));
  }
}

void check_census(const Census& census, InputErrors& errors) {
  std::int64_t all = 0;
  for (const CensusTotal& total : census.totals) {
    if (total.population < 0) {
      errors.add(
          fmt::format("{}: '{}' has {} inhabitants; 0 or more are allowed", total.where, total.name, total.population));
    }
    all += total.whole_territory ? 0 : total.population;
    if (total.population > kMostInhabitants) all = total.population;
  }
  if (all > kMostInhabitants) {
    errors.add(fmt::format("the census holds {} inhabitants; at most {} are allowed", all, kMostInhabitants));
  }
  for (const AgePyramid& pyramid : census.pyramids) {
    for (std::size_t band = 0; band < kAgeBands; ++band) {
      const double persons = pyramid.by_band[band];
      if (persons >= 0 && persons <= double(kMostInhabitants)) continue;
      errors.add(fmt::format("age pyramid of '{}': {} inhabitants aged {}; 0 or more are allowed", pyramid.name,
                             persons, to_string(AgeBand(band))));
    }
  }
}

}  // namespace

void check_population_input(const Census& census, const PopulationParameters& parameters) {
  InputErrors errors;
  check_shares(parameters.age_shares, key::population_age_shares, true, errors);
  check_shares(parameters.household_size_shares, key::population_household_size_shares, true, errors);
  check_shares(parameters.licence_shares, key::population_licence_shares, false, errors);
  check_shares(parameters.cars_per_household, key::population_cars_per_household, true, errors);
  check_shares(parameters.impaired_shares, key::population_impaired_shares, false, errors);
  check_share(parameters.wheelchair_share, key::population_wheelchair_share, errors);
  if (!(parameters.inhabitants_per_dwelling > 0 && parameters.inhabitants_per_dwelling <= 100)) {
    errors.add(fmt::format("{} must be above 0 and at most 100, found {}", key::population_inhabitants_per_dwelling,
                           parameters.inhabitants_per_dwelling));
  }
  check_census(census, errors);
  errors.throw_if_any();
}

}  // namespace navette
