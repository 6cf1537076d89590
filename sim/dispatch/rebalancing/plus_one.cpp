#include "dispatch/rebalancing/plus_one.h"

namespace navette {

void PlusOne::rebalance(const FleetView& fleet, std::span<const ShuttleId> idle, const DemandForecast& /*forecast*/,
                        std::vector<Move>& moves) {
  std::vector<bool> sent(idle.size(), false);
  for (const SignOfDemand& sign : heard_) {
    std::size_t nearest = idle.size();
    Milliseconds soonest = kNever;
    for (std::size_t k = 0; k < idle.size(); ++k) {
      if (sent[k]) continue;
      const Origin& here = fleet.origin(idle[k]);
      const Milliseconds drive = fleet.drive_now(query_, here.location, sign.origin, here.heading);
      if (drive >= soonest) continue;
      soonest = drive;
      nearest = k;
    }
    if (nearest == idle.size()) break;
    sent[nearest] = true;
    moves.push_back({idle[nearest], sign.origin});
  }
  heard_.clear();
}

}  // namespace navette
