#include <catch2/catch.hpp>

#include <map>
#include <numeric>

#include "demand/residents/make_households.h"
#include "demand/residents/population_parameters.h"
#include "demand/residents/proportional_updating.h"
#include "demand/residents/resident_attributes.h"

using namespace navette;

namespace {

const PopulationParameters kUsual;

HouseholdsMade made_of(std::int64_t inhabitants, const std::array<double, kAgeBands>& ages, std::uint64_t seed = 1) {
  RandomStream random{seed, Purpose::population_households};
  return make_households({inhabitants, ages, kUsual.household_size_shares}, random);
}

std::array<std::int64_t, kAgeBands> persons_of(const HouseholdsMade& made) {
  std::array<std::int64_t, kAgeBands> persons{};
  for (const auto& members : made.households) {
    for (std::size_t band = 0; band < kAgeBands; ++band) persons[band] += members[band];
  }
  return persons;
}

template <class Numbers>
auto sum(const Numbers& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), typename Numbers::value_type{});
}

}  // namespace

TEST_CASE("proportional updating gives the published weights of eight sample households") {
  // Ye et al. 2009: households of type 1 and 2, their persons of type 1, 2, 3.
  const std::vector<std::array<double, 5>> sample{{1, 0, 1, 1, 1}, {1, 0, 1, 0, 1}, {1, 0, 2, 1, 0}, {0, 1, 1, 0, 2},
                                                  {0, 1, 0, 2, 1}, {0, 1, 1, 1, 0}, {0, 1, 2, 1, 2}, {0, 1, 1, 1, 0}};
  const std::array<double, 5> wanted{35, 65, 91, 65, 104};
  std::vector<WeightTarget> targets(5);
  for (std::size_t j = 0; j < 5; ++j) {
    targets[j].target = wanted[j];
    for (std::size_t i = 0; i < sample.size(); ++i) {
      if (sample[i][j] > 0) targets[j].parts.push_back({i, sample[i][j]});
    }
  }
  std::vector<double> weights(8, 1.0);
  const auto result = proportional_updating(targets, weights, 10'000, 1e-9);
  CHECK(result.largest_gap <= 1e-9);
  CHECK(result.iterations > 1);
  const std::array<double, 8> published{1.36, 25.66, 7.98, 27.79, 18.45, 8.64, 1.47, 8.64};
  for (std::size_t i = 0; i < 8; ++i) CHECK(weights[i] == Approx(published[i]).margin(0.006));
}

TEST_CASE("one pass of proportional updating, worked out by hand") {
  // Types: a single (weight 1), a couple with a child (weight 1). Wanted: 6 households, then 8 adults.
  const std::vector<WeightTarget> targets{{{{0, 1}, {1, 1}}, 6}, {{{0, 1}, {1, 2}}, 8}};
  std::vector<double> weights{1, 1};
  const auto result = proportional_updating(targets, weights, 1, 0);
  // Households: 6/2 = 3 -> (3, 3). Adults: 3 + 6 = 9, 8/9 -> (8/3, 8/3).
  CHECK(weights[0] == Approx(8.0 / 3));
  CHECK(weights[1] == Approx(8.0 / 3));
  CHECK(result.iterations == 1);
  CHECK(result.largest_gap == Approx((6 - 16.0 / 3) / 6));
}

TEST_CASE("a target that nobody contributes to is left aside and shows in the gap") {
  const std::vector<WeightTarget> targets{{{}, 5}, {{{0, 1}}, 4}};
  std::vector<double> weights{1};
  const auto result = proportional_updating(targets, weights, 7, 1e-6);
  CHECK(weights[0] == Approx(4));
  CHECK(result.iterations == 7);
  CHECK(result.largest_gap == Approx(1));
}

TEST_CASE("whole persons add up, each band rounded down or up, and right on average") {
  const auto& shares = kUsual.age_shares;
  for (const int inhabitants : {0, 1, 2, 15, 16, 333, 100'001}) {
    std::array<double, kAgeBands> mean{};
    for (int k = 0; k < 100; ++k) {
      const auto persons = whole_persons(inhabitants, shares, k / 100.0);
      REQUIRE(sum(persons) == inhabitants);
      for (std::size_t band = 0; band < kAgeBands; ++band) {
        CHECK(std::abs(double(persons[band]) - shares[band] * inhabitants) < 1 + 1e-9);
        mean[band] += double(persons[band]) / 100;
      }
    }
    for (std::size_t band = 0; band < kAgeBands; ++band) {
      CHECK(mean[band] == Approx(shares[band] * inhabitants).margin(0.0101));
    }
  }
  const auto nobody_old = whole_persons(1'000'003, {0.1, 0.2, 0.3, 0.1, 0.1, 0.1, 0.1, 0}, 1e-16);
  CHECK(nobody_old[7] == 0);
}

TEST_CASE("households hold everybody, each has an adult, ages are those asked for") {
  for (const std::int64_t inhabitants : {0, 1, 2, 3, 15, 16, 99, 1'000, 30'000}) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      INFO(inhabitants << " inhabitants, seed " << seed);
      const auto made = made_of(inhabitants, kUsual.age_shares, seed);
      const auto persons = persons_of(made);
      CHECK(sum(persons) == inhabitants);
      for (const auto& members : made.households) CHECK(has_adult(members));
      for (std::size_t band = 0; band < kAgeBands && inhabitants > 4; ++band) {
        CHECK(std::abs(double(persons[band]) - kUsual.age_shares[band] * double(inhabitants)) < 1 + 1e-9);
      }
      if (inhabitants > 1'000) break;
    }
  }
}

TEST_CASE("household sizes come near those assumed, in one town and in many hamlets") {
  for (const auto& [inhabitants, places] : {std::pair{50'000, 1}, std::pair{15, 3'000}, std::pair{200, 250}}) {
    std::array<double, kHouseholdSizes> sizes{};
    std::array<double, kAgeBands> ages{};
    double households = 0;
    for (int p = 0; p < places; ++p) {
      const auto made = made_of(inhabitants, kUsual.age_shares, std::uint64_t(p));
      for (const auto& members : made.households) {
        ++sizes[std::size_t(std::min(size_of(members), kHouseholdSizes) - 1)];
        ++households;
        for (std::size_t band = 0; band < kAgeBands; ++band) ages[band] += members[band];
      }
    }
    const double tolerance = places == 1 ? 0.01 : 0.05;
    for (std::size_t size = 0; size < kHouseholdSizes; ++size) {
      INFO(places << " places of " << inhabitants << ", households of " << size + 1);
      CHECK(sizes[size] / households == Approx(kUsual.household_size_shares[size]).margin(tolerance));
    }
    for (std::size_t band = 0; band < kAgeBands; ++band) {
      CHECK(ages[band] / (double(inhabitants) * places) == Approx(kUsual.age_shares[band]).margin(0.004));
    }
  }
}

TEST_CASE("impossible and lopsided ages still make households with an adult each") {
  const std::vector<std::array<double, kAgeBands>> odd{{1, 0, 0, 0, 0, 0, 0, 0},    {0, 0, 0, 0, 0, 0, 0, 1},
                                                       {0, 0, 1, 0, 0, 0, 0, 0},    {0.4, 0.3, 0.2, 0, 0, 0, 0, 0.1},
                                                       {0, 0, 0, 1, 0, 0, 0, 0},    {0, 0, 0.5, 0.5, 0, 0, 0, 0},
                                                       {0.5, 0, 0, 0, 0, 0, 0, 0.5}};
  for (std::size_t k = 0; k < odd.size(); ++k) {
    for (const std::int64_t inhabitants : {1, 7, 15, 1'000}) {
      INFO("ages " << k << ", " << inhabitants << " inhabitants");
      const auto made = made_of(inhabitants, odd[k]);
      CHECK(sum(persons_of(made)) == inhabitants);
      for (const auto& members : made.households) {
        CHECK(has_adult(members));
        CHECK(size_of(members) <= 12);
      }
    }
  }
}

TEST_CASE("cars by licences: all households together have the shares asked for, more drivers have more cars") {
  const std::array<std::int64_t, kLicenceCounts> households{150, 420, 380, 50};
  const auto shares = cars_by_licences(households, kUsual.cars_per_household);
  std::array<double, kCarCounts> all{};
  std::array<double, kLicenceCounts> mean{};
  for (std::size_t l = 0; l < kLicenceCounts; ++l) {
    CHECK(sum(shares[l]) == Approx(1));
    for (std::size_t cars = 0; cars < kCarCounts; ++cars) {
      all[cars] += shares[l][cars] * double(households[l]) / 1'000;
      mean[l] += shares[l][cars] * double(cars);
    }
    if (l > 0) CHECK(mean[l] > mean[l - 1]);
  }
  for (std::size_t cars = 0; cars < kCarCounts; ++cars) {
    CHECK(all[cars] == Approx(kUsual.cars_per_household[cars]).margin(1e-4));
  }
  const auto no_car = cars_by_licences(households, {1, 0, 0, 0});
  for (const auto& row : no_car) CHECK(row[0] == 1);
}
