#pragma once

#include <utility>

#include "dispatch/pending_trip.h"
#include "fleet/fleet_view.h"

namespace navette {

/// Driving times between one trip's two ends and any planned stop: four pinned label arrays, one scan per question.
class TripTimes {
 public:
  explicit TripTimes(const TravelTimeOracle& oracle);

  void pin(const PendingTrip& trip, const LabelPool& labels);

  /// Labels scanned since this was last asked.
  std::int64_t take_lookups() { return std::exchange(lookups_, 0); }

  [[nodiscard]] Location pickup() const { return pickup_; }
  [[nodiscard]] Milliseconds to_pickup(const Origin& from, LabelView departure) const;
  [[nodiscard]] Milliseconds to_dropoff(const Origin& from, LabelView departure) const;
  [[nodiscard]] Milliseconds to_pickup(const PlannedStop& from) const;
  [[nodiscard]] Milliseconds to_dropoff(const PlannedStop& from) const;
  [[nodiscard]] Milliseconds from_pickup(const PlannedStop& to) const;
  [[nodiscard]] Milliseconds from_dropoff(const PlannedStop& to) const;

 private:
  [[nodiscard]] Milliseconds answer(const PinnedPlace& pinned, LabelView label, Location from, Location to,
                                    Heading heading) const;

  const RoadGraph& graph_;
  const LabelPool* labels_ = nullptr;
  mutable std::int64_t lookups_ = 0;
  Location pickup_;
  Location dropoff_;
  PinnedPlace to_pickup_;
  PinnedPlace to_dropoff_;
  PinnedPlace from_pickup_;
  PinnedPlace from_dropoff_;
};

}  // namespace navette
