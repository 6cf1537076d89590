#include "engine/booking/request_book.h"

#include <algorithm>

#include "engine/booking/offered_stops.h"
#include "fleet/drive.h"

namespace navette {
RequestBook::RequestBook(const TravelTimeOracle& oracle, const Demand& demand,
                         const IdVector<ServiceId, Service>& services, LabelPool& labels)
    : roads_{oracle.graph()},
      demand_{demand},
      services_{services},
      labels_{labels},
      entries_{std::vector<Entry>(demand.size())} {
  for (std::size_t r = 0; r < entries_.size(); ++r) entries_[RequestId{r}].record.request = RequestId{r};
}

void RequestBook::suppose_departure(RequestId id, Milliseconds departure) {
  entries_[id].shifted.reset();
  if (departure == kNever) return;
  entries_[id].shifted = std::make_unique<TripRequest>(demand_[id]);
  entries_[id].shifted->earliest_departure = departure;
}

void RequestBook::suppose_arrival(RequestId id, Milliseconds latest) {
  entries_[id].shifted.reset();
  if (latest >= demand_[id].latest_arrival) return;
  entries_[id].shifted = std::make_unique<TripRequest>(demand_[id]);
  entries_[id].shifted->latest_arrival = latest;
}

void RequestBook::never_made(RequestId id, NeverMadeCause cause) {
  entries_[id].stage = RequestStage::ended;
  entries_[id].record.end = RequestEnd::never_made;
  entries_[id].record.never_made_cause = cause;
}

void RequestBook::measure_direct_trips(TravelTimeQuery& query) {
  Drive direct;
  for (std::size_t r = 0; r < entries_.size(); ++r) {
    RequestRecord& record = entries_[RequestId{r}].record;
    const TripRequest& asked = demand_[RequestId{r}];
    const bool goes_somewhere = asked.origin.valid() && asked.destination.valid() && asked.origin != asked.destination;
    if (record.end == RequestEnd::never_made || !goes_somewhere) continue;
    direct.from = asked.origin;
    record.direct_time = query.path(asked.origin, asked.destination, asked.earliest_departure, direct.path);
    const Location end = on_edge(roads_, asked.destination, direct.path.back());
    record.direct_distance = driven(roads_, direct, direct.path.size() - 1, end);
  }
}

std::optional<PendingTrip> RequestBook::open(RequestId id, ServiceId service, Milliseconds now,
                                             TravelTimeQuery& query) {
  const TripRequest& asked = this->asked(id);
  Entry& entry = entries_[id];
  const Service& offered = services_[service];
  entry.record.service = service;
  entry.only = ShuttleId{};
  const bool to_the_door = offered.given().kind == ServiceKind::door_to_door;
  if (to_the_door) {
    labels_.fetch(asked.origin);
    labels_.fetch(asked.destination);
  }
  const std::int32_t from = to_the_door ? labels_.add(asked.origin) : -1;
  const std::int32_t to = to_the_door ? labels_.add(asked.destination) : -1;
  Milliseconds& direct = entry.record.direct_time;
  if (direct >= kNever) {
    direct = to_the_door ? drive_between(roads_, labels_, asked.origin, from, asked.destination, to)
                         : query.travel_time(asked.origin, asked.destination, asked.earliest_departure);
  }
  PendingTrip trip = make_pending_trip(id, asked, offered.rules(), direct, from, to);
  trip.service = service;
  trip.opened_at = now;
  if (!to_the_door) {
    offered.pickups(asked, now, pickups_);
    offered.dropoffs(asked, now, dropoffs_);
    auto choices = std::make_unique<StopChoices>();
    for (const TripEnd& end : pickups_) {
      choices->pickups.push_back(stop_choice(trip.pickup, end, true, labels_.add(end.place)));
    }
    for (const TripEnd& end : dropoffs_) {
      choices->dropoffs.push_back(stop_choice(trip.dropoff, end, false, labels_.add(end.place)));
    }
    pair_up(offered, pickups_, dropoffs_, roads_, labels_, *choices);
    entry.choices = std::move(choices);
    if (entry.choices->pairs.empty()) {
      release_labels(entry);
      return std::nullopt;
    }
    trip.choices = entry.choices.get();
    const PendingTrip first = trip.between(0);
    trip.pickup = first.pickup;
    trip.dropoff = first.dropoff;
    trip.drive = first.drive;
  }
  entry.stage = RequestStage::pending;
  entry.pickup = trip.pickup;
  entry.dropoff = trip.dropoff;
  return trip;
}

void RequestBook::release_labels(Entry& entry) {
  if (entry.choices) {
    for (const StopChoice& choice : entry.choices->pickups) labels_.release(choice.visit.labels);
    for (const StopChoice& choice : entry.choices->dropoffs) labels_.release(choice.visit.labels);
    entry.choices.reset();
  } else if (entry.stage == RequestStage::pending) {
    labels_.release(entry.pickup.labels);
    labels_.release(entry.dropoff.labels);
  }
}

void RequestBook::close(RequestId id, RefusalReason reason) {
  Entry& entry = entries_[id];
  release_labels(entry);
  entry.stage = RequestStage::heard;
  RefusalReason& kept = entry.record.reason;
  if (kept == RefusalReason::none || closeness(reason) > closeness(kept)) kept = reason;
}

bool RequestBook::choose(RequestId id, std::int32_t choice) {
  Entry& entry = entries_[id];
  if (!entry.choices) return choice == 0;
  if (choice < 0 || static_cast<std::size_t>(choice) >= entry.choices->pairs.size()) return false;
  const StopChoices::Pair& pair = entry.choices->pairs[static_cast<std::size_t>(choice)];
  const auto take = [&](std::vector<StopChoice>& from, std::int32_t row) {
    const StopChoice chosen = from[static_cast<std::size_t>(row)];
    from.erase(from.begin() + row);  // its labels stay
    return chosen;
  };
  const StopChoice pickup = take(entry.choices->pickups, pair.pickup);
  const StopChoice dropoff = take(entry.choices->dropoffs, pair.dropoff);
  entry.pickup = pickup.visit;
  entry.dropoff = dropoff.visit;
  entry.only = pair.only;
  entry.record.pickup_stop = pickup.stop;
  entry.record.dropoff_stop = dropoff.stop;
  entry.record.walk_to_pickup = pickup.walk;
  entry.record.walk_from_dropoff = dropoff.walk;
  entry.record.course = pair.course;
  release_labels(entry);
  return true;
}

void RequestBook::promise(RequestId id, ShuttleId shuttle, Milliseconds now, PlannedStop& pickup,
                          PlannedStop& dropoff) {
  Entry& entry = entries_[id];
  const ServiceRules& rules = services_[entry.record.service].rules();
  if (rules.largest_excess > Milliseconds{0}) {
    auto limits = rules.limits(asked(id), entry.record.direct_time);
    limits.latest_dropoff -= entry.record.walk_from_dropoff;
    hold_to_limits(limits, pickup, dropoff);
  }
  pickup.latest = std::min(pickup.latest, pickup.begin + rules.max_allowed_pickup_delay);
  entry.stage = RequestStage::accepted;
  entry.pickup = pickup;
  entry.dropoff = dropoff;
  entry.record.shuttle = shuttle;
  entry.record.reason = RefusalReason::none;  // of a service that was asked before
  entry.record.least_added_time = kNever;
  entry.record.decided_at = now;
  const Milliseconds departure = asked(id).earliest_departure;
  if (departure != demand_[id].earliest_departure) entry.record.agreed_departure = departure;
  entry.record.promise = {pickup.begin, dropoff.begin, pickup.latest, dropoff.latest, dropoff.max_ride};
}

void RequestBook::refuse(RequestId id, Milliseconds now) {
  Entry& entry = entries_[id];
  entry.stage = RequestStage::ended;
  entry.record.end = RequestEnd::refused;
  entry.record.service = ServiceId{};
  entry.record.decided_at = now;
  if (entry.record.reason != RefusalReason::too_costly) entry.record.least_added_time = kNever;
}

void RequestBook::end_unserved(RequestId id, RequestEnd end) {
  Entry& entry = entries_[id];
  labels_.release(entry.pickup.labels);
  labels_.release(entry.dropoff.labels);
  entry.stage = RequestStage::ended;
  entry.record.end = end;
}

void RequestBook::put_off(const PlannedStop& stop) {
  PlannedStop& own = stop.kind == StopKind::pickup ? entries_[stop.request].pickup : entries_[stop.request].dropoff;
  own.latest = stop.latest;
  own.max_ride = stop.max_ride;
}

void RequestBook::take_at_word(RequestId id) {
  Entry& entry = entries_[id];
  entry.pickup.latest = entry.record.promise.latest_pickup;
  entry.dropoff.latest = entry.record.promise.latest_dropoff;
  entry.dropoff.max_ride = entry.record.promise.max_ride;
}

void RequestBook::board(RequestId id, Milliseconds now, Milliseconds dwell) {
  Entry& entry = entries_[id];
  labels_.release(entry.pickup.labels);
  entry.stage = RequestStage::on_board;
  entry.record.pickup = now;
  entry.record.boarded = now + dwell;
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
