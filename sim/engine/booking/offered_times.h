#pragma once

#include <cstdint>
#include <vector>

#include "demand/trip_request.h"
#include "dispatch/refusal_reason.h"
#include "engine/booking/booking_parameters.h"

namespace navette {

/// By how much a departure is shifted in the times tried for an offer: nearest first, later before earlier.
std::vector<Milliseconds> offered_shifts(const BookingParameters& booking);

/// Whether a refusal for this reason may be mended by another time.
bool other_time_may_help(RefusalReason reason);

/// Whether the resident takes a time shifted so: up to a tolerance drawn for the request, exponential.
bool takes(const TripRequest& asked, Milliseconds shift, const BookingParameters& booking, std::uint64_t seed);

}  // namespace navette
