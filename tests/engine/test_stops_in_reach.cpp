#include <algorithm>
#include <catch2/catch.hpp>

#include "core/random_stream.h"
#include "engine/world/service.h"
#include "support/ascii_map.h"

namespace {

using namespace navette;

// By the distance of each stop, none left out beforehand.
std::vector<std::int32_t> within_walk(const GivenService& given, Coordinate door) {
  std::vector<std::int32_t> found;
  for (std::size_t s = 0; s < given.stops.size(); ++s) {
    const double metres = distance(door, given.stops[s].place) * given.walking_detour_factor;
    if (metres <= given.max_walk_distance) found.push_back(static_cast<std::int32_t>(s));
  }
  return found;
}

}  // namespace

// A----B
TEST_CASE("the stops in reach are those within the walk, from the equator to the pole and across the date line") {
  const auto village = test::ascii_map("A----B");
  const RoadSnapper snapper{village.graph};
  RandomStream random{1, Purpose::given_demand};
  const auto aside = [&] { return static_cast<std::int32_t>(random.below(400'000)) - 200'000; };
  std::size_t reached = 0;
  for (const double lat : {0.0, 30.0, -46.5, 60.0, -75.0, 85.0, 89.98}) {
    for (const double lon : {6.5, 179.999, -179.999}) {
      GivenService given;
      given.kind = ServiceKind::stop_based;
      given.max_walk_distance = 1'000;
      const Coordinate door = Coordinate::from_degrees(lon, lat);
      for (int s = 0; s < 400; ++s) {
        std::int64_t east = std::int64_t{door.lon} + std::int64_t{aside()} * (s % 2 == 0 ? 1 : 12);
        if (east > 1'800'000'000) east -= 3'600'000'000;
        if (east < -1'800'000'000) east += 3'600'000'000;
        const std::int32_t north = std::min(door.lat + aside(), 900'000'000);
        given.stops.push_back({"stop", {static_cast<std::int32_t>(east), north}, "stop"});
      }
      const Service service{given, snapper, 1e9};
      TripRequest asked;
      asked.origin_place = door;
      std::vector<TripEnd> ends;
      service.pickups(asked, asked.submitted_at, ends);
      std::vector<std::int32_t> found;
      found.reserve(ends.size());
      for (const TripEnd& end : ends) found.push_back(end.stop);
      std::sort(found.begin(), found.end());
      INFO("lon " << lon << ", lat " << lat);
      CHECK(found == within_walk(given, door));
      reached += found.size();
    }
  }
  CHECK(reached > 100);
}
