#pragma once

#include <cstdint>
#include <optional>

#include "io/territory/territory_map.h"

namespace navette {

/// What `navette territory` lets its user choose.
struct TerritoryParameters {
  int inhabitants = 12'000;   // 100 to 1,000,000
  std::optional<double> km2;  // [km2] 1 to 20,000; absent: 48 inhabitants per km2, as in the hills of southern France
  std::uint64_t seed = 1;

  /// The area that will be generated. [km2]
  [[nodiscard]] double area() const { return km2.value_or(inhabitants / 48.0); }
  /// Throws InputError that names everything that cannot be generated.
  void validate() const;
};

/// Draws a fictional rural territory: a small town per 250 km2, a village per 21 km2, hamlets, farms, and the roads,
/// rivers, buildings, facilities and communes that go with them.
///
/// The roads are planar (they meet in junctions; rivers are crossed on bridges) and, tracks and service roads left
/// out, have the statistics of mapped countryside (docs/territory.md). The same parameters give the same map on every
/// machine. Place populations and commune populations each sum to `inhabitants`. Throws InputError as `validate`.
TerritoryMap generate_territory(const TerritoryParameters& parameters);

}  // namespace navette
