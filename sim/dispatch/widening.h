#pragma once

#include <functional>
#include <optional>

#include "dispatch/pending_trip.h"
#include "fleet/fleet_view.h"

namespace navette {

/// By how much the limits of one request are widened. As if the keys of its service said so, for this request alone.
struct Widening {
  Milliseconds wait{0};   // the latest pickup
  Milliseconds later{0};  // the latest drop-off: travel time, or the arrival asked for
  Milliseconds ride{0};   // the longest ride
  int seats = 0;          // fewer that the party takes
  int wheelchairs = 0;    // the same
  ShuttleId only{};       // the one shuttle that may serve it; invalid: any that might
};

/// The trip with its limits widened; nothing: then no shuttle could, whatever the times. It points to what is kept
/// until the next call.
using Widen =
    std::function<std::optional<PendingTrip>(const PendingTrip& trip, const Widening& by, const FleetView& fleet)>;

/// Of a trip with one pair of places.
std::optional<PendingTrip> widened(const PendingTrip& trip, const Widening& by, const FleetView& fleet);
/// The limits alone, of the visits and by the rules.
void widen_limits(PendingTrip& trip, const Widening& by);

}  // namespace navette
