#include "demand/forecast/demand_history.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace navette {
namespace {

constexpr std::size_t kMostEnds = 200;  // of a zone, looked at for its place

// The south-western corner of all junctions.
Coordinate corner(const RoadGraph& graph) {
  Coordinate least;
  for (std::size_t n = 0; n < graph.node_count(); ++n) {
    const Coordinate place = graph.place(NodeId{n});
    if (n == 0) least = place;
    least.lon = std::min(least.lon, place.lon);
    least.lat = std::min(least.lat, place.lat);
  }
  return least;
}

// The end nearest to all others, as the crow flies: a place from which a zone is well served. Ties: the first.
Location middle(const std::vector<Location>& ends, const RoadGraph& graph, const LocalPlane& plane) {
  const std::size_t count = std::min(ends.size(), kMostEnds);
  std::vector<LocalPlane::Point> points;
  for (std::size_t k = 0; k < count; ++k) points.push_back(plane.to_plane(graph.place(ends[k])));
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < count; ++k) {
    double sum = 0;
    for (const auto& other : points) {
      const double dx = other.x - points[k].x;
      const double dy = other.y - points[k].y;
      sum += std::sqrt(dx * dx + dy * dy);
    }
    if (sum < least) {
      least = sum;
      best = k;
    }
  }
  return ends[best];
}

int day_number(Milliseconds time) {
  return static_cast<int>(time.count >= 0 ? time.count / kDay.count : -((kDay.count - 1 - time.count) / kDay.count));
}

}  // namespace

DemandHistory::DemandHistory(const RoadGraph& graph, const ForecastSettings& settings, int first_day,
                             const ForecastDays& days)
    : graph_{graph}, settings_{settings}, first_day_{first_day}, days_{days}, plane_{corner(graph)} {}

void DemandHistory::add(const TripRequest& asked) {
  if (!asked.origin.valid() || !asked.destination.valid()) return;
  const int day = day_number(asked.earliest_departure - days_.begin);
  const Milliseconds in_day = asked.earliest_departure - day * kDay;
  trips_.push_back({day, static_cast<int>(in_day.count / 3'600'000), asked.purpose >= 0, asked.origin,
                    asked.destination, grid_cell(plane_, settings_.zone_size, graph_.place(asked.origin)),
                    grid_cell(plane_, settings_.zone_size, graph_.place(asked.destination))});
}

DemandForecast DemandHistory::forecast(int day) const {
  const int first = std::max(first_day_, day - settings_.days);
  const bool weekly = day - 7 >= first;
  const auto teaches = [&](const Trip& trip) {
    const bool comes_again = !trip.drawn || trip.hour < 24 || day < days_.last;
    return trip.day >= first && trip.day < day && (!weekly || (day - trip.day) % 7 == 0) && comes_again;
  };
  const int days = weekly ? (day - first) / 7 : day - first;
  if (days < 1 || day > days_.last) return DemandForecast{day * kDay};

  std::map<GridCell, std::vector<Location>> ends;
  for (const Trip& trip : trips_) {
    if (!teaches(trip)) continue;
    ends[trip.from].push_back(trip.origin);
    ends[trip.to].push_back(trip.destination);
  }
  std::map<GridCell, std::int32_t> zones;
  std::vector<Location> places;
  for (const auto& [cell, locations] : ends) {
    zones[cell] = static_cast<std::int32_t>(places.size());
    places.push_back(middle(locations, graph_, plane_));
  }
  std::map<std::array<std::int32_t, 3>, std::int32_t> counts;
  for (const Trip& trip : trips_) {
    if (teaches(trip)) ++counts[{zones.at(trip.from), zones.at(trip.to), trip.hour}];
  }
  std::vector<DemandForecast::Flow> flows;
  flows.reserve(counts.size());
  for (const auto& [key, trips] : counts) flows.push_back({key[0], key[1], key[2], trips});
  return {plane_, settings_.zone_size, std::move(zones), std::move(places), std::move(flows), days, day * kDay};
}

}  // namespace navette
