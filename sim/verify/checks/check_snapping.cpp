#include <cmath>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

constexpr double kMetresPerUnit = 0.0111194927;   // of 1e-7 degree along a meridian
constexpr double kRadiansPerUnit = 1.7453292e-9;  // of 1e-7 degree

/// Metres between two points less than a few kilometres apart, on a flat map.
double metres(double lon, double lat, std::pair<double, double> other) {
  const double east = (other.first - lon) * std::cos(lat * kRadiansPerUnit);
  return kMetresPerUnit * std::hypot(east, other.second - lat);
}

}  // namespace

void check_snapping(const Run& run, const Roads& roads, Findings& findings) {
  // A hundredth for the flat maps, theirs and ours, and a metre for whole milliseconds along the road.
  const double most = 1.01 * run.rules.max_snap_distance + 1;
  const auto check = [&](const std::string& whose, Place place, std::int64_t lon, std::int64_t lat) {
    if (!place.known()) return;
    const double apart = metres(static_cast<double>(lon), static_cast<double>(lat), roads.lon_lat(place));
    if (apart <= most) return;
    findings.add("requests.on_road", "{}: its place on the road is {:.0f} m from where it was asked for", whose, apart);
  };
  const auto& r = run.requests;
  for (std::size_t i = 0; i < r.size(); ++i) {
    check(run.name(i), r.origin[i], r.origin_lon[i], r.origin_lat[i]);
    check(run.name(i), r.destination[i], r.destination_lon[i], r.destination_lat[i]);
  }
  const auto& s = run.shuttles;
  for (std::size_t i = 0; i < s.size(); ++i) check(s.id[i], s.depot[i], s.depot_lon[i], s.depot_lat[i]);
}

}  // namespace navette::verify
