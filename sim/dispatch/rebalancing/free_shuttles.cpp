#include "dispatch/rebalancing/free_shuttles.h"

namespace navette {

Location free_by(const FleetView& fleet, ShuttleId id, Milliseconds moment, Milliseconds idle, WaitingPolicy waiting) {
  const Schedule& schedule = fleet.schedule(id);
  const auto stops = schedule.stops();
  if (stops.empty()) return {};
  if (stops.front().kind == StopKind::wait) return stops.front().location;
  for (std::size_t k = 0; k + 1 < stops.size() && schedule.leave(k) <= moment; ++k) {
    if (schedule.load_after(k).is_zero() && leaves_a_gap(stops[k + 1], schedule.leave(k), idle, waiting)) {
      return stops[k].location;
    }
  }
  return {};
}

std::int32_t zone_at(const FleetView& fleet, Location place, const DemandForecast& forecast) {
  return forecast.zone_of(fleet.oracle().graph().place(place));
}

}  // namespace navette
