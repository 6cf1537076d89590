#include "io/territory/building_site.h"

#include <utility>

namespace navette::territory {
namespace {

constexpr double kFromRoad = 4;       // [m] from the middle of a road
constexpr double kFromBuilding = 2;   // [m]
constexpr double kLargestReach = 40;  // [m]

}  // namespace

std::vector<Point> Plot::corners() const {
  const Point half_width = along * (width / 2);
  const Point half_depth = left_of(along) * (depth / 2);
  return {centre - half_width - half_depth, centre + half_width - half_depth, centre + half_width + half_depth,
          centre - half_width + half_depth};
}

BuildingSite::BuildingSite(const Mesh& mesh, std::vector<Segment> roads)
    : roads_{std::move(roads)}, road_grid_{mesh.low(), mesh.high(), 60}, plot_grid_{mesh.low(), mesh.high(), 60} {
  for (std::size_t i = 0; i < roads_.size(); ++i) road_grid_.add(static_cast<int>(i), roads_[i].a, roads_[i].b);
}

std::optional<Plot> BuildingSite::beside(Point on_road, Point road_direction, bool left, double width, double depth,
                                         double setback) const {
  const Point outward = left_of(road_direction) * (left ? 1.0 : -1.0);
  const Plot plot{on_road + outward * (setback + depth / 2), road_direction, width, depth};
  if (!is_free(plot)) return std::nullopt;
  return plot;
}

bool BuildingSite::is_free(const Plot& plot) const {
  const double reach = plot.reach() + kFromRoad;
  const auto corners = plot.corners();
  bool free = true;
  road_grid_.near(plot.centre - Point{reach, reach}, plot.centre + Point{reach, reach}, [&](int i) {
    if (!free || distance_to_segment(plot.centre, roads_[i].a, roads_[i].b) > reach) return;
    for (std::size_t k = 0; k < corners.size() && free; ++k) {
      const Point next = corners[(k + 1) % corners.size()];
      free = distance_between_segments(corners[k], next, roads_[i].a, roads_[i].b) >= kFromRoad;
    }
  });
  const double far = plot.reach() + kLargestReach;
  plot_grid_.near(plot.centre - Point{far, far}, plot.centre + Point{far, far}, [&](int i) {
    free = free && distance(plots_[i].centre, plot.centre) >= plots_[i].reach() + plot.reach() + kFromBuilding;
  });
  return free;
}

void BuildingSite::take(const Plot& plot) {
  plot_grid_.add(static_cast<int>(plots_.size()), plot.centre, plot.centre);
  plots_.push_back(plot);
}

}  // namespace navette::territory
