#include "engine/request_book.h"

#include <algorithm>

#include "fleet/drive.h"

namespace navette {

RequestBook::RequestBook(const RoadGraph& roads, const Demand& demand, const ServiceRules& rules, LabelPool& labels)
    : roads_{roads}, demand_{demand}, rules_{rules}, labels_{labels}, entries_(demand.size()) {
  for (std::size_t r = 0; r < entries_.size(); ++r) entries_[RequestId{r}].record.request = RequestId{r};
}

PendingTrip RequestBook::open(RequestId id, TravelTimeQuery& query) {
  const TripRequest& asked = demand_[id];
  Entry& entry = entries_[id];
  query.path(asked.origin, asked.destination, asked.earliest_departure, path_);
  const Drive direct{asked.origin, asked.destination, Milliseconds{0}, Milliseconds{0}, path_};
  entry.record.direct_time = query.travel_time(asked.origin, asked.destination, asked.earliest_departure);
  entry.record.direct_distance =
      driven(roads_, direct, path_.size() - 1, on_edge(roads_, asked.destination, path_.back()));
  const PendingTrip trip = make_pending_trip(id, asked, rules_, entry.record.direct_time, labels_.add(asked.origin),
                                             labels_.add(asked.destination));
  entry.stage = RequestStage::pending;
  entry.pickup = trip.pickup;
  entry.dropoff = trip.dropoff;
  return trip;
}

void RequestBook::promise(RequestId id, ShuttleId shuttle, Milliseconds now, PlannedStop& pickup,
                          PlannedStop& dropoff) {
  Entry& entry = entries_[id];
  pickup.latest = std::min(pickup.latest, pickup.begin + rules_.max_allowed_pickup_delay);
  entry.stage = RequestStage::accepted;
  entry.pickup = pickup;
  entry.dropoff = dropoff;
  entry.record.shuttle = shuttle;
  entry.record.decided_at = now;
  entry.record.promise = {pickup.begin, dropoff.begin, pickup.latest, dropoff.latest, dropoff.max_ride};
}

void RequestBook::refuse(RequestId id, RefusalReason reason, Milliseconds now) {
  Entry& entry = entries_[id];
  if (entry.stage == RequestStage::pending) {
    labels_.release(entry.pickup.labels);
    labels_.release(entry.dropoff.labels);
  }
  entry.stage = RequestStage::ended;
  entry.record.end = RequestEnd::refused;
  entry.record.reason = reason;
  entry.record.decided_at = now;
}

void RequestBook::board(RequestId id, Milliseconds now) {
  Entry& entry = entries_[id];
  labels_.release(entry.pickup.labels);
  entry.stage = RequestStage::on_board;
  entry.record.pickup = now;
  entry.record.boarded = now + entry.pickup.duration;
  // From here on the ride limit is a fixed time.
  entry.dropoff.latest = std::min(entry.dropoff.latest, entry.record.boarded + entry.dropoff.max_ride);
  entry.dropoff.max_ride = kNever;
}

void RequestBook::alight(RequestId id, Milliseconds now) {
  Entry& entry = entries_[id];
  labels_.release(entry.dropoff.labels);
  entry.stage = RequestStage::ended;
  entry.record.end = RequestEnd::served;
  entry.record.dropoff = now;
}

}  // namespace navette
