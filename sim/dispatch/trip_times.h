#pragma once

#include <cstdint>
#include <utility>

#include "dispatch/pending_trip.h"
#include "fleet/fleet_view.h"

namespace navette {

/// Driving times between one trip's two ends and any planned stop: one scan per question.
class TripTimes {
 public:
  explicit TripTimes(const RoadGraph& graph) : graph_{graph} {}

  /// From here on questions are about this trip.
  void set(const PendingTrip& trip, const LabelPool& labels);

  /// Labels scanned since this was last asked.
  std::int64_t take_lookups() { return std::exchange(lookups_, 0); }

  [[nodiscard]] Location pickup() const { return pickup_.location; }
  [[nodiscard]] Milliseconds to_pickup(const Origin& from, LaterLabel departure) const;
  [[nodiscard]] Milliseconds to_dropoff(const Origin& from, LaterLabel departure) const;
  [[nodiscard]] Milliseconds to_pickup(const PlannedStop& from) const;
  [[nodiscard]] Milliseconds to_dropoff(const PlannedStop& from) const;
  [[nodiscard]] Milliseconds from_pickup(const PlannedStop& to) const;
  [[nodiscard]] Milliseconds from_dropoff(const PlannedStop& to) const;

 private:
  struct End {
    Location location;
    std::int32_t labels = -1;
  };
  [[nodiscard]] Milliseconds to(const End& end, const Origin& from, LaterLabel departure) const;
  [[nodiscard]] Milliseconds to(const End& end, const PlannedStop& from) const;
  [[nodiscard]] Milliseconds from(const End& end, const PlannedStop& to) const;
  [[nodiscard]] Milliseconds answer(Milliseconds by_hubs, Location from, Location to, Heading heading) const;

  const RoadGraph& graph_;
  const LabelPool* labels_ = nullptr;
  mutable std::int64_t lookups_ = 0;
  End pickup_;
  End dropoff_;
};

}  // namespace navette
