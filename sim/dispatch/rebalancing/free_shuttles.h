#pragma once

#include "dispatch/rebalancing/rebalancer.h"

namespace navette {

/// Where a shuttle that is not idle now will stand empty, with `idle` time to spare, by a moment: its waiting place if
/// it is on the way to one, else the stop before the first gap in its plan. Invalid: nowhere.
Location free_by(const FleetView& fleet, ShuttleId id, Milliseconds moment, Milliseconds idle, WaitingPolicy waiting);

/// The zone of a place on the road; negative: none.
std::int32_t zone_at(const FleetView& fleet, Location place, const DemandForecast& forecast);

}  // namespace navette
