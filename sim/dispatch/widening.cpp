#include "dispatch/widening.h"

namespace navette {
namespace {

void add(Milliseconds& limit, Milliseconds by) {
  if (limit < kNever) limit += by;
}

}  // namespace

void widen_limits(PendingTrip& trip, const Widening& by) {
  // By the rules too: where limits may be exceeded at a price, policies keep to these first.
  add(trip.pickup.latest, by.wait);
  add(trip.limits.latest_pickup, by.wait);
  add(trip.dropoff.latest, by.later);
  add(trip.limits.latest_dropoff, by.later);
  add(trip.dropoff.max_ride, by.ride);
  add(trip.limits.max_ride, by.ride);
  // A place more for a party is a party that needs a place less.
  const Load party = trip.pickup.change;
  trip.pickup.change = Load::of(party.seats() - by.seats, party.wheelchairs() - by.wheelchairs);
  trip.dropoff.change = -trip.pickup.change;
}

std::optional<PendingTrip> widened(const PendingTrip& trip, const Widening& by, const FleetView& /*fleet*/) {
  PendingTrip wider = trip;
  widen_limits(wider, by);
  if (by.only.valid()) {
    if (trip.only.valid() && trip.only != by.only) return std::nullopt;
    wider.only = by.only;
  }
  return wider;
}

}  // namespace navette
