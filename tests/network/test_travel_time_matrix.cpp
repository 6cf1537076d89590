#include "network/travel_time_matrix.h"

#include <catch2/catch.hpp>

#include "core/random_stream.h"
#include "support/random_roads.h"

using namespace navette;
using namespace navette::test;

TEST_CASE("a matrix holds what a query answers pair by pair, for any number of threads") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    INFO("seed " << seed);
    const RoadGraph graph = random_roads(seed, 1 + static_cast<std::int32_t>(seed * 7 % 120));
    const TravelTimeOracle oracle{graph};
    TravelTimeQuery query{oracle};
    RandomStream random{seed, Purpose::given_demand};
    std::vector<Location> from(9);
    std::vector<Location> to(6);
    for (Location& place : from) place = random_place(graph, random);
    for (std::size_t k = 0; k < to.size(); ++k) to[k] = k % 3 == 0 ? from[k] : random_place(graph, random);
    const auto times = travel_time_matrix(oracle, from, to);
    REQUIRE(times.size() == 54);
    for (std::size_t i = 0; i < from.size(); ++i) {
      for (std::size_t j = 0; j < to.size(); ++j) {
        REQUIRE(times[i * to.size() + j] == query.travel_time(from[i], to[j], Milliseconds{0}).count);
      }
    }
    CHECK(travel_time_matrix(oracle, from, to, 3) == times);
    CHECK(travel_time_matrix(oracle, {}, to).empty());
  }
}
