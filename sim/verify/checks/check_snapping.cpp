// Places on the road, against the places that were asked for: the nearest road where people may board.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/checks/checks.h"
#include "verify/road_reach.h"

namespace navette::verify {
namespace {

constexpr double kMetresPerUnit = 0.0111194927;   // of 1e-7 degree along a meridian
constexpr double kRadiansPerUnit = 1.7453292e-9;  // of 1e-7 degree
constexpr double kMostCompared = 1e8;             // places times roads

/// Metres between two points less than a few kilometres apart, on a flat map.
double metres(double lon, double lat, std::pair<double, double> other) {
  const double east = (other.first - lon) * std::cos(lat * kRadiansPerUnit);
  return kMetresPerUnit * std::hypot(east, other.second - lat);
}

/// Of so many places every how manyth is held against all roads.
std::size_t stride(const Run& run) {
  const std::size_t places = 2 * run.requests.size() + run.shuttles.size() + run.residents.home.edge.size() +
                             run.facilities.place.edge.size() + run.service_stops.place.edge.size();
  const double pairs = static_cast<double>(places) * static_cast<double>(run.edges.tail.size());
  return static_cast<std::size_t>(std::max(1.0, std::ceil(pairs / kMostCompared)));
}

}  // namespace

void check_snapping(const Run& run, const Roads& roads, Findings& findings) {
  // A hundredth for the flat maps, theirs and ours, and a metre for whole milliseconds along the road.
  const double most = 1.01 * run.rules.max_snap_distance + 1;
  const RoadReach reach{run};
  const std::size_t every = stride(run);
  if (every > 1) findings.note(fmt::format("of the places on the road, every {}th was held against all roads", every));
  std::size_t places = 0;
  const auto check = [&](const auto& whose, Place place, std::int64_t lon, std::int64_t lat) {
    if (!place.known()) return;
    const double apart = metres(static_cast<double>(lon), static_cast<double>(lat), roads.lon_lat(place));
    if (apart > most) {
      findings.add("requests.on_road", "{}: its place on the road is {:.0f} m from where it was asked for", whose(),
                   apart);
    }
    if (places++ % every != 0) return;
    const double nearest = reach.nearest(lon, lat, std::min(apart, most)).boarding;
    if (apart <= 1.02 * nearest + 2) return;
    findings.add("requests.on_road",
                 "{}: its place on the road is {:.0f} m from where it was asked for, the nearest "
                 "road {:.0f} m",
                 whose(), apart, nearest);
  };
  const auto& r = run.requests;
  for (std::size_t i = 0; i < r.size(); ++i) {
    const auto name = [&] { return run.name(i); };
    check(name, r.origin[i], r.origin_lon[i], r.origin_lat[i]);
    check(name, r.destination[i], r.destination_lon[i], r.destination_lat[i]);
  }
  const auto& s = run.shuttles;
  for (std::size_t i = 0; i < s.size(); ++i) {
    check([&] { return s.id[i]; }, s.depot[i], s.depot_lon[i], s.depot_lat[i]);
  }
  const auto& h = run.service_stops;
  for (std::size_t i = 0; i < h.place.edge.size(); ++i) {
    check([&] { return fmt::format("stop or hub {}", i); }, h.place[i], h.lon[i], h.lat[i]);
  }
  const auto& f = run.facilities;
  for (std::size_t i = 0; i < f.place.edge.size(); ++i) {
    check([&] { return fmt::format("facility {}", i); }, f.place[i], f.lon[i], f.lat[i]);
  }
  const auto& w = run.residents;
  for (std::size_t i = 0; i < w.home.edge.size(); ++i) {
    check([&] { return fmt::format("the home of resident {}", i); }, w.home[i], w.home_lon[i], w.home_lat[i]);
  }
}

}  // namespace navette::verify
