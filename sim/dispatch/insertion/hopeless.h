#pragma once

#include "dispatch/pending_trip.h"
#include "dispatch/refusal_reason.h"
#include "fleet/fleet_view.h"

namespace navette {

/// Whether no policy could serve the request, whatever the shuttles do: the reason, or `none`.
/// Such requests are refused before any policy sees them.
RefusalReason hopeless(const PendingTrip& trip, const FleetView& fleet);

}  // namespace navette
