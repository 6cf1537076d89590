#include <catch2/catch.hpp>

#include "core/random_stream.h"
#include "demand/travel/time_plan.h"
#include "travelling_residents.h"

using namespace navette;
using navette::test::four_sigma;

namespace {

PlannedTour wish(int drawn, int leave_home, int stay, int journey) {
  PlannedTour tour;
  tour.drawn = drawn;
  tour.leave_home = leave_home;
  tour.stay = stay;
  tour.journey = journey;
  return tour;
}

}  // namespace

TEST_CASE("the tours of any day fit between its midnights, one after the other") {
  RandomStream random{11, Purpose::given_demand};
  for (int trial = 0; trial < 20'000; ++trial) {
    INFO("trial " << trial);
    std::vector<PlannedTour> tours;
    const int count = 1 + static_cast<int>(random.below(4));
    tours.reserve(static_cast<std::size_t>(count));
    const std::uint32_t longest = random.below(8) == 0 ? 2'000 : 90;  // [min] some live absurdly far away
    for (int k = 0; k < count; ++k) {
      tours.push_back(wish(k, static_cast<int>(random.below(1'440)), static_cast<int>(random.below(700)),
                           1 + static_cast<int>(random.below(longest))));
    }
    TimePlan::fit(tours);
    int home_since = 0;
    for (const PlannedTour& tour : tours) {
      REQUIRE(tour.leave_home >= home_since);
      REQUIRE(tour.stay >= 10);
      REQUIRE(tour.leave_there == tour.leave_home + tour.journey + tour.stay);
      home_since = tour.leave_there + tour.journey;
    }
    REQUIRE(home_since <= 1'440);
  }
}

TEST_CASE("tours that do not hinder each other are made as wished") {
  std::vector<PlannedTour> tours{wish(0, 900, 60, 15), wish(1, 480, 120, 20)};
  TimePlan::fit(tours);
  CHECK(tours[0].drawn == 1);
  CHECK(tours[0].leave_home == 480);
  CHECK(tours[0].leave_there == 620);
  CHECK(tours[1].leave_home == 900);
  CHECK(tours[1].leave_there == 975);
}

TEST_CASE("a tour wished during another leaves ten minutes after the resident is back") {
  std::vector<PlannedTour> tours{wish(0, 480, 480, 20), wish(1, 600, 30, 15)};
  TimePlan::fit(tours);
  CHECK(tours[1].leave_home == 480 + 20 + 480 + 20 + 10);
}

TEST_CASE("a stay that would last beyond midnight is cut") {
  std::vector<PlannedTour> tours{wish(0, 1'320, 240, 20)};
  TimePlan::fit(tours);
  CHECK(tours[0].leave_home == 1'320);
  CHECK(tours[0].leave_there == 1'420);
}

TEST_CASE("wished hours follow the profile, stays have their mean and least length") {
  const DemandParameters parameters;
  const TimePlan times{parameters};
  constexpr int kMany = 30'000;
  for (std::size_t p = 0; p < kActivityPurposes; ++p) {
    std::array<int, 24> hours{};
    double stays = 0;
    int shortest = 1'440;
    for (int i = 0; i < kMany; ++i) {
      RandomStream stream{9, Purpose::tour_times, static_cast<std::uint32_t>(i), static_cast<std::int32_t>(p)};
      PlannedTour tour;
      tour.purpose = static_cast<ActivityPurpose>(p);
      times.draw(tour, stream);
      ++hours[static_cast<std::size_t>(tour.leave_home / 60)];
      stays += tour.stay;
      shortest = std::min(shortest, tour.stay);
    }
    double sum = 0;
    for (const double weight : parameters.departure_profile[p]) sum += weight;
    for (std::size_t hour = 0; hour < 24; ++hour) {
      INFO("purpose " << p << ", hour " << hour);
      const double share = parameters.departure_profile[p][hour] / sum;
      CHECK(hours[hour] / double{kMany} == Approx(share).margin(four_sigma(share, kMany)));
    }
    INFO("purpose " << p);
    const double mean = 60 * parameters.stay[p];
    // Cutting at four times the mean takes 1.8 % of the varying part, whole minutes half a minute.
    CHECK(stays / kMany == Approx(mean - 0.018 * mean * parameters.stay_spread[p] - 0.5).epsilon(0.025));
    CHECK(shortest >= static_cast<int>(mean * (1 - parameters.stay_spread[p]) - 1e-6));
  }
}

TEST_CASE("a journey takes the road at the given speed, and the allowance") {
  DemandParameters parameters;
  parameters.detour_factor = 1.5;
  parameters.journey_speed = 60;
  parameters.journey_allowance = 600;
  const TimePlan times{parameters};
  CHECK(times.journey(0) == 10);
  CHECK(times.journey(19'999) == 40);
}
