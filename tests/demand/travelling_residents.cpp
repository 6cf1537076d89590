#include "travelling_residents.h"

#include <cmath>

#include "core/random_stream.h"
#include "demand/residents/population_parameters.h"

namespace navette::test {
namespace {

Coordinate somewhere(RandomStream& random, double side) {
  static const LocalPlane kPlane{Coordinate::from_degrees(2.0, 44.0)};
  const double x = random.uniform(0, side);
  const double y = random.uniform(0, side);
  return kPlane.from_plane({x, y});
}

void add_resident(Population& population, AgeBand band, Coordinate home) {
  const auto row = static_cast<std::int32_t>(population.household_count());
  population.household.push_back(row);
  population.age_band.push_back(band);
  population.licence.push_back(0);
  population.car_access.push_back(CarAccess::passenger);
  population.impaired.push_back(0);
  population.wheelchair.push_back(0);
  population.commune.push_back(0);
  population.cars.push_back(1);
  population.home.push_back(home);
  population.home_road.push_back({EdgeId{row}, 0});
  population.first_resident.push_back(row + 1);
}

}  // namespace

Population residents_of(AgeBand band, int count, double side) {
  Population population;
  population.first_resident = {0};
  population.commune_name = {"Thizy"};
  population.commune_code = {""};
  RandomStream random{static_cast<std::uint64_t>(count), Purpose::given_demand};
  for (int i = 0; i < count; ++i) add_resident(population, band, somewhere(random, side));
  return population;
}

Population residents_of_all_ages(int count, std::uint64_t seed, double side) {
  const PopulationParameters assumed;
  Population population = residents_of(AgeBand::from_75, 0);
  RandomStream random{seed, Purpose::given_demand};
  for (int i = 0; i < count; ++i) {
    double part = random.uniform();
    std::size_t band = 0;
    while (band + 1 < kAgeBands && part >= assumed.age_shares[band]) part -= assumed.age_shares[band++];
    add_resident(population, static_cast<AgeBand>(band), somewhere(random, side));
  }
  return population;
}

std::vector<Destination> places_of_all_kinds(int each, std::uint64_t seed, double side) {
  std::vector<Destination> places;
  RandomStream random{seed, Purpose::given_demand, 1};
  for (int i = 0; i < each * kFacilityKinds; ++i) {
    Destination place;
    place.kind = static_cast<FacilityKind>(i % kFacilityKinds);
    place.size = random.uniform(0.5, 3);
    place.place = somewhere(random, side);
    place.road = {EdgeId{i}, 500};
    places.push_back(place);
  }
  return places;
}

double four_sigma(double share, double n) { return 4 * std::sqrt(share * (1 - share) / n); }

}  // namespace navette::test
