#pragma once

#include <utility>

#include "dispatch/pending_trip.h"
#include "fleet/fleet_view.h"

namespace navette {

/// Driving times between one trip's two ends and any planned stop: four label arrays, each pinned when first asked for,
/// and one scan per question.
class TripTimes {
 public:
  explicit TripTimes(const TravelTimeOracle& oracle);

  /// A new question: labels may have changed since the last.
  void start();
  /// From here on questions are about this trip. A place that it has in common with the one before stays pinned.
  void pin(const PendingTrip& trip, const LabelPool& labels);

  /// Labels scanned since this was last asked.
  std::int64_t take_lookups() { return std::exchange(lookups_, 0); }

  [[nodiscard]] Location pickup() const { return pickup_; }
  [[nodiscard]] Milliseconds to_pickup(const Origin& from, LaterLabel departure) const;
  [[nodiscard]] Milliseconds to_dropoff(const Origin& from, LaterLabel departure) const;
  [[nodiscard]] Milliseconds to_pickup(const PlannedStop& from) const;
  [[nodiscard]] Milliseconds to_dropoff(const PlannedStop& from) const;
  [[nodiscard]] Milliseconds from_pickup(const PlannedStop& to) const;
  [[nodiscard]] Milliseconds from_dropoff(const PlannedStop& to) const;

 private:
  /// One end of the trip, asked for ways to it or from it.
  struct Side {
    explicit Side(const TravelTimeOracle& oracle) : place{oracle} {}
    void set(LabelView of_trip) {
      if (label.hubs.data() == of_trip.hubs.data()) return;
      label = of_trip;
      pinned = false;
    }
    [[nodiscard]] Milliseconds time(LabelView other) {
      if (!pinned) place.pin(label);
      pinned = true;
      return Milliseconds{place.time(other)};
    }
    PinnedPlace place;
    LabelView label;
    bool pinned = false;
  };
  [[nodiscard]] Milliseconds answer(Side& side, LaterLabel other, Location from, Location to, Heading heading) const;

  const RoadGraph& graph_;
  const LabelPool* labels_ = nullptr;
  mutable std::int64_t lookups_ = 0;
  Location pickup_;
  Location dropoff_;
  mutable Side to_pickup_;
  mutable Side to_dropoff_;
  mutable Side from_pickup_;
  mutable Side from_dropoff_;
};

}  // namespace navette
