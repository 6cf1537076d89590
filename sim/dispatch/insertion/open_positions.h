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
  /// Memory that is used again.
  struct Scratch {
    std::vector<Eight::Lanes> costs;
    std::vector<ShuttleId> shuttles;
  };
  OpenPositions(const PendingTrip& trip, const FleetView& fleet, Scratch& scratch);

  /// Adds the one behind all visits of a shuttle that promises to cost least; none if that is possible nowhere.
  void find_most_promising(std::vector<OpenPosition>& found);
  /// Adds all others. None that costs more than `most` is needed.
  void find_others(Milliseconds most, std::vector<OpenPosition>& found);

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
  [[nodiscard]] SieveTrip sieved() const;
  [[nodiscard]] bool is_asked(ShuttleId id) const { return !trip_.only.valid() || trip_.only == id; }
  void add_last(ShuttleId id, std::int16_t cost, std::vector<OpenPosition>& found) const;
  void add(ShuttleId id, std::size_t rank, std::int16_t cost, std::vector<OpenPosition>& found) const;
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
  SieveTrip sieved_;
  Scratch& scratch_;
  ShuttleId tried_;  // the most promising
};

}  // namespace navette
