#include "engine/world/placed_stops.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <utility>

#include "core/errors.h"
#include "engine/world/area_served.h"

namespace navette {
namespace {

// Places in square cells, to find those around a point.
class Cells {
 public:
  Cells(const std::vector<Coordinate>& places, double metres, Coordinate middle)
      : plane_{middle}, metres_{metres}, places_{places} {
    for (std::size_t k = 0; k < places.size(); ++k) cells_[cell(places[k])].push_back(k);
  }
  template <class Use>
  void around(Coordinate centre, double radius, const Use& use) const {
    const auto [x, y] = cell(centre);
    const auto steps = static_cast<std::int64_t>(std::ceil(radius / metres_)) + 1;
    for (std::int64_t dx = -steps; dx <= steps; ++dx) {
      for (std::int64_t dy = -steps; dy <= steps; ++dy) {
        const auto found = cells_.find({x + dx, y + dy});
        if (found == cells_.end()) continue;
        for (const std::size_t k : found->second) {
          if (distance(centre, places_[k]) <= radius) use(k);
        }
      }
    }
  }

 private:
  using Cell = std::pair<std::int64_t, std::int64_t>;
  [[nodiscard]] Cell cell(Coordinate place) const {
    const auto point = plane_.to_plane(place);
    return {static_cast<std::int64_t>(std::floor(point.x / metres_)),
            static_cast<std::int64_t>(std::floor(point.y / metres_))};
  }

  LocalPlane plane_;
  double metres_;
  const std::vector<Coordinate>& places_;
  std::map<Cell, std::vector<std::size_t>> cells_;
};

}  // namespace

std::vector<GivenStop> placed_stops(const GivenService& service, const std::vector<Building>& buildings,
                                    const RoadGraph& roads, const RoadSnapper& snapper, double reach) {
  std::vector<Coordinate> dwellings;
  std::vector<Coordinate> candidates;
  for (const Building& building : buildings) {
    if (building.use == BuildingUse::not_a_dwelling || !in_area(service.area, 0, building.place)) continue;
    const auto snapped = snapper.snap(building.place, reach);
    if (!snapped) continue;
    dwellings.push_back(building.place);
    candidates.push_back(roads.place(snapped->location));
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  std::vector<GivenStop> stops;
  if (!candidates.empty()) {
    const double on_foot = service.max_walk_distance / service.walking_detour_factor;
    const Coordinate middle = candidates[candidates.size() / 2];
    const Cells homes{dwellings, on_foot, middle};
    const Cells places{candidates, service.stop_rule.spacing, middle};
    std::vector<bool> covered(dwellings.size(), false);
    std::vector<bool> ruled_out(candidates.size(), false);
    const auto gain = [&](std::size_t c) {
      std::int64_t count = 0;
      homes.around(candidates[c], on_foot, [&](std::size_t home) { count += covered[home] ? 0 : 1; });
      return count;
    };
    // Gains only shrink, so one that is still the largest when counted again is the largest of all.
    std::priority_queue<std::pair<std::int64_t, std::int64_t>> queue;  // gain, candidate counted down
    for (std::size_t c = 0; c < candidates.size(); ++c) queue.emplace(gain(c), -static_cast<std::int64_t>(c));
    while (!queue.empty()) {
      const auto [known, rank] = queue.top();
      queue.pop();
      const auto c = static_cast<std::size_t>(-rank);
      if (ruled_out[c]) continue;
      const std::int64_t now = gain(c);
      if (now == 0) continue;
      if (now < known) {
        queue.emplace(now, rank);
        continue;
      }
      const std::string name = fmt::format("stop-{}", stops.size() + 1);
      stops.push_back({name, candidates[c], name});
      homes.around(candidates[c], on_foot, [&](std::size_t home) { covered[home] = true; });
      places.around(candidates[c], service.stop_rule.spacing, [&](std::size_t near) { ruled_out[near] = true; });
    }
  }
  if (stops.size() < 2) {
    throw InputError{fmt::format(
        "service {}: stop_source \"placed\" found {} dwellings on the map, and too few places for stops; give stops",
        service.name, dwellings.size())};
  }
  return stops;
}

}  // namespace navette
