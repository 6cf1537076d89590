#pragma once

#include <optional>
#include <vector>

#include "io/territory/write_roads.h"

namespace navette::territory {

/// A rectangle on the ground.
struct Plot {
  Point centre;
  Point along;   // unit vector of its width, parallel to the street
  double width;  // [m]
  double depth;  // [m]

  [[nodiscard]] std::vector<Point> corners() const;
  [[nodiscard]] double reach() const { return 0.5 * norm(Point{width, depth}); }
};

/// The ground that is still free for buildings: none stands on a road, in a river or on another building.
class BuildingSite {
 public:
  BuildingSite(const Mesh& mesh, std::vector<Segment> roads);

  /// A plot of this size beside a road, `setback` metres from it to the building's front; nothing if it is not free.
  [[nodiscard]] std::optional<Plot> beside(Point on_road, Point road_direction, bool left, double width, double depth,
                                           double setback) const;
  [[nodiscard]] bool is_free(const Plot& plot) const;
  void take(const Plot& plot);
  [[nodiscard]] const std::vector<Segment>& roads() const { return roads_; }

 private:
  std::vector<Segment> roads_;
  std::vector<Plot> plots_;
  Grid road_grid_;
  Grid plot_grid_;
};

}  // namespace navette::territory
