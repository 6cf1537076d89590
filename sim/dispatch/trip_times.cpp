#include "dispatch/trip_times.h"

#include <algorithm>

namespace navette {

TripTimes::TripTimes(const TravelTimeOracle& oracle)
    : graph_{oracle.graph()}, to_pickup_{oracle}, to_dropoff_{oracle}, from_pickup_{oracle}, from_dropoff_{oracle} {}

void TripTimes::start() {
  for (Side* side : {&to_pickup_, &to_dropoff_, &from_pickup_, &from_dropoff_}) side->label = {};
}

void TripTimes::pin(const PendingTrip& trip, const LabelPool& labels) {
  labels_ = &labels;
  pickup_ = trip.pickup.location;
  dropoff_ = trip.dropoff.location;
  to_pickup_.set(labels.arrival(trip.pickup.labels));
  to_dropoff_.set(labels.arrival(trip.dropoff.labels));
  from_pickup_.set(labels.departure(trip.pickup.labels));
  from_dropoff_.set(labels.departure(trip.dropoff.labels));
}

Milliseconds TripTimes::answer(Side& side, LaterLabel other, Location from, Location to, Heading heading) const {
  ++lookups_;
  const Milliseconds by_hubs = side.time(other.label) + other.later;
  if (from.edge != to.edge && graph_.twin(from.edge) != to.edge) return by_hubs;
  return std::min(by_hubs, same_edge_time(graph_, from, to, heading));
}

Milliseconds TripTimes::to_pickup(const Origin& from, LaterLabel departure) const {
  return answer(to_pickup_, departure, from.location, pickup_, from.heading);
}
Milliseconds TripTimes::to_dropoff(const Origin& from, LaterLabel departure) const {
  return answer(to_dropoff_, departure, from.location, dropoff_, from.heading);
}
Milliseconds TripTimes::to_pickup(const PlannedStop& from) const {
  return answer(to_pickup_, {labels_->departure(from.labels), {}}, from.location, pickup_, Heading::either);
}
Milliseconds TripTimes::to_dropoff(const PlannedStop& from) const {
  return answer(to_dropoff_, {labels_->departure(from.labels), {}}, from.location, dropoff_, Heading::either);
}
Milliseconds TripTimes::from_pickup(const PlannedStop& to) const {
  return answer(from_pickup_, {labels_->arrival(to.labels), {}}, pickup_, to.location, Heading::either);
}
Milliseconds TripTimes::from_dropoff(const PlannedStop& to) const {
  return answer(from_dropoff_, {labels_->arrival(to.labels), {}}, dropoff_, to.location, Heading::either);
}

}  // namespace navette
