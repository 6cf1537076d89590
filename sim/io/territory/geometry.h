#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/coordinate.h"

namespace navette::territory {

/// Metres east and north of the territory's centre.
using Point = LocalPlane::Point;

inline Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
inline Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
inline Point operator*(Point a, double factor) { return {a.x * factor, a.y * factor}; }
inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
inline double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
inline double norm(Point a) { return std::sqrt(dot(a, a)); }
inline double distance(Point a, Point b) { return norm(b - a); }
inline Point unit(Point a) { return a * (1 / std::max(1e-9, norm(a))); }
inline Point left_of(Point a) { return {-a.y, a.x}; }

double distance_to_segment(Point p, Point a, Point b);
/// True if the segments a-b and c-d cross or touch.
bool segments_touch(Point a, Point b, Point c, Point d);
double distance_between_segments(Point a, Point b, Point c, Point d);
/// Positive for counter-clockwise. [m2]
double signed_area(const std::vector<Point>& polygon);
bool contains(const std::vector<Point>& polygon, Point p);
/// Monotone in the angle of `a` against east, in [0, 4): orders directions without a trigonometric function.
double pseudo_angle(Point a);

/// Finds the things near a place: an even grid of cells, each with the numbers of what overlaps it.
class Grid {
 public:
  Grid(Point low, Point high, double cell);
  void add(int item, Point a, Point b);

  /// Calls visit(item) for each item whose cells overlap the box; an item may be visited more than once.
  template <class Visit>
  void near(Point low, Point high, Visit&& visit) const {
    for (int row = row_of(low.y); row <= row_of(high.y); ++row) {
      for (int column = column_of(low.x); column <= column_of(high.x); ++column) {
        for (const int item : cells_[static_cast<std::size_t>(row) * columns_ + column]) visit(item);
      }
    }
  }

 private:
  [[nodiscard]] int row_of(double y) const { return clamped((y - low_.y) / cell_, rows_); }
  [[nodiscard]] int column_of(double x) const { return clamped((x - low_.x) / cell_, columns_); }
  static int clamped(double value, int count) { return std::clamp(static_cast<int>(std::floor(value)), 0, count - 1); }

  Point low_;
  double cell_;
  int columns_;
  int rows_;
  std::vector<std::vector<int>> cells_;
};

}  // namespace navette::territory
