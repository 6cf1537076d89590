#include "demand/residents/polygon_index.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace navette {
namespace {

__extension__ using Wide = __int128;  // products of differences of coordinates need 66 bits

}  // namespace

void MapBox::add(Coordinate place) {
  low = {std::min(low.lon, place.lon), std::min(low.lat, place.lat)};
  high = {std::max(high.lon, place.lon), std::max(high.lat, place.lat)};
}

bool MapBox::contains(Coordinate place) const {
  return place.lon >= low.lon && place.lon <= high.lon && place.lat >= low.lat && place.lat <= high.lat;
}

bool MapBox::contains(const MapBox& other) const { return contains(other.low) && contains(other.high); }

bool MapBox::overlaps(const MapBox& other) const {
  return !empty() && !other.empty() && low.lon <= other.high.lon && other.low.lon <= high.lon &&
         low.lat <= other.high.lat && other.low.lat <= high.lat;
}

PolygonIndex::PolygonIndex(const Area& area) {
  std::size_t edges = 0;
  const auto for_each_ring = [&](const auto& use) {
    for (std::uint32_t polygon = 0; polygon < area.size(); ++polygon) {
      for (const Ring& ring : area[polygon]) {
        if (ring.size() >= 3) use(ring, polygon);
      }
    }
  };
  for_each_ring([&](const Ring& ring, std::uint32_t /*polygon*/) {
    for (const Coordinate corner : ring) box_.add(corner);
    edges += ring.size();
  });
  if (edges == 0) return;
  strips_.resize(std::clamp<std::size_t>(edges / 4, 1, 1024));
  for_each_ring([&](const Ring& ring, std::uint32_t polygon) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Edge edge{ring[i], ring[(i + 1) % ring.size()], polygon};
      if (edge.from.lat == edge.to.lat) continue;  // never crossed by a line of latitude
      const auto [south, north] = std::minmax(edge.from.lat, edge.to.lat);
      for (std::size_t s = strip_of(south); s <= strip_of(north); ++s) strips_[s].push_back(edge);
    }
  });
}

std::size_t PolygonIndex::strip_of(std::int32_t lat) const {
  const std::int64_t height = std::int64_t{box_.high.lat} - box_.low.lat + 1;
  return static_cast<std::size_t>((std::int64_t{lat} - box_.low.lat) * std::int64_t(strips_.size()) / height);
}

bool PolygonIndex::contains(Coordinate place) const {
  if (strips_.empty() || !box_.contains(place)) return false;
  bool inside = false;
  std::uint32_t polygon = 0;
  for (const Edge& edge : strips_[strip_of(place.lat)]) {
    if (edge.polygon != polygon) {
      if (inside) return true;
      polygon = edge.polygon;
    }
    if ((edge.from.lat > place.lat) == (edge.to.lat > place.lat)) continue;
    const std::int64_t height = std::int64_t{edge.to.lat} - edge.from.lat;
    const Wide crossing = Wide{std::int64_t{edge.to.lon} - edge.from.lon} * (std::int64_t{place.lat} - edge.from.lat);
    const Wide across = Wide{std::int64_t{place.lon} - edge.from.lon} * height;
    if (height > 0 ? across < crossing : across > crossing) inside = !inside;
  }
  return inside;
}

double PolygonIndex::share_within(const MapBox& frame) const {
  if (frame.contains(box_)) return 1;
  constexpr std::int64_t kSteps = 64;
  int all = 0;
  int within = 0;
  const auto between = [](std::int32_t low, std::int32_t high, std::int64_t step) {
    return static_cast<std::int32_t>(low + (std::int64_t{high} - low) * (2 * step + 1) / (2 * kSteps));
  };
  for (int i = 0; i < kSteps; ++i) {
    for (int j = 0; j < kSteps; ++j) {
      const Coordinate point{between(box_.low.lon, box_.high.lon, i), between(box_.low.lat, box_.high.lat, j)};
      if (!contains(point)) continue;
      ++all;
      within += frame.contains(point) ? 1 : 0;
    }
  }
  return all == 0 ? 1 : double(within) / all;
}

}  // namespace navette
