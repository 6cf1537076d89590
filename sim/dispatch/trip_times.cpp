#include "dispatch/trip_times.h"

#include <algorithm>

namespace navette {

void TripTimes::set(const PendingTrip& trip, const LabelPool& labels) {
  labels_ = &labels;
  pickup_ = {trip.pickup.location, trip.pickup.labels};
  dropoff_ = {trip.dropoff.location, trip.dropoff.labels};
}

Milliseconds TripTimes::answer(Milliseconds by_hubs, Location from, Location to, Heading heading) const {
  ++lookups_;
  if (from.edge != to.edge && graph_.twin(from.edge) != to.edge) return by_hubs;
  return std::min(by_hubs, same_edge_time(graph_, from, to, heading));
}

Milliseconds TripTimes::to(const End& end, const Origin& from, LaterLabel departure) const {
  const Milliseconds by_hubs = Milliseconds{labels_->time_to(end.labels, departure.label)} + departure.later;
  return answer(by_hubs, from.location, end.location, from.heading);
}

Milliseconds TripTimes::to(const End& end, const PlannedStop& from) const {
  const Milliseconds by_hubs{labels_->time_to(end.labels, labels_->departure(from.labels))};
  return answer(by_hubs, from.location, end.location, Heading::either);
}

Milliseconds TripTimes::from(const End& end, const PlannedStop& to) const {
  const Milliseconds by_hubs{labels_->time_from(end.labels, labels_->arrival(to.labels))};
  return answer(by_hubs, end.location, to.location, Heading::either);
}

Milliseconds TripTimes::to_pickup(const Origin& from, LaterLabel departure) const {
  return to(pickup_, from, departure);
}
Milliseconds TripTimes::to_dropoff(const Origin& from, LaterLabel departure) const {
  return to(dropoff_, from, departure);
}
Milliseconds TripTimes::to_pickup(const PlannedStop& from) const { return to(pickup_, from); }
Milliseconds TripTimes::to_dropoff(const PlannedStop& from) const { return to(dropoff_, from); }
Milliseconds TripTimes::from_pickup(const PlannedStop& to) const { return from(pickup_, to); }
Milliseconds TripTimes::from_dropoff(const PlannedStop& to) const { return from(dropoff_, to); }

}  // namespace navette
