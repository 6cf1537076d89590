#include <catch2/catch.hpp>

#include "core/random_stream.h"
#include "fleet/drive.h"
#include "network/travel_time_oracle.h"
#include "support/random_roads.h"

using namespace navette;
using namespace navette::test;
using namespace navette::literals;

TEST_CASE("a shuttle looked for from where it was last found is where it is looked for from the start of its drive") {
  int found = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    INFO("seed " << seed);
    const RoadGraph graph = random_roads(seed, 40);
    const TravelTimeOracle oracle{graph};
    TravelTimeQuery query{oracle};
    RandomStream random{seed, Purpose::given_demand};
    Drive drive{random_place(graph, random), random_place(graph, random), 8_h, 8_h, {}};
    const Milliseconds planned = query.path(drive.from, drive.to, drive.departure, drive.path);
    drive.pace = 900 + static_cast<std::int64_t>(400 * random.uniform());
    std::int64_t held = 0;
    if (seed % 2 == 0 && drive.path.size() > 2) {
      drive.holds = {{1, 12'345'678}, {drive.path.size() - 1, 98'765}};
      for (const Hold& hold : drive.holds) held += hold.length;
    }
    drive.arrival = drive.departure + drive.by_clock(planned, held);
    const std::int64_t step = 1 + (drive.arrival - drive.departure).count / 50;
    Progress so_far;
    for (Milliseconds now = drive.departure; now <= drive.arrival; now += Milliseconds{step}) {
      REQUIRE(position(graph, drive, now, so_far) == position(graph, drive, now));
      if (so_far.rank > 0) ++found;
    }
  }
  CHECK(found > 1'000);
}
