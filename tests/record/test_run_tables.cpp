#include "record/run_tables.h"

#include <catch2/catch.hpp>

namespace navette {
namespace {

LegRecord leg_of(int shuttle, std::int64_t departure, std::int64_t distance) {
  LegRecord leg;
  leg.shuttle = ShuttleId{shuttle};
  leg.departure = Milliseconds{departure};
  leg.distance = Metres{distance};
  return leg;
}

TEST_CASE("sorted legs keep their samples, and samples stand in the order of the legs") {
  RunTables tables;
  const std::vector<TrajectorySample> late{{EdgeId{7}, Milliseconds{500}}, {EdgeId{8}, Milliseconds{600}}};
  const std::vector<TrajectorySample> other{{EdgeId{1}, Milliseconds{10}}};
  const std::vector<TrajectorySample> early{{EdgeId{3}, Milliseconds{20}}};
  tables.leg(leg_of(1, 500, 1), late);
  tables.leg(leg_of(0, 10, 2), other);
  tables.leg(leg_of(1, 20, 3), early);
  tables.leg(leg_of(1, 20, 4), {});
  tables.sort();

  REQUIRE(tables.legs.size() == 4);
  CHECK(tables.legs[0].distance == Metres{2});
  CHECK(tables.legs[1].distance == Metres{3});
  CHECK(tables.legs[2].distance == Metres{4});  // as it came: the same shuttle and departure
  CHECK(tables.legs[3].distance == Metres{1});
  CHECK(tables.sample_edge == std::vector<EdgeId>{EdgeId{1}, EdgeId{3}, EdgeId{7}, EdgeId{8}});
  CHECK(tables.sample_entry ==
        std::vector<Milliseconds>{Milliseconds{10}, Milliseconds{20}, Milliseconds{500}, Milliseconds{600}});
  CHECK(tables.leg_samples[1].first == 1);
  CHECK(tables.leg_samples[2].count == 0);
  CHECK(tables.leg_samples[3].first == 2);
  CHECK(tables.leg_samples[3].count == 2);
}

TEST_CASE("stops that begin together stay in the order in which they were made") {
  RunTables tables;
  for (int row = 0; row < 40; ++row) {
    StopRecord stop;
    stop.shuttle = ShuttleId{row % 2};
    stop.begin = Milliseconds{row < 20 ? 5 : 3};
    stop.request = RequestId{row};
    tables.stop(stop);
  }
  tables.sort();
  for (std::size_t row = 1; row < tables.stops.size(); ++row) {
    const StopRecord& before = tables.stops[row - 1];
    const StopRecord& after = tables.stops[row];
    CHECK(before.shuttle <= after.shuttle);
    if (before.shuttle != after.shuttle) continue;
    CHECK(before.begin <= after.begin);
    if (before.begin == after.begin) CHECK(before.request < after.request);
  }
}

}  // namespace
}  // namespace navette
