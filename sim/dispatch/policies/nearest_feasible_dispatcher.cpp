#include "dispatch/policies/nearest_feasible_dispatcher.h"

#include <algorithm>

#include "dispatch/policies/in_turn.h"

namespace navette {
namespace {

struct Candidate {
  Milliseconds drive;  // from where the shuttle is now
  std::int32_t choice = 0;
  ShuttleId shuttle;

  auto operator<=>(const Candidate&) const = default;
};

}  // namespace

std::optional<Insertion> NearestFeasibleDispatcher::find(const PendingTrip& trip, const FleetView& fleet) {
  const std::size_t pairs = trip.choices == nullptr ? 1 : trip.choices->pairs.size();
  const auto pair = [&](std::size_t k) { return trip.choices == nullptr ? trip : trip.between(k); };
  std::vector<Candidate> candidates;
  for (std::size_t k = 0; k < pairs; ++k) {
    const PendingTrip between = pair(k);
    for (std::size_t s = 0; s < fleet.size(); ++s) {
      const ShuttleId id{s};
      if (!between.may_ride(fleet.shuttle(id), id)) continue;
      const Origin& here = fleet.origin(id);
      const Milliseconds drive = fleet.drive_now(query_, here.location, between.pickup.location, here.heading);
      candidates.push_back({drive, static_cast<std::int32_t>(k), id});
    }
  }
  std::sort(candidates.begin(), candidates.end());
  const auto first = [&](bool may_exceed_limits) -> std::optional<Insertion> {
    for (const Candidate& candidate : candidates) {
      const PendingTrip between = pair(static_cast<std::size_t>(candidate.choice));
      auto found = search_.search_one(may_exceed_limits ? between : between.within_limits(), fleet, candidate.shuttle);
      if (!found) continue;
      found->choice = candidate.choice;
      return found;
    }
    return std::nullopt;
  };
  const auto within = first(false);
  return within || trip.largest_excess == Milliseconds{0} ? within : first(true);
}

void NearestFeasibleDispatcher::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet,
                                         Proposal& proposal) {
  const auto find_nearest = [&](const PendingTrip& trip) { return find(trip, fleet); };
  InTurn{search_, fleet, proposal, Sharing::allowed, find_nearest}.decide(pending);
}

}  // namespace navette
