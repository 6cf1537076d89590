#pragma once

#include <cstdint>

#include "demand/trip_request.h"
#include "engine/booking/booking_parameters.h"

namespace navette {

/// What a passenger does otherwise than promised.
struct Conduct {
  bool cancels = false;
  double cancels_after = 0;  // share of the time between acceptance and the pickup promised
  bool absent = false;       // nobody is there at the pickup, or too late for the shuttle's patience
  Milliseconds late{0};      // keeps the shuttle waiting so long, at most its patience
};

/// Drawn for the request and keyed by its name: no decision, fleet or rule of service changes it.
Conduct conduct_of(const TripRequest& asked, const BookingParameters& booking, std::uint64_t seed);

}  // namespace navette
