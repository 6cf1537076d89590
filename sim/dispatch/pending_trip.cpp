#include "dispatch/pending_trip.h"

#include <algorithm>

namespace navette {

PendingTrip PendingTrip::between(std::size_t choice) const {
  const StopChoices::Pair& pair = choices->pairs[choice];
  PendingTrip trip = *this;
  trip.pickup = choices->pickups[static_cast<std::size_t>(pair.pickup)].visit;
  trip.dropoff = choices->dropoffs[static_cast<std::size_t>(pair.dropoff)].visit;
  trip.limits.latest_dropoff -= choices->dropoffs[static_cast<std::size_t>(pair.dropoff)].walk;
  trip.drive = pair.drive;
  trip.only = pair.only;
  trip.choices = nullptr;
  return trip;
}

PendingTrip PendingTrip::within_limits() const {
  PendingTrip trip = *this;
  trip.pickup.latest = std::min(pickup.latest, limits.latest_pickup);
  trip.dropoff.latest = std::min(dropoff.latest, limits.latest_dropoff);
  trip.largest_excess = Milliseconds{0};
  return trip;
}

void hold_to_limits(const ServiceRules::Limits& limits, PlannedStop& pickup, PlannedStop& dropoff) {
  const auto bind = [&](PlannedStop& stop, Milliseconds limit) {
    stop.latest = std::min(stop.latest, stop.begin > limit ? stop.begin + limits.drift : limit);
  };
  bind(pickup, limits.latest_pickup);
  bind(dropoff, limits.latest_dropoff);
}

PendingTrip make_pending_trip(RequestId id, const TripRequest& asked, const ServiceRules& rules,
                              Milliseconds direct_time, std::int32_t pickup_labels, std::int32_t dropoff_labels) {
  PendingTrip trip;
  trip.request = id;
  trip.asked = &asked;
  trip.direct_time = direct_time;
  trip.drive = direct_time;
  trip.limits = rules.limits(asked, direct_time);
  trip.largest_excess = rules.largest_excess;
  const ServiceRules::Limits widest = rules.widest(asked, trip.limits);

  PlannedStop& pickup = trip.pickup;
  pickup.location = asked.origin;
  pickup.kind = StopKind::pickup;
  pickup.labels = pickup_labels;
  pickup.request = id;
  pickup.duration = asked.boarding_time.count < 0 ? rules.stop_duration : asked.boarding_time;
  pickup.earliest = asked.earliest_departure;
  pickup.latest = widest.latest_pickup;
  pickup.change = Load::of(asked.party_size - asked.wheelchairs, asked.wheelchairs);

  PlannedStop& dropoff = trip.dropoff;
  dropoff = pickup;
  dropoff.location = asked.destination;
  dropoff.kind = StopKind::dropoff;
  dropoff.labels = dropoff_labels;
  dropoff.earliest = asked.earliest_departure;
  dropoff.latest = widest.latest_dropoff;
  dropoff.max_ride = trip.limits.max_ride;
  dropoff.change = -pickup.change;
  return trip;
}

}  // namespace navette
