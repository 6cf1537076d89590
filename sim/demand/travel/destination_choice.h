#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/coordinate.h"
#include "core/random_stream.h"
#include "demand/travel/demand_parameters.h"
#include "demand/travel/destination.h"
#include "demand/travel/home_cells.h"

namespace navette {

ActivityPurpose purpose_of(FacilityKind kind);

/// Where residents go: among the places of one kind, each with the weight size * exp(-distance / decay), by crow-fly
/// distance from the home and the decay of the kind's purpose.
///
/// Homes of one cell share a table of upper bounds of the weights. A place drawn from it is accepted with its true
/// weight over its bound, so the choice follows the true weights of each home exactly (von Neumann's rejection, 1951).
/// Gravity model with exponential deterrence: Wilson, Transportation Research 1 (1967).
class DestinationChoice {
 public:
  DestinationChoice(const std::vector<Coordinate>& homes, const std::vector<Destination>& destinations,
                    const DemandParameters& parameters);

  /// Whether there is any place of the kind on the road.
  [[nodiscard]] bool has(FacilityKind kind) const { return !table(kind).rows.empty(); }
  /// Row of the destination. Asked only where `has(kind)`, for one of the homes.
  std::int32_t choose(Coordinate home, FacilityKind kind, RandomStream& stream) const;

 private:
  /// Places of one kind, k of them.
  struct Table {
    std::vector<std::int32_t> rows;         // (k) of the destinations
    std::vector<LocalPlane::Point> places;  // (k)
    std::vector<double> sizes;              // (k)
    std::vector<double> cumulative_bounds;  // (cells, k) sums of the bounds up to each place
    double decay = 1;                       // [m]
  };
  [[nodiscard]] const Table& table(FacilityKind kind) const { return tables_[static_cast<std::size_t>(kind)]; }
  /// No home of the cell is nearer to the place. [m]
  [[nodiscard]] double least_distance(std::size_t cell, LocalPlane::Point place) const;
  void bound_weights(Table& table) const;

  LocalPlane plane_;
  std::array<Table, kFacilityKinds> tables_;
  HomeCells cells_;
};

}  // namespace navette
