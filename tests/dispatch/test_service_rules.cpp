#include <catch2/catch.hpp>

#include "dispatch/refusal_reason.h"
#include "dispatch/service_rules.h"

using namespace navette;
using namespace navette::literals;

namespace {

TripRequest asked_at(Milliseconds submitted, Milliseconds departure) {
  TripRequest request;
  request.submitted_at = submitted;
  request.earliest_departure = departure;
  return request;
}

}  // namespace

TEST_CASE("limits count from the earliest departure, not from the submission") {
  ServiceRules rules;
  rules.max_wait_time = 10_min;
  rules.max_travel_time_alpha = 1.5;
  rules.max_travel_time_beta = 20_min;
  const auto limits = rules.limits(asked_at(7_h, 9_h), 20_min);
  CHECK(limits.latest_pickup == 9_h + 10_min);
  CHECK(limits.latest_dropoff == 9_h + 50_min);  // 1.5 * 20 + 20, wait included
  CHECK(limits.max_ride == kNever);
}

TEST_CASE("the arrival asked for is kept where it is tighter") {
  auto request = asked_at(7_h, 9_h);
  request.latest_arrival = 9_h + 30_min;
  CHECK(ServiceRules{}.limits(request, 10_min).latest_dropoff == 9_h + 30_min);
  request.latest_arrival = 12_h;
  CHECK(ServiceRules{}.limits(request, 10_min).latest_dropoff == 9_h + 35_min);
}

TEST_CASE("a short detour can be asked for beside a long wait") {
  ServiceRules rules;
  rules.max_absolute_detour = 15_min;
  rules.max_detour_alpha = 1.2;
  rules.max_detour_beta = 2_min;
  rules.minimum_allowed_detour = 5_min;
  const auto ride = [&](Milliseconds direct) { return rules.limits(asked_at(0_h, 9_h), direct).max_ride - direct; };
  CHECK(ride(5_min) == 5_min);     // 0.2 * 5 + 2 = 3, less than the minimum allowed
  CHECK(ride(30_min) == 8_min);    // 0.2 * 30 + 2
  CHECK(ride(100_min) == 15_min);  // capped
}

TEST_CASE("every reason of refusal has a name") {
  for (int code = 0; code < kRefusalReasons; ++code) {
    CHECK(to_string(static_cast<RefusalReason>(code)) != "none");
  }
  CHECK(to_string(RefusalReason::none) == "none");
  CHECK(to_string(RefusalReason::too_far_away) == "too_far_away");
}
