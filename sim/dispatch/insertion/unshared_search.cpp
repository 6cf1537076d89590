#include <algorithm>
#include <tuple>

#include "dispatch/insertion/insertion_search.h"

namespace navette {
namespace {

// Who came first is served first: nobody planned before is fetched or brought any later. A pause may begin later.
bool delays_nobody(const ShuttleNow& shuttle, std::span<const PlannedStop> candidate, std::size_t rank) {
  const auto old = shuttle.schedule->stops();
  for (std::size_t k = 0; k < old.size(); ++k) {
    if (old[k].kind != StopKind::pause && candidate[k < rank ? k : k + 2].begin != old[k].begin) return false;
  }
  return true;
}

}  // namespace

std::optional<Insertion> InsertionSearch::search_unshared(const PendingTrip& trip, const FleetView& fleet) {
  const auto within = search_unshared(trip, fleet, false);
  return within || trip.largest_excess == Milliseconds{0} ? within : search_unshared(trip, fleet, true);
}

std::optional<Insertion> InsertionSearch::search_unshared(const PendingTrip& trip, const FleetView& fleet,
                                                          bool may_exceed_limits) {
  // Idle by the time asked for comes first, then near; among the busy, free first.
  using Preference = std::tuple<bool, Milliseconds>;
  std::optional<Insertion> chosen;
  Preference chosen_preference{};
  for_each_choice(trip, fleet, [&](const PendingTrip& asked) {
    const PendingTrip pair = may_exceed_limits ? asked : asked.within_limits();
    for (std::size_t s = 0; s < fleet.size(); ++s) {
      const ShuttleNow shuttle{fleet, ShuttleId{s}};
      if (!pair.may_ride(fleet.shuttle(shuttle.id), shuttle.id)) continue;
      const std::size_t first_open_rank = fleet.first_open_rank(shuttle.id);
      for (std::size_t rank = 0; rank < shuttle.size(); ++rank) {
        if (!shuttle.load(rank).is_zero() || !position_allowed(shuttle, first_open_rank, rank, rank)) continue;
        if (!carries(shuttle, pair, rank, rank)) continue;
        const InsertionDrives drives = drives_of(pair, shuttle, rank, rank);
        const Milliseconds free_at = shuttle.leave(rank);
        const bool busy = free_at > std::max(pair.pickup.earliest, fleet.now());
        const Preference preference{busy, busy ? free_at : drives.to_pickup};
        if (chosen && preference >= chosen_preference) continue;
        assemble(shuttle, pair, rank, rank, drives, candidate_);
        if (!plan_candidate(shuttle)) continue;
        const Milliseconds cost = operating_time(shuttle.origin(), candidate_) - shuttle.operating_time();
        if (!delays_nobody(shuttle, candidate_, rank)) continue;
        if (may_exceed_limits && !worth_being_late(pair, shuttle, rank, rank, cost)) continue;
        chosen = Insertion{shuttle.id, static_cast<std::int32_t>(rank), static_cast<std::int32_t>(rank), cost, choice_};
        chosen_preference = preference;
      }
    }
  });
  return chosen;
}

}  // namespace navette
