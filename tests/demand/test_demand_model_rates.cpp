// What travel surveys say of residents, held against what the model makes of them.
#include <catch2/catch.hpp>
#include <numeric>

#include "travelling_residents.h"

using namespace navette;
using namespace navette::test;

namespace {

constexpr int kMany = 60'000;

template <std::size_t n>
double sum(const std::array<std::int64_t, n>& counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
}

TravelCounts count(const Population& residents, const DemandParameters& parameters, int day) {
  const DemandModel model{residents, places_of_all_kinds(5, 1), parameters, kMonday};
  std::vector<TripRequest> requests;
  return model.day(1, day, 2, requests);
}

}  // namespace

TEST_CASE("residents make about 3 trips on a weekday (EMP 2019)") {
  const Population residents = residents_of_all_ages(kMany, 1);
  const DemandParameters parameters;
  for (const int day : {0, 1, 4}) {
    const TravelCounts counts = count(residents, parameters, day);
    CHECK(sum(counts.residents) == kMany);
    CHECK(sum(counts.trips) / kMany == Approx(3.0).margin(0.1));
    CHECK(sum(counts.trips) == 2 * sum(counts.tours));
  }
}

TEST_CASE("42 % of those over 75 and 74 % of those up to 64 go out on a weekday (Wimoov 2018)") {
  const DemandParameters parameters;
  for (const AgeBand band : {AgeBand::from_6_to_10, AgeBand::from_18_to_24, AgeBand::from_40_to_64, AgeBand::from_75}) {
    const double share = band == AgeBand::from_75 ? 0.42 : 0.74;
    const TravelCounts counts = count(residents_of(band, kMany), parameters, 2);
    INFO("age band " << to_string(band));
    CHECK(sum(counts.went_out) / kMany == Approx(share).margin(four_sigma(share, kMany)));
    CHECK(static_cast<double>(counts.went_out[static_cast<std::size_t>(band)]) == sum(counts.went_out));
  }
}

TEST_CASE("fewer go out on Saturdays and Sundays, by their factors") {
  const Population residents = residents_of(AgeBand::from_40_to_64, kMany);
  const DemandParameters parameters;
  // Day 5 is a Saturday, 6 a Sunday, and so are those a week later.
  for (const int week : {0, 1}) {
    const double saturday = sum(count(residents, parameters, 7 * week + 5).went_out) / kMany;
    const double sunday = sum(count(residents, parameters, 7 * week + 6).went_out) / kMany;
    CHECK(saturday == Approx(0.74 * 0.90).margin(four_sigma(0.67, kMany)));
    CHECK(sunday == Approx(0.74 * 0.65).margin(four_sigma(0.48, kMany)));
  }
}

TEST_CASE("the weekday is that of the date") {
  const Population residents = residents_of(AgeBand::from_11_to_17, 3'000);
  const DemandParameters parameters;
  const auto school = static_cast<std::size_t>(ActivityPurpose::school);
  // 29 February 2024 was a Thursday: days 2 and 3 are the weekend.
  const DemandModel model{residents, places_of_all_kinds(2, 1), parameters, std::chrono::year{2024} / 2 / 29};
  std::vector<TripRequest> requests;
  for (const int day : {0, 1, 2, 3, 4, 8, 9, 10, 11}) {
    INFO("day " << day);
    const bool weekend = day % 7 == 2 || day % 7 == 3;
    CHECK((model.day(1, day, 1, requests).tours[school] == 0) == weekend);
  }
}

TEST_CASE("nobody of 65 and more works, and children mostly go to school") {
  const DemandParameters parameters;
  const auto tours = [&](AgeBand band) { return count(residents_of(band, 5'000), parameters, 0).tours; };
  CHECK(tours(AgeBand::from_65_to_74)[static_cast<std::size_t>(ActivityPurpose::work)] == 0);
  CHECK(tours(AgeBand::from_75)[static_cast<std::size_t>(ActivityPurpose::work)] == 0);
  for (const AgeBand band : {AgeBand::from_6_to_10, AgeBand::from_11_to_17}) {
    const TravelCounts counts = count(residents_of(band, 5'000), parameters, 0);
    CHECK(static_cast<double>(counts.tours[static_cast<std::size_t>(ActivityPurpose::school)]) >
          0.7 * sum(counts.went_out));
  }
}

TEST_CASE("trips are counted alike whoever asks for the service") {
  const Population residents = residents_of_all_ages(5'000, 3);
  DemandParameters parameters;
  parameters.service_share = 0;
  const TravelCounts none = count(residents, parameters, 1);
  parameters.service_share = 1;
  const TravelCounts all = count(residents, parameters, 1);
  CHECK(none.trips == all.trips);
  CHECK(none.tours == all.tours);
  CHECK(none.asked_service == 0);
  CHECK(all.asked_service > 0);
}
