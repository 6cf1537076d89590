#include "demand/residents/zone_contents.h"

#include <algorithm>
#include <cstddef>

#include "demand/residents/dwellings.h"
#include "demand/residents/farms_without_building.h"

namespace navette {
namespace {

class ZoneFinder {
 public:
  ZoneFinder(const ZonePlan& plan, Coordinate middle) : plan_{plan}, plane_{middle} {
    for (std::size_t z = 0; z + 1 < plan.zones.size(); ++z) {
      const Zone& zone = plan.zones[z];
      if (zone.area.empty()) {
        settlements_.push_back({plane_.to_plane(zone.centre), zone.reach, z});
      } else {
        (zone.asked >= 0 ? known_ : unknown_).push_back(z);
      }
    }
    // The finer border counts where one lies within another.
    std::stable_sort(known_.begin(), known_.end(),
                     [&](std::size_t a, std::size_t b) { return plan.zones[a].level > plan.zones[b].level; });
    if (settlements_.empty()) return;
    for (const NamedPlace& place : plan.other_places) {
      settlements_.push_back({plane_.to_plane(place.place), reach_of(place.kind, 0), kNone});
    }
  }

  [[nodiscard]] std::size_t find(Coordinate place) const {
    std::size_t zone = first_that_holds(known_, place);
    if (zone == kNone) zone = nearest_settlement(place);
    if (zone == kNone) zone = first_that_holds(unknown_, place);
    return zone == kNone ? plan_.zones.size() - 1 : zone;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Settlement {
    LocalPlane::Point centre;
    double reach;      // [m]
    std::size_t zone;  // kNone: its inhabitants are unknown
  };

  [[nodiscard]] std::size_t first_that_holds(const std::vector<std::size_t>& zones, Coordinate place) const {
    for (const std::size_t z : zones) {
      if (plan_.zones[z].area.contains(place)) return z;
    }
    return kNone;
  }

  [[nodiscard]] std::size_t nearest_settlement(Coordinate place) const {
    if (settlements_.empty()) return kNone;
    const auto at = plane_.to_plane(place);
    double least = 1;
    std::size_t nearest = kNone;
    bool found = false;
    for (const Settlement& settlement : settlements_) {
      const double x = (at.x - settlement.centre.x) / settlement.reach;
      const double y = (at.y - settlement.centre.y) / settlement.reach;
      const double ratio = x * x + y * y;
      if (found ? ratio >= least : ratio > least) continue;
      found = true;
      least = ratio;
      nearest = settlement.zone;
    }
    return nearest;
  }

  const ZonePlan& plan_;
  LocalPlane plane_;
  std::vector<std::size_t> known_;    // zones with a border and a number of inhabitants
  std::vector<std::size_t> unknown_;  // with a border only
  std::vector<Settlement> settlements_;
};

}  // namespace

std::vector<ZoneContents> assign_to_zones(const ZonePlan& plan, const MapData& map,
                                          std::span<const Coordinate> road_points, Coordinate middle) {
  const ZoneFinder finder{plan, middle};
  std::vector<ZoneContents> contents(plan.zones.size());
  for (const Building& building : map.buildings) {
    const std::int32_t dwellings = dwellings_of(building);
    if (dwellings <= 0) continue;
    ZoneContents& zone = contents[finder.find(building.place)];
    zone.homes.push_back({building.place, dwellings});
    zone.dwellings += dwellings;
  }
  for (const Coordinate farm : farms_without_building(map)) {
    ZoneContents& zone = contents[finder.find(farm)];
    zone.homes.push_back({farm, 1});
    ++zone.dwellings;
  }
  for (const Coordinate point : road_points) contents[finder.find(point)].road_points.push_back(point);
  for (const NamedPlace& place : map.places) contents[finder.find(place.place)].places.push_back(place.place);
  return contents;
}

}  // namespace navette
