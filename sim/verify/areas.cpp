#include "verify/areas.h"

#include <algorithm>
#include <cmath>

namespace navette::verify {
namespace {

constexpr double kMetresPerUnit = 0.0111194927;   // of 1e-7 degree along a meridian
constexpr double kRadiansPerUnit = 1.7453292e-9;  // of 1e-7 degree
constexpr double kBorder = 1;                     // [m]

}  // namespace

Areas::Areas(const Run& run) : polygons_(run.services.size()) {
  const auto& a = run.service_areas;
  for (std::size_t k = 0; k < a.service.size(); ++k) {
    auto& polygons = polygons_[static_cast<std::size_t>(a.service[k])];
    const bool same_polygon = k > 0 && a.service[k - 1] == a.service[k] && a.polygon[k - 1] == a.polygon[k];
    if (!same_polygon) polygons.emplace_back();
    if (!same_polygon || a.ring[k - 1] != a.ring[k]) polygons.back().emplace_back();
    polygons.back().back().push_back({static_cast<double>(a.lon[k]), static_cast<double>(a.lat[k])});
  }
}

Areas::Side Areas::side(std::size_t service, std::int64_t lon, std::int64_t lat) const {
  if (polygons_[service].empty()) return Side::inside;
  const double east = kMetresPerUnit * std::cos(static_cast<double>(lat) * kRadiansPerUnit);
  // Metres from the place, which is (0, 0).
  const auto from_here = [&](const Corner& corner) {
    return Corner{(corner.lon - static_cast<double>(lon)) * east,
                  (corner.lat - static_cast<double>(lat)) * kMetresPerUnit};
  };
  const auto side_of = [&](const std::vector<Ring>& polygon) {
    bool inside = false;
    for (const auto& ring : polygon) {
      for (std::size_t k = 0; k < ring.size(); ++k) {
        const Corner a = from_here(ring[k]);
        const Corner b = from_here(ring[(k + 1) % ring.size()]);
        const Corner along{b.lon - a.lon, b.lat - a.lat};
        const double squared = along.lon * along.lon + along.lat * along.lat;
        const double share = squared > 0 ? std::clamp(-(a.lon * along.lon + a.lat * along.lat) / squared, 0.0, 1.0) : 0;
        if (std::hypot(a.lon + share * along.lon, a.lat + share * along.lat) < kBorder) return Side::border;
        const bool crosses = (a.lat > 0) != (b.lat > 0);
        if (crosses && a.lon - a.lat * along.lon / along.lat > 0) inside = !inside;
      }
    }
    return inside ? Side::inside : Side::outside;
  };
  // In one of them is in the area, whatever the borders of the others.
  Side side = Side::outside;
  for (const auto& polygon : polygons_[service]) {
    const Side here = side_of(polygon);
    if (here == Side::inside) return here;
    if (here == Side::border) side = here;
  }
  return side;
}

Areas::Side side_of_request(const Areas& areas, const Run& run, std::size_t request, std::size_t service) {
  const auto& r = run.requests;
  const auto origin = areas.side(service, r.origin_lon[request], r.origin_lat[request]);
  const auto destination = areas.side(service, r.destination_lon[request], r.destination_lat[request]);
  if (origin == Areas::Side::outside || destination == Areas::Side::outside) return Areas::Side::outside;
  return origin == destination ? origin : Areas::Side::border;
}

}  // namespace navette::verify
