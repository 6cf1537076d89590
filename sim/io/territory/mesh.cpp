#include "io/territory/mesh.h"

#include <cmath>

#include "core/portable_math.h"
#include "core/random_stream.h"

namespace navette::territory {
namespace {

constexpr double kRowHeight = Mesh::kSpacing * 0.86602540378443864676;
constexpr double kMove = 0.25 * Mesh::kSpacing;  // [m] below 0.31 spacings no triangle can turn over

/// Smooth random heights, about -1 to 1: values on a coarse lattice, joined by smooth steps.
class Noise {
 public:
  Noise(Point low, Point high, double wave, std::uint64_t seed, std::uint32_t octave)
      : low_{low}, wave_{wave}, columns_{static_cast<int>((high.x - low.x) / wave) + 3} {
    const int rows = static_cast<int>((high.y - low.y) / wave) + 3;
    RandomStream random{seed, Purpose::territory_shape, 100 + octave};
    values_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows));
    for (auto& value : values_) value = random.uniform(-1, 1);
  }

  [[nodiscard]] double at(Point p) const {
    const double x = (p.x - low_.x) / wave_;
    const double y = (p.y - low_.y) / wave_;
    const double column = std::floor(x);
    const double row = std::floor(y);
    const auto first = static_cast<std::size_t>(row) * columns_ + static_cast<std::size_t>(column);
    const double across = smooth(x - column);
    const double south = values_[first] + (values_[first + 1] - values_[first]) * across;
    const std::size_t above = first + columns_;
    const double north = values_[above] + (values_[above + 1] - values_[above]) * across;
    return south + (north - south) * smooth(y - row);
  }

 private:
  static double smooth(double t) { return t * t * (3 - 2 * t); }

  Point low_;
  double wave_;
  int columns_;
  std::vector<double> values_;
};

}  // namespace

Mesh::Mesh(const std::vector<Point>& border, double margin, std::uint64_t seed) {
  low_ = high_ = border.front();
  for (const Point p : border) {
    low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y)};
    high_ = {std::max(high_.x, p.x), std::max(high_.y, p.y)};
  }
  columns_ = static_cast<int>((high_.x - low_.x) / kSpacing) + 2;
  rows_ = static_cast<int>((high_.y - low_.y) / kRowHeight) + 2;
  const auto count = static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_);
  points_.resize(count);
  inside_.assign(count, 0);
  resistance_.assign(count, 1.0F);

  const Point pad{kSpacing, kSpacing};
  const std::array<Noise, 4> octaves{
      Noise{low_ - pad, high_ + pad * 3, 2'400, seed, 0}, Noise{low_ - pad, high_ + pad * 3, 900, seed, 1},
      Noise{low_ - pad, high_ + pad * 3, 350, seed, 2}, Noise{low_ - pad, high_ + pad * 3, 150, seed, 3}};
  constexpr std::array<double, 4> kWeights{0.8, 0.9, 0.8, 0.5};
  RandomStream random{seed, Purpose::territory_shape, 1};
  for (std::size_t vertex = 0; vertex < count; ++vertex) {
    const auto row = static_cast<int>(vertex / columns_);
    const auto column = static_cast<int>(vertex % columns_);
    const double dx = random.uniform(-kMove, kMove);
    const double dy = random.uniform(-kMove, kMove);
    const Point p{low_.x + (column + 0.5 * (row % 2)) * kSpacing + dx, low_.y + row * kRowHeight + dy};
    points_[vertex] = p;
    bool inside = true;
    for (std::size_t i = 0; i < border.size() && inside; ++i) {
      const Point a = border[i];
      inside = cross(unit(border[(i + 1) % border.size()] - a), p - a) >= margin;
    }
    if (!inside) continue;
    inside_[vertex] = 1;
    ground_.push_back(static_cast<int>(vertex));
    double height = 0;
    for (std::size_t i = 0; i < octaves.size(); ++i) height += kWeights[i] * octaves[i].at(p);
    resistance_[vertex] = static_cast<float>(1 + 1.6 * std::fabs(height) * std::fabs(height) + 0.4 * std::fabs(height));
  }
}

int Mesh::neighbour(int vertex, int direction) const {
  const int row = vertex / columns_;
  const int column = vertex % columns_;
  const int odd = row % 2;
  constexpr std::array<int, 6> kRows{0, 1, 1, 0, -1, -1};
  constexpr std::array<int, 6> kEvenColumns{1, 0, -1, -1, -1, 0};
  constexpr std::array<int, 6> kOddColumns{1, 1, 0, -1, 0, 1};
  const auto d = static_cast<std::size_t>(direction);
  const int to_row = row + kRows[d];
  const int to_column = column + (odd == 1 ? kOddColumns[d] : kEvenColumns[d]);
  if (to_row < 0 || to_row >= rows_ || to_column < 0 || to_column >= columns_) return -1;
  const int to = to_row * columns_ + to_column;
  return inside(to) ? to : -1;
}

int Mesh::nearest(Point p) const {
  const int row = std::clamp(static_cast<int>(portable::round_to_integer((p.y - low_.y) / kRowHeight)), 0, rows_ - 1);
  const int column = std::clamp(static_cast<int>((p.x - low_.x) / kSpacing), 0, columns_ - 1);
  int best = -1;
  for (int reach = 1; best < 0 && reach < std::max(rows_, columns_); reach *= 2) {
    for (int r = std::max(0, row - reach); r <= std::min(rows_ - 1, row + reach); ++r) {
      for (int c = std::max(0, column - reach); c <= std::min(columns_ - 1, column + reach); ++c) {
        const int vertex = r * columns_ + c;
        if (inside(vertex) && (best < 0 || distance(at(vertex), p) < distance(at(best), p))) best = vertex;
      }
    }
  }
  return best;
}

}  // namespace navette::territory
