#include "engine/explain/trip_widener.h"

#include <algorithm>

#include "engine/booking/offered_stops.h"

namespace navette {

TripWidener::Kept& TripWidener::kept_for(RequestId request) {
  for (const auto& kept : kept_) {
    if (kept->request == request) return *kept;
  }
  if (kept_.size() > 1) kept_.erase(kept_.begin());
  kept_.push_back(std::make_unique<Kept>());
  kept_.back()->request = request;
  return *kept_.back();
}

std::optional<PendingTrip> TripWidener::operator()(const PendingTrip& trip, const Widening& by,
                                                   const FleetView& fleet) {
  if (trip.choices == nullptr) return widened(trip, by, fleet);
  const Service& offered = world_.services()[trip.service];
  // From door to door, as the book began: the rules know nothing of stops.
  PendingTrip wider = make_pending_trip(trip.request, *trip.asked, offered.rules(), trip.direct_time, -1, -1);
  wider.service = trip.service;
  wider.contract = trip.contract;
  wider.opened_at = trip.opened_at;
  wider.at_once = trip.at_once;
  widen_limits(wider, by);
  offered.pickups(*trip.asked, trip.opened_at, pickups_);
  offered.dropoffs(*trip.asked, trip.opened_at, dropoffs_);
  StopChoices& choices = kept_for(trip.request).choices;
  choices = {};
  // Rows are those of the trip's own choices, whose places the pool knows.
  for (std::size_t k = 0; k < pickups_.size(); ++k) {
    choices.pickups.push_back(stop_choice(wider.pickup, pickups_[k], true, trip.choices->pickups[k].visit.labels));
  }
  for (std::size_t k = 0; k < dropoffs_.size(); ++k) {
    choices.dropoffs.push_back(stop_choice(wider.dropoff, dropoffs_[k], false, trip.choices->dropoffs[k].visit.labels));
  }
  pair_up(offered, pickups_, dropoffs_, world_.roads(), fleet.labels(), choices);
  if (by.only.valid()) {
    std::erase_if(choices.pairs, [&](const auto& pair) { return pair.only.valid() && pair.only != by.only; });
    for (auto& pair : choices.pairs) pair.only = by.only;
  }
  if (choices.pairs.empty()) return std::nullopt;
  wider.choices = &choices;
  const PendingTrip first = wider.between(0);
  wider.pickup = first.pickup;
  wider.dropoff = first.dropoff;
  wider.drive = first.drive;
  return wider;
}

}  // namespace navette
