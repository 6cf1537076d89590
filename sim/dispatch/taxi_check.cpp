#include "dispatch/taxi_check.h"

#include <algorithm>

namespace navette {

AskedMoment::AskedMoment(std::span<const PendingTrip> pending, const FleetView& fleet)
    : fleet_{fleet}, trips_{pending.begin(), pending.end()} {
  for (PendingTrip& trip : trips_) {
    if (trip.choices == nullptr) continue;
    choices_.push_back(std::make_unique<StopChoices>(*trip.choices));
    trip.choices = choices_.back().get();
  }
}

const PendingTrip* AskedMoment::trip(RequestId request) const {
  const auto found =
      std::find_if(trips_.begin(), trips_.end(), [&](const PendingTrip& trip) { return trip.request == request; });
  return found == trips_.end() ? nullptr : &*found;
}

bool TaxiCheck::sends_away(const PendingTrip& trip, const Widening& by, const FleetView& fleet) const {
  if (!too_costly_) return false;
  const PendingTrip* asked = asked_ == nullptr ? nullptr : asked_->trip(trip.request);
  const FleetView& then = asked == nullptr ? fleet : asked_->fleet();
  const auto wider = widen_(asked == nullptr ? trip : *asked, by, then);
  return wider && too_costly_(*wider, then);
}

}  // namespace navette
