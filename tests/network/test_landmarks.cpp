#include <catch2/catch.hpp>

#include "core/random_stream.h"
#include "network/landmarks.h"
#include "support/random_roads.h"

using namespace navette;

namespace {

struct Place {
  Location location;
  LandmarkTimes times;
};

std::vector<Place> random_places(const TravelTimeOracle& oracle, RandomStream& random, int count) {
  std::vector<Place> places;
  PlaceLabel departure;
  PlaceLabel arrival;
  for (int i = 0; i < count; ++i) {
    const Location here = oracle.graph().canonical(test::random_place(oracle.graph(), random));
    oracle.departure_label(here, Heading::either, departure);
    oracle.arrival_label(here, arrival);
    places.push_back({here, oracle.landmarks().of(here, departure.view(), arrival.view())});
  }
  return places;
}

}  // namespace

TEST_CASE("no drive between two places takes less than the landmarks say, and most take little more") {
  double said = 0;
  double took = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    INFO("seed " << seed);
    const RoadGraph roads = test::random_roads(seed, 20 + static_cast<std::int32_t>(seed));
    const TravelTimeOracle oracle{roads};
    TravelTimeQuery query{oracle};
    RandomStream random{seed, Purpose::given_demand};
    const auto places = random_places(oracle, random, 25);
    for (const Place& a : places) {
      for (const Place& b : places) {
        const auto time = query.travel_time(a.location, b.location, Milliseconds{0}).count;
        const std::int32_t bound = oracle.landmarks().least_drive(a.times, b.times);
        REQUIRE(bound <= time);
        said += std::max(bound, 0);
        took += static_cast<double>(time);
      }
    }
  }
  CHECK(said > 0.5 * took);
}

  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    INFO("seed " << seed);
    const RoadGraph roads = test::random_roads(seed, 40);
    const TravelTimeOracle oracle{roads};
    TravelTimeQuery query{oracle};
    RandomStream random{seed, Purpose::given_demand};
    const auto places = random_places(oracle, random, 16);
    const auto drive = [&](const Place& a, const Place& b) {
      return query.travel_time(a.location, b.location, Milliseconds{0}).count;
    };
    for (const Place& a : places) {
      for (const Place& by : places) {
        for (const Place& b : places) {
          const auto straight = drive(a, b);
          const auto over = drive(a, by) + drive(by, b);
          REQUIRE(straight <= over + by.times.turning_gain);
        }
      }
    }
  }
}
