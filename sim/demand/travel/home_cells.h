#pragma once

#include <cstdint>
#include <vector>

#include "core/coordinate.h"

namespace navette {

/// Squares of a territory that hold homes, so that neighbours can share what is prepared for them.
class HomeCells {
 public:
  /// Squares of 1 km or, where that would be more than `most_cells` with homes, of 2, 4, ... km.
  HomeCells(const LocalPlane& plane, const std::vector<Coordinate>& homes, std::size_t most_cells);

  [[nodiscard]] std::size_t size() const { return centre_.size(); }
  /// The cell of one of the homes.
  [[nodiscard]] std::size_t cell_of(LocalPlane::Point home) const;
  [[nodiscard]] LocalPlane::Point centre(std::size_t cell) const { return centre_[cell]; }
  /// No home of a cell is farther from its centre. [m]
  [[nodiscard]] double radius() const;

 private:
  [[nodiscard]] std::size_t square_of(LocalPlane::Point point) const;
  void divide(const std::vector<LocalPlane::Point>& points, LocalPlane::Point highest);

  LocalPlane::Point lowest_{0, 0};  // south-west corner
  double side_ = 1'000;             // [m]
  std::size_t columns_ = 1;
  std::vector<std::int32_t> cell_;         // by square, row by row from the south-west; -1: no home
  std::vector<LocalPlane::Point> centre_;  // by cell
};

}  // namespace navette
