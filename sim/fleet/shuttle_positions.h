#pragma once

#include <vector>

#include "fleet/fleet.h"
#include "fleet/sieve_lanes.h"

namespace navette {

/// Where one shuttle might pick somebody up before its last visit, and the least that costs: each position by itself,
/// eight of them side by side. The position behind the last visit is told by FleetSieve.
class ShuttlePositions {
 public:
  /// The shuttle's state or schedule has changed. `first_drive`: see FleetSieve::renew.
  void renew(const Shuttle& shuttle, const ShuttleState& state, const Schedule& schedule, const LabelPool& labels,
             Milliseconds first_drive);

  /// Calls found(rank, least cost [steps]) for each position from `first` on that may cost no more than `most`.
  template <class Found>
  void find(const SieveTrip& trip, std::size_t first, std::int16_t most, Found&& found) const {
    for (std::size_t b = first / 8; b < blocks_.size(); ++b) {
      const Block& block = blocks_[b];
      if (block.all_too_late(trip)) return;
      if (block.all_too_early(trip)) continue;
      for_each_up_to(most, block.cost(trip), [&](std::size_t lane, std::int16_t cost) {
        const std::size_t rank = 8 * b + lane;
        if (rank >= first) found(rank, cost);
      });
    }
  }

 private:
  struct Block {
    SieveLanes lanes;
    LandmarkLanes halt;
    LandmarkLanes next;
    Eight::Lanes ends_rides{};  // a mask: a depot or a pause comes next

    // Visits are in the order of time.
    [[nodiscard]] bool all_too_late(const SieveTrip& trip) const {
      return (Eight::of(lanes.from, trip.now_up) > trip.latest_pickup + trip.slack).bits() == Eight::kAllBits;
    }
    [[nodiscard]] bool all_too_early(const SieveTrip& trip) const {
      return (trip.earliest - trip.slack > lanes.latest_begin(trip)).bits() == Eight::kAllBits;
    }
    [[nodiscard]] Eight cost(const SieveTrip& trip) const;
  };
  std::vector<Block> blocks_;  // rank r is lane r % 8 of block r / 8
};

}  // namespace navette
