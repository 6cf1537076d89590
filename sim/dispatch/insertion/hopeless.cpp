#include "dispatch/insertion/hopeless.h"

#include <algorithm>

namespace navette {
namespace {

bool in_service(const Shuttle& shuttle, Milliseconds from, Milliseconds until) {
  return std::any_of(shuttle.shifts.begin(), shuttle.shifts.end(),
                     [&](const Shift& shift) { return shift.start <= until && shift.end >= from; });
}

}  // namespace

RefusalReason hopeless(const PendingTrip& trip, const FleetView& fleet) {
  bool carried = false;
  bool served = false;
  const Milliseconds from = std::max(trip.pickup.earliest, fleet.now());
  for (std::size_t s = 0; s < fleet.size() && !(carried && served); ++s) {
    const Shuttle& shuttle = fleet.shuttle(ShuttleId{s});
    if (shuttle.service != trip.service) continue;
    carried |= trip.pickup.change.fits_in(shuttle.capacity);
    served |= in_service(shuttle, from, trip.pickup.latest);
  }
  if (!carried) return RefusalReason::party_too_large;
  if (from + trip.pickup.duration + trip.direct_time > trip.dropoff.latest) return RefusalReason::arrival_too_early;
  if (!served) return RefusalReason::no_shuttle_in_service;
  return RefusalReason::none;
}

}  // namespace navette
