#include "dispatch/service_rules.h"

#include <algorithm>

#include "core/portable_math.h"

namespace navette {
namespace {

Milliseconds share_of(double share, Milliseconds time) {
  return Milliseconds{portable::round_to_integer(share * static_cast<double>(time.count))};
}

}  // namespace

ServiceRules::Limits ServiceRules::limits(const TripRequest& request, Milliseconds direct_time) const {
  const Milliseconds travel = share_of(max_travel_time_alpha, direct_time) + max_travel_time_beta;
  Milliseconds detour = max_absolute_detour;
  if (max_detour_alpha > 0) {
    const Milliseconds by_share = share_of(max_detour_alpha - 1, direct_time) + max_detour_beta;
    detour = std::min(detour, std::max(minimum_allowed_detour, by_share));
  }
  return {request.earliest_departure + max_wait_time,
          std::min(request.earliest_departure + travel, request.latest_arrival),
          detour >= kNever ? kNever : direct_time + detour, max_wait_time};
}

ServiceRules::Limits ServiceRules::widest(const TripRequest& request, Limits limits) const {
  limits.latest_pickup += largest_excess;
  limits.latest_dropoff = std::min(limits.latest_dropoff + largest_excess, request.latest_arrival);
  return limits;
}

}  // namespace navette
