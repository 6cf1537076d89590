#include <algorithm>
#include <array>

#include "dispatch/insertion/insertion_search.h"

namespace navette {
namespace {

// What a way of serving the trip may fail at, in order of precedence. Seats apart, each test counts all limits that the
// one before it does.
constexpr std::array kTests{RefusalReason::too_far_away,  RefusalReason::shuttle_full,
                            RefusalReason::trip_too_long, RefusalReason::promises_to_others,
                            RefusalReason::shift_ends,    RefusalReason::driver_rules};

// Lifts the limits that `level` does not yet count.
void relax(const PendingTrip& trip, RefusalReason level, std::vector<PlannedStop>& stops) {
  for (PlannedStop& stop : stops) {
    const bool own_pickup = stop.request == trip.request && stop.kind == StopKind::pickup;
    const bool own_dropoff = stop.request == trip.request && stop.kind == StopKind::dropoff;
    const bool depot = stop.kind == StopKind::depot;
    const bool pause = stop.kind == StopKind::pause;
    const bool counts = own_pickup || (own_dropoff && level >= RefusalReason::trip_too_long) ||
                        (!own_dropoff && !depot && !pause && level >= RefusalReason::promises_to_others) ||
                        (depot && level >= RefusalReason::shift_ends) ||
                        (pause && level >= RefusalReason::driver_rules);
    if (counts) continue;
    stop.latest = kNever;
    stop.max_ride = kNever;
  }
}

}  // namespace

bool InsertionSearch::passes(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after,
                             std::size_t dropoff_after, RefusalReason level) {
  if (level == RefusalReason::shuttle_full) return carries(shuttle, trip, pickup_after, dropoff_after);
  assemble(shuttle, trip, pickup_after, dropoff_after, drives_of(trip, shuttle, pickup_after, dropoff_after),
           candidate_);
  relax(trip, level, candidate_);
  if (level == RefusalReason::driver_rules) return plan_candidate(shuttle);
  return shuttle.plan(candidate_, waiting_);
}

RefusalReason InsertionSearch::refusal_reason(const PendingTrip& trip, const FleetView& fleet, Sharing sharing) {
  auto most = RefusalReason::too_far_away;
  for_each_choice(trip, fleet, [&](const PendingTrip& pair) {
    const auto reason = pair_refusal_reason(pair, fleet, sharing);
    if (closeness(reason) > closeness(most)) most = reason;
  });
  count_lookups();
  return most;
}

RefusalReason InsertionSearch::pair_refusal_reason(const PendingTrip& trip, const FleetView& fleet, Sharing sharing) {
  auto best = RefusalReason::too_far_away;
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleNow shuttle{fleet, ShuttleId{s}};
    if (!trip.may_ride(fleet.shuttle(shuttle.id), shuttle.id)) continue;
    const std::size_t first_open_rank = fleet.first_open_rank(shuttle.id);
    for (std::size_t i = 0; i < shuttle.size() && shuttle.begin(i) <= trip.pickup.latest; ++i) {
      if (shuttle.schedule->latest_begin(i) < trip.pickup.earliest) continue;
      for (std::size_t j = i; j < shuttle.size() && shuttle.begin(j) <= trip.dropoff.latest; ++j) {
        if (!position_allowed(shuttle, first_open_rank, i, j)) continue;
        if (sharing == Sharing::none && (i != j || !shuttle.load(i).is_zero())) continue;
        // Only a way that passes the tests up to the best so far is of interest.
        const auto* const strictest = std::find(kTests.begin(), kTests.end(), best);
        if (strictest > kTests.begin() && !carries(shuttle, trip, i, j)) continue;
        if (!passes(trip, shuttle, i, j, best)) continue;
        const auto* const failed = std::find_if(
            kTests.begin(), kTests.end(), [&](RefusalReason level) { return !passes(trip, shuttle, i, j, level); });
        // Passes every test, yet the policy may not take it: it would delay somebody who came before.
        const auto level = failed != kTests.end() ? *failed : RefusalReason::promises_to_others;
        if (closeness(level) > closeness(best)) best = level;
      }
    }
  }
  return best;
}

}  // namespace navette
