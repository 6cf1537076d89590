#include "demand/residents/resident_attributes.h"

#include <algorithm>

#include "core/random_stream.h"

namespace navette {
namespace {

// More drivers, more cars. Never quite zero, so that any wanted shares can be fitted.
constexpr CarShares kUsual{{
    {0.880, 0.110, 0.009, 0.001},  // no licence: the car of somebody who has stopped driving
    {0.100, 0.800, 0.090, 0.010},
    {0.010, 0.300, 0.650, 0.040},
    {0.010, 0.110, 0.500, 0.380},
}};

// A share as a number that a random 32-bit number is compared to.
std::uint64_t threshold(double share) { return static_cast<std::uint64_t>(share * 4294967296.0); }

void draw_resident(Population& people, std::size_t row, RandomStream random, const PopulationParameters& parameters) {
  const auto band = static_cast<std::size_t>(people.age_band[row]);
  const std::uint32_t licence = random.next();
  const std::uint32_t impaired = random.next();
  const std::uint32_t wheelchair = random.next();
  people.licence[row] = licence < threshold(parameters.licence_shares[band]) ? 1 : 0;
  people.impaired[row] = impaired < threshold(parameters.impaired_shares[band]) ? 1 : 0;
  people.wheelchair[row] = people.impaired[row] != 0 && wheelchair < threshold(parameters.wheelchair_share) ? 1 : 0;
}

std::int32_t licences_of(const Population& people, std::size_t household) {
  std::int32_t licences = 0;
  for (auto row = people.first_resident[household]; row < people.first_resident[household + 1]; ++row) {
    licences += people.licence[row];
  }
  return licences;
}

std::size_t licence_class(std::int32_t licences) {
  return static_cast<std::size_t>(std::min(licences, kLicenceCounts - 1));
}

std::int8_t draw_cars(const std::array<double, kCarCounts>& shares, double at) {
  std::int8_t drawn = 0;
  for (std::int8_t cars = 0; cars < kCarCounts; ++cars) {
    if (shares[cars] <= 0) continue;
    drawn = cars;
    if (at < shares[cars]) break;
    at -= shares[cars];
  }
  return drawn;
}

CarAccess access_of(AgeBand band, bool licence, std::int32_t licences, std::int32_t cars) {
  if (cars == 0 || (!licence && band <= AgeBand::from_11_to_17)) return CarAccess::none;
  if (!licence) return CarAccess::passenger;
  return cars < licences ? CarAccess::shared : CarAccess::own;
}

}  // namespace

CarShares cars_by_licences(const std::array<std::int64_t, kLicenceCounts>& households,
                           const std::array<double, kCarCounts>& wanted) {
  CarShares shares = kUsual;
  double all = 0;
  double wanted_sum = 0;
  for (const std::int64_t count : households) all += double(count);
  for (const double share : wanted) wanted_sum += share;
  for (int iteration = 0; iteration < 200 && all > 0; ++iteration) {
    for (std::size_t cars = 0; cars < kCarCounts; ++cars) {
      double sum = 0;
      for (std::size_t l = 0; l < kLicenceCounts; ++l) sum += shares[l][cars] * double(households[l]);
      const double factor = sum > 0 ? wanted[cars] / wanted_sum * all / sum : 1;
      for (std::size_t l = 0; l < kLicenceCounts; ++l) shares[l][cars] *= factor;
    }
    for (auto& row : shares) {
      double sum = 0;
      for (const double share : row) sum += share;
      for (double& share : row) share /= sum;
    }
  }
  return shares;
}

void draw_attributes(Population& people, std::span<const CommuneRows> communes,
                     const PopulationParameters& parameters) {
  const std::size_t residents = people.resident_count();
  people.licence.resize(residents);
  people.impaired.resize(residents);
  people.wheelchair.resize(residents);
  people.car_access.resize(residents);
  people.cars.resize(people.household_count());

  std::array<std::int64_t, kLicenceCounts> households{};
  for (const CommuneRows& rows : communes) {
    const std::int32_t first = people.first_resident[rows.first_household];
    for (std::int32_t row = first; row < people.first_resident[rows.end_household]; ++row) {
      const RandomStream random{parameters.seed, Purpose::population_residents, std::uint32_t(row - first), rows.key};
      draw_resident(people, std::size_t(row), random, parameters);
    }
    for (std::size_t h = rows.first_household; h < rows.end_household; ++h) {
      ++households[licence_class(licences_of(people, h))];
    }
  }

  const CarShares shares = cars_by_licences(households, parameters.cars_per_household);
  for (const CommuneRows& rows : communes) {
    for (std::size_t h = rows.first_household; h < rows.end_household; ++h) {
      const auto agent = static_cast<std::uint32_t>(h - rows.first_household);
      RandomStream random{parameters.seed, Purpose::population_cars, agent, rows.key};
      const std::int32_t licences = licences_of(people, h);
      people.cars[h] = draw_cars(shares[licence_class(licences)], random.uniform());
      for (auto row = people.first_resident[h]; row < people.first_resident[h + 1]; ++row) {
        people.car_access[row] = access_of(people.age_band[row], people.licence[row] != 0, licences, people.cars[h]);
      }
    }
  }
}

}  // namespace navette
