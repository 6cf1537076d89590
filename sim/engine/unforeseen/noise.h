#pragma once

#include <cstdint>

#include "core/id.h"
#include "demand/trip_request.h"
#include "engine/unforeseen/disturbance_parameters.h"
#include "fleet/planned_stop.h"

namespace navette {

/// Noise is drawn from an exponential distribution and cut at so many times its mean: a day has no end otherwise.
inline constexpr double kMostNoise = 4;

/// How slowly a shuttle goes that sets out in this hour: thousandths of the time that the roads take, 1000 or more.
/// Keyed by shuttle and hour: whatever it drives for, it meets the same roads.
std::int64_t pace_of(ShuttleId shuttle, Milliseconds departure, const DisturbanceParameters& disturbances,
                     std::uint64_t seed);

/// What boarding or alighting takes longer than asked for. Keyed by request and end of the trip.
Milliseconds longer_dwell(const TripRequest& asked, const PlannedStop& stop, const DisturbanceParameters& disturbances,
                          std::uint64_t seed);

}  // namespace navette
