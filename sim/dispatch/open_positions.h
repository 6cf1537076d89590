#pragma once

#include <vector>

#include "dispatch/pending_trip.h"
#include "fleet/fleet_view.h"

namespace navette {

/// Where a trip may perhaps be picked up, and the least that can cost.
struct OpenPosition {
  Milliseconds cost;  // at least: added operating time
  ShuttleId shuttle;
  std::int32_t pickup_after = 0;  // rank
};

/// Finds the positions of one trip's pickup that no bound rules out. Drives are bounded by landmarks, so nothing is
/// scanned and no moving shuttle is located.
class OpenPositions {
 public:
  OpenPositions(const PendingTrip& trip, const FleetView& fleet);

  /// Adds those of all shuttles that may serve the trip.
  void find(std::vector<OpenPosition>& found) const;

  /// Begins planned behind an insertion come earlier by no more than this, and latest begins later: turning round at
  /// the new stops may save time, see turning_gain.
  [[nodiscard]] Milliseconds slack() const { return slack_; }
  /// At least so long from the stop at this rank (not the origin) to the drop-off, and on from it to a stop.
  [[nodiscard]] Milliseconds to_dropoff(const PlannedStop& from) const {
    return least(from.labels, trip_.dropoff.labels);
  }
  [[nodiscard]] Milliseconds from_dropoff(const PlannedStop& to) const {
    return least(trip_.dropoff.labels, to.labels);
  }

 private:
  struct Halt;
  void find(ShuttleId id, std::vector<OpenPosition>& found) const;
  [[nodiscard]] Halt origin_of(ShuttleId id) const;
  [[nodiscard]] Milliseconds least_cost(const Halt& before, const PlannedStop& next, Milliseconds drive_between,
                                        Milliseconds latest_next) const;
  [[nodiscard]] Milliseconds least(std::int32_t from, std::int32_t to) const {
    return Milliseconds{std::max(labels_.landmarks().least_drive(labels_.bounds(from), labels_.bounds(to)), 0)};
  }

  const PendingTrip& trip_;
  const FleetView& fleet_;
  const LabelPool& labels_;
  Milliseconds slack_;
};

}  // namespace navette
