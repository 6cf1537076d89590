#include <catch2/catch.hpp>

#include "verify/breaks.h"

using namespace navette;
using namespace navette::test;

namespace {

// The first and the last are promised a pickup 10 s and 130 s too late, and a drop-off 10 s too late. That may drift by
// 20 s, if it is not the latest allowed.
void be_late(HandmadeRun& run) {
  run.integers["/services/largest_excess"] = {130'000};
  run.at("/services/max_wait_time")[0] = 20'000;
  run.reals["/services/max_travel_time_alpha"][0] = 1;
  run.at("/services/max_travel_time_beta")[0] = 200'000;
  run.at("/requests/promised_dropoff")[0] = kEight + 300'000;
  run.at("/requests/latest_pickup") = {kEight + 50'000, kEight + 140'000, kNone, kEight + 600'000};
  run.at("/requests/latest_dropoff") = {kEight + 320'000, kEight + 350'000, kNone, kEight + 800'000};
}

Break late(const Break& what) { return all({be_late, what}); }

}  // namespace

TEST_CASE("limits that may be exceeded bind as far as the times promised exceed them, and no further than they may") {
  CHECK(broken(be_late).empty());
  CHECK(broken(late(set("/services/largest_excess", 0, 0))) == Names{"promises.limits"});
  CHECK(broken(late(set("/services/largest_excess", 0, 129'999))) == Names{"promises.limits"});
  CHECK(broken(late(set("/services/largest_excess", 0, 9'999))) == Names{"promises.limits"});
  CHECK(broken(late(add("/requests/latest_pickup", 0, 1))) == Names{"promises.limits"});
  CHECK(broken(late(add("/requests/latest_pickup", 1, 1))) == Names{"promises.limits"});
  CHECK(broken(late(add("/requests/latest_dropoff", 3, 1))) == Names{"promises.limits"});
  // Told earlier than it was, or held to more than was told.
  CHECK(broken(late(add("/requests/promised_pickup", 0, -1))) == Names{"promises.limits"});
  CHECK(broken(late(all({add("/requests/promised_pickup", 0, -1), add("/requests/latest_pickup", 0, -1)}))).empty());
  CHECK(broken(late(set("/services/largest_excess", 0, -1))) == Names{"tables.values"});
  // An arrival asked for is not exceeded.
  CHECK(broken(late(set("/requests/latest_arrival", 3, kEight + 775'000))) == Names{"promises.limits"});
}
