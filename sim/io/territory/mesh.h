#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "io/territory/geometry.h"

namespace navette::territory {

/// The ground that roads and rivers are drawn on: a triangular lattice whose vertices are moved a little, so that
/// paths along its edges can meet only in vertices. Whatever follows it is planar.
class Mesh {
 public:
  static constexpr double kSpacing = 50;  // [m] between neighbours, before they are moved

  /// `border`: convex, counter-clockwise; only vertices at least `margin` metres inside belong to the ground.
  Mesh(const std::vector<Point>& border, double margin, std::uint64_t seed);

  [[nodiscard]] int size() const { return static_cast<int>(points_.size()); }
  [[nodiscard]] Point at(int vertex) const { return points_[static_cast<std::size_t>(vertex)]; }
  [[nodiscard]] bool inside(int vertex) const { return inside_[static_cast<std::size_t>(vertex)] != 0; }
  /// 1 on easy ground to about 4 on a hillside: factor on the cost of a road.
  [[nodiscard]] double resistance(int vertex) const { return resistance_[static_cast<std::size_t>(vertex)]; }
  /// Direction 0 is east, then counter-clockwise by 60 degrees; -1 outside. Direction d + 3 leads back.
  [[nodiscard]] int neighbour(int vertex, int direction) const;
  [[nodiscard]] int nearest(Point p) const;
  [[nodiscard]] double step(int a, int b) const { return distance(at(a), at(b)); }
  [[nodiscard]] const std::vector<int>& ground() const { return ground_; }  // all vertices inside, ascending
  [[nodiscard]] Point low() const { return low_; }
  [[nodiscard]] Point high() const { return high_; }

 private:
  Point low_{};
  Point high_{};
  int columns_ = 0;
  int rows_ = 0;
  std::vector<Point> points_;
  std::vector<std::uint8_t> inside_;
  std::vector<float> resistance_;
  std::vector<int> ground_;
};

}  // namespace navette::territory
