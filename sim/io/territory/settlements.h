#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/territory/generate_territory.h"
#include "io/territory/mesh.h"
#include "io/territory/names.h"

namespace navette::territory {

enum class SettlementKind : std::uint8_t { town, village, hamlet };

/// A place where houses stand together.
struct Settlement {
  SettlementKind kind = SettlementKind::village;
  std::string name;
  int centre = -1;  // mesh vertex
  int inhabitants = 0;
  double radius = 0;  // [m] how far its streets reach
};

/// Towns and villages come first: each is the centre of one commune, in the same order.
struct Settlements {
  std::vector<Settlement> all;
  int communes = 0;
  int scattered_inhabitants = 0;  // in farms and single houses
};

/// A convex border, counter-clockwise, of exactly this area around the origin. [m]
std::vector<Point> draw_border(double km2, std::uint64_t seed);

/// Places towns and villages apart from each other and hamlets between them, and shares out the inhabitants.
Settlements place_settlements(const TerritoryParameters& parameters, const Mesh& mesh, Names& names);

/// Per mesh vertex the settlement within whose radius it lies, the first of several; -1 in open country.
std::vector<int> settlement_zones(const Mesh& mesh, const Settlements& settlements);

/// Parts of `total` in proportion to the weights, by largest remainder: they sum to `total` exactly.
std::vector<int> share_out(int total, const std::vector<double>& weights);

}  // namespace navette::territory
