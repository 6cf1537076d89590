#include "demand/forecast/demand_forecast.h"

#include <algorithm>
#include <cmath>

namespace navette {
namespace {

constexpr Milliseconds kHour{3'600'000};

}  // namespace

GridCell grid_cell(const LocalPlane& plane, double zone_size, Coordinate place) {
  const auto point = plane.to_plane(place);
  return {static_cast<std::int32_t>(std::floor(point.y / zone_size)),
          static_cast<std::int32_t>(std::floor(point.x / zone_size))};
}

DemandForecast::DemandForecast(const LocalPlane& plane, double zone_size, std::map<GridCell, std::int32_t> zones,
                               std::vector<Location> places, std::vector<Flow> flows, int days, Milliseconds start)
    : plane_{plane},
      zone_size_{zone_size},
      zones_{std::move(zones)},
      places_{std::move(places)},
      flows_{std::move(flows)},
      departures_(places_.size()),
      days_{days},
      start_{start} {
  for (const Flow& flow : flows_) {
    departures_[static_cast<std::size_t>(flow.from)][static_cast<std::size_t>(flow.hour)] += flow.trips;
    hours_ = std::max(hours_, flow.hour + 1);
  }
}

std::int32_t DemandForecast::zone_of(Coordinate place) const {
  if (!plane_) return -1;
  const auto zone = zones_.find(grid_cell(*plane_, zone_size_, place));
  return zone == zones_.end() ? -1 : zone->second;
}

double DemandForecast::share_of_hour(std::int32_t hour, Milliseconds from, Milliseconds until) const {
  const Milliseconds begin = start_ + hour * kHour;
  const Milliseconds overlap = std::min(until, begin + kHour) - std::max(from, begin);
  return overlap.count <= 0 ? 0.0 : static_cast<double>(overlap.count) / static_cast<double>(kHour.count);
}

double DemandForecast::departures(std::size_t zone, Milliseconds from, Milliseconds until) const {
  double sum = 0;
  for (std::int32_t hour = 0; hour < hours_; ++hour) {
    const std::int32_t trips = departures_[zone][static_cast<std::size_t>(hour)];
    if (trips > 0) sum += trips * share_of_hour(hour, from, until);
  }
  return sum / days_;
}

double DemandForecast::expected(const Flow& flow, Milliseconds from, Milliseconds until) const {
  return flow.trips * share_of_hour(flow.hour, from, until) / days_;
}

}  // namespace navette
