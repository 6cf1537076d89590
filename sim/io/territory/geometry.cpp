#include "io/territory/geometry.h"

namespace navette::territory {

double distance_to_segment(Point p, Point a, Point b) {
  const Point along = b - a;
  const double square = dot(along, along);
  const double t = square > 0 ? std::clamp(dot(p - a, along) / square, 0.0, 1.0) : 0.0;
  return distance(p, a + along * t);
}

bool segments_touch(Point a, Point b, Point c, Point d) {
  if (std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x)) return false;
  if (std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y)) return false;
  const double c_side = cross(b - a, c - a);
  const double d_side = cross(b - a, d - a);
  const double a_side = cross(d - c, a - c);
  const double b_side = cross(d - c, b - c);
  return ((c_side <= 0 && d_side >= 0) || (c_side >= 0 && d_side <= 0)) &&
         ((a_side <= 0 && b_side >= 0) || (a_side >= 0 && b_side <= 0));
}

double distance_between_segments(Point a, Point b, Point c, Point d) {
  if (segments_touch(a, b, c, d)) return 0;
  return std::min(std::min(distance_to_segment(a, c, d), distance_to_segment(b, c, d)),
                  std::min(distance_to_segment(c, a, b), distance_to_segment(d, a, b)));
}

double signed_area(const std::vector<Point>& polygon) {
  double twice = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) twice += cross(polygon[i], polygon[(i + 1) % polygon.size()]);
  return twice / 2;
}

bool contains(const std::vector<Point>& polygon, Point p) {
  bool inside = false;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point a = polygon[i];
    const Point b = polygon[(i + 1) % polygon.size()];
    if ((a.y > p.y) == (b.y > p.y)) continue;
    if (p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}

double pseudo_angle(Point a) {
  const double sum = std::fabs(a.x) + std::fabs(a.y);
  if (sum == 0) return 0;
  const double t = a.y / sum;
  if (a.x < 0) return 2 - t;
  return a.y < 0 ? 4 + t : t;
}

Grid::Grid(Point low, Point high, double cell)
    : low_{low},
      cell_{cell},
      columns_{std::max(1, static_cast<int>((high.x - low.x) / cell) + 1)},
      rows_{std::max(1, static_cast<int>((high.y - low.y) / cell) + 1)},
      cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

void Grid::add(int item, Point a, Point b) {
  const Point low{std::min(a.x, b.x), std::min(a.y, b.y)};
  const Point high{std::max(a.x, b.x), std::max(a.y, b.y)};
  for (int row = row_of(low.y); row <= row_of(high.y); ++row) {
    for (int column = column_of(low.x); column <= column_of(high.x); ++column) {
      cells_[static_cast<std::size_t>(row) * columns_ + column].push_back(item);
    }
  }
}

}  // namespace navette::territory
