#include "dispatch/rebalancing/go_to_place.h"

#include <algorithm>

namespace navette {

void ReturnToDepot::rebalance(const FleetView& fleet, std::span<const ShuttleId> idle,
                              const DemandForecast& /*forecast*/, std::vector<Move>& moves) {
  for (const ShuttleId id : idle) moves.push_back({id, fleet.shuttle(id).depot});
}

void NearestWaitingPlace::rebalance(const FleetView& fleet, std::span<const ShuttleId> idle,
                                    const DemandForecast& /*forecast*/, std::vector<Move>& moves) {
  for (const ShuttleId id : idle) {
    const Origin& here = fleet.origin(id);
    Milliseconds soonest = kNever;
    Location nearest;
    for (const Location place : places_) {
      const Milliseconds drive = fleet.drive_now(query_, here.location, place, here.heading);
      if (drive >= soonest) continue;
      soonest = drive;
      nearest = place;
    }
    if (nearest.valid()) moves.push_back({id, nearest});
  }
}

}  // namespace navette
