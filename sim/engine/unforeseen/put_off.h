#pragma once

#include <functional>
#include <span>

#include "engine/booking/request_book.h"
#include "fleet/schedule.h"
#include "fleet/shuttle.h"

namespace navette {

/// Gives stops that are still to be made the limits of their promises, pauses and shifts, whatever was put off before.
void restore_limits(const Shuttle& shuttle, const RequestBook& book, std::span<PlannedStop> stops);

/// Plans the times of stops; false if no choice of waiting keeps their limits.
using PlanStops = std::function<bool(std::span<PlannedStop>)>;

/// Plans times as `plan_times`, or `plan`, does; `drive` must be set. Where no choice of waiting keeps every limit,
/// those that cannot be kept are put off, to the earliest times possible; a ride is no longer than it must be.
void plan_times_late(std::span<PlannedStop> stops, const PlanStops& plan);
void plan_times_late(const Origin& origin, std::span<PlannedStop> stops, WaitingPolicy waiting);

}  // namespace navette
