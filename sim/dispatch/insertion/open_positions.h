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

  /// Adds those of all shuttles that stand idle and may serve the trip.
  void find_idle(std::vector<OpenPosition>& found) const;
  /// Adds those of all others. None that costs more than `most` is needed.
  void find_busy(Milliseconds most, std::vector<OpenPosition>& found) const;

  /// Begins planned behind an insertion come earlier by no more than this, and latest begins later: turning round at
  /// the new stops may save time, see turning_gain.
  [[nodiscard]] Milliseconds slack() const { return slack_; }
  /// At least so long from the stop at this rank (not the origin) to the drop-off, and on from it to a stop.
  [[nodiscard]] Milliseconds to_dropoff(const PlannedStop& from) const {
    return least(labels_.bounds(from.labels), dropoff_);
  }
  [[nodiscard]] Milliseconds from_dropoff(const PlannedStop& to) const {
    return least(dropoff_, labels_.bounds(to.labels));
  }

 private:
  struct Halt;
  struct Next;
  [[nodiscard]] bool may_serve(ShuttleId id, const ShuttleBrief& brief) const {
    return brief.service == trip_.service && (!trip_.only.valid() || trip_.only == id) &&
           trip_.pickup.change.fits_in(brief.capacity);
  }
  /// kNever: a bound rules it out.
  [[nodiscard]] Milliseconds least_cost_of_idle(const ShuttleBrief& brief) const;
  /// At least so much for any position but the last of a shuttle that is not idle.
  [[nodiscard]] Milliseconds least_cost(const ShuttleBrief& brief) const;
  void find(ShuttleId id, std::size_t first_rank, Milliseconds most, std::vector<OpenPosition>& found) const;
  [[nodiscard]] Halt origin_of(ShuttleId id) const;
  /// kNever: a bound rules the position out, or it costs more than `most`.
  [[nodiscard]] Milliseconds least_cost(const Halt& before, const Next& next, Milliseconds most) const;
  template <class From, class To>
  [[nodiscard]] Milliseconds least(const From& from, const To& to) const {
    return Milliseconds{std::max(labels_.landmarks().least_drive(from, to), 0)};
  }

  const PendingTrip& trip_;
  const FleetView& fleet_;
  const LabelPool& labels_;
  LandmarkTimes pickup_;
  LandmarkTimes dropoff_;
  Milliseconds slack_;
};

}  // namespace navette
