#include "demand/travel/home_cells.h"

#include <algorithm>
#include <cmath>

namespace navette {
namespace {

constexpr double kMostSquares = 4e6;  // with or without homes

}  // namespace

HomeCells::HomeCells(const LocalPlane& plane, const std::vector<Coordinate>& homes, std::size_t most_cells) {
  if (homes.empty()) return;
  std::vector<LocalPlane::Point> points;
  points.reserve(homes.size());
  for (const Coordinate home : homes) points.push_back(plane.to_plane(home));
  LocalPlane::Point highest = points.front();
  lowest_ = points.front();
  for (const LocalPlane::Point point : points) {
    lowest_ = {std::min(lowest_.x, point.x), std::min(lowest_.y, point.y)};
    highest = {std::max(highest.x, point.x), std::max(highest.y, point.y)};
  }
  divide(points, highest);
  while (centre_.size() > std::max<std::size_t>(most_cells, 1)) {
    side_ *= 2;
    divide(points, highest);
  }
}

void HomeCells::divide(const std::vector<LocalPlane::Point>& points, LocalPlane::Point highest) {
  const auto squares = [&](double from, double to) { return std::floor((to - from) / side_) + 1; };
  while (squares(lowest_.x, highest.x) * squares(lowest_.y, highest.y) > kMostSquares) side_ *= 2;
  columns_ = static_cast<std::size_t>(squares(lowest_.x, highest.x));
  const auto rows = static_cast<std::size_t>(squares(lowest_.y, highest.y));
  cell_.assign(columns_ * rows, -1);
  for (const LocalPlane::Point point : points) cell_[square_of(point)] = 0;
  centre_.clear();
  for (std::size_t square = 0; square < cell_.size(); ++square) {
    if (cell_[square] < 0) continue;
    cell_[square] = static_cast<std::int32_t>(centre_.size());
    const std::size_t row = square / columns_;
    centre_.push_back({lowest_.x + (static_cast<double>(square % columns_) + 0.5) * side_,
                       lowest_.y + (static_cast<double>(row) + 0.5) * side_});
  }
}

std::size_t HomeCells::square_of(LocalPlane::Point point) const {
  return static_cast<std::size_t>((point.y - lowest_.y) / side_) * columns_ +
         static_cast<std::size_t>((point.x - lowest_.x) / side_);
}

std::size_t HomeCells::cell_of(LocalPlane::Point home) const {
  return static_cast<std::size_t>(cell_[square_of(home)]);
}

double HomeCells::radius() const { return side_ * 0.7072; }  // half the diagonal, rounded up

}  // namespace navette
