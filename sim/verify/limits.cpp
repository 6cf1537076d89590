#include "verify/limits.h"

#include <algorithm>
#include <cmath>

namespace navette::verify {
namespace {

std::int64_t share_of(double share, std::int64_t time) {
  const double product = share * static_cast<double>(time);
  return static_cast<std::int64_t>(product < 0 ? std::ceil(product - 0.5) : std::floor(product + 0.5));
}

/// Of two limits, either of which may be absent.
std::int64_t tighter(std::int64_t a, std::int64_t b) {
  if (a == kNone) return b;
  return b == kNone ? a : std::min(a, b);
}

std::int64_t sum(std::int64_t time, std::int64_t limit) { return limit == kNone ? kNone : time + limit; }

}  // namespace

Limits limits_of(const Run& run, std::size_t request) {
  const auto& rules = run.rules;
  const std::int64_t earliest = run.requests.earliest_departure[request];
  const std::int64_t direct = run.requests.direct_time[request];
  const std::int64_t travel = sum(share_of(rules.max_travel_time_alpha, direct), rules.max_travel_time_beta);
  std::int64_t by_share = kNone;
  if (rules.max_detour_alpha > 0) {
    by_share = sum(share_of(rules.max_detour_alpha - 1, direct), rules.max_detour_beta);
    if (by_share != kNone) {
      by_share = rules.minimum_allowed_detour == kNone ? kNone : std::max(by_share, rules.minimum_allowed_detour);
    }
  }
  const std::int64_t promised = run.requests.promised_pickup[request];
  const std::int64_t drift = promised == kNone ? kNone : sum(promised, rules.max_allowed_pickup_delay);
  return {tighter(sum(earliest, rules.max_wait_time), drift),
          tighter(travel == kNone ? kNone : earliest + travel, run.requests.latest_arrival[request]),
          sum(direct, tighter(rules.max_absolute_detour, by_share))};
}

}  // namespace navette::verify
