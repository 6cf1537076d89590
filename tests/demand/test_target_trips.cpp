#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>

#include "core/errors.h"
#include "core/random_stream.h"
#include "demand/travel/calibrate_share.h"
#include "travelling_residents.h"

using namespace navette;
using namespace navette::test;

namespace {

double asked_for(const std::vector<double>& weights, double share) {
  double sum = 0;
  for (const double weight : weights) sum += std::min(1.0, share * weight);
  return sum;
}

struct Village {
  Population residents = residents_of_all_ages(20'000, 5);
  std::vector<Destination> places = places_of_all_kinds(6, 5);
  DemandParameters parameters;

  [[nodiscard]] std::vector<TripRequest> day(std::uint64_t seed, int number) const {
    const DemandModel model{residents, places, parameters, kMonday};
    std::vector<TripRequest> requests;
    model.day(seed, number, 1, requests);
    return requests;
  }
};

std::set<std::string> told(const std::vector<TripRequest>& requests) {
  std::set<std::string> all;
  for (const TripRequest& request : requests) {
    all.insert(request.name + ' ' + std::to_string(request.submitted_at.count) + ' ' +
               std::to_string(request.earliest_departure.count) + ' ' + std::to_string(request.origin_place.lon) + ' ' +
               std::to_string(request.destination_place.lat) + ' ' + std::to_string(request.party_size));
  }
  return all;
}

}  // namespace

TEST_CASE("the share found makes tours ask as often as wanted, exactly, also where some ask for certain") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    std::vector<double> weights;
    const auto count = 1 + random.next() % 40;
    for (std::uint32_t i = 0; i < count; ++i) weights.push_back(random.uniform() < 0.2 ? 0 : random.uniform(0.01, 30));
    double most = 0;
    for (const double weight : weights) most += weight > 0 ? 1 : 0;
    const double wanted = random.uniform(0, 1.2) * (most + 0.1);
    const auto share = share_for(weights, wanted);
    REQUIRE(share.has_value() == (wanted <= most && most > 0));
    if (share) CHECK(asked_for(weights, *share) == Approx(wanted));
  }
  CHECK_FALSE(share_for({}, 1));
}

TEST_CASE("a target of trips is met on the mean weekday, over many days, and no other draw moves") {
  Village village;
  village.parameters.target_trips_per_day = 300;
  const DemandModel model{village.residents, village.places, village.parameters, kMonday};
  std::vector<TripRequest> requests;
  constexpr int kWeeks = 8;
  for (int week = 0; week < kWeeks; ++week) {
    for (int day = 0; day < 5; ++day) model.day(17, 7 * week + day, 1, requests);
  }
  const double mean = static_cast<double>(requests.size()) / (5 * kWeeks);
  // Tours ask one by one, each for two trips: Poisson at most, and the share itself is drawn from five days.
  CHECK(mean == Approx(300).margin(4 * std::sqrt(2 * 300.0 / (5 * kWeeks)) + 8));

  Village by_share;
  by_share.parameters.service_share = model.service_share();
  CHECK(told(by_share.day(3, 1)) == told(village.day(3, 1)));
}

TEST_CASE("who asks at a lower level asks at a higher one, for the same trip at the same time") {
  Village village;
  village.parameters.target_trips_per_day = 250;
  for (int day = 0; day < 7; ++day) {
    std::set<std::string> before;
    for (const double level : {0.5, 0.7, 1.0, 1.4, 3.0}) {
      INFO("day " << day << ", level " << level);
      village.parameters.level = level;
      const auto now = told(village.day(9, day));
      CHECK(now.size() > before.size());
      CHECK(std::includes(now.begin(), now.end(), before.begin(), before.end()));
      before = now;
    }
  }
}

TEST_CASE("a higher target adds requests and moves none") {
  Village few;
  Village many;
  few.parameters.target_trips_per_day = 100;
  many.parameters.target_trips_per_day = 180;
  const auto fewer = told(few.day(4, 2));
  const auto more = told(many.day(4, 2));
  CHECK(more.size() > fewer.size());
  CHECK(std::includes(more.begin(), more.end(), fewer.begin(), fewer.end()));
}

TEST_CASE("more trips than residents make are an error that says how many they make") {
  Village village;
  village.parameters.target_trips_per_day = 1e6;
  CHECK_THROWS_WITH(village.day(1, 0),
                    Catch::Contains("demand.target_trips_per_day is 1000000") && Catch::Contains("trips on a weekday"));
}
