#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "io/territory/territory_map.h"

namespace navette {

/// A territory as a graph, tracks and service roads left out; measured from the map's ways alone.
struct TerritoryMeasures {
  double km = 0;
  double mapped_nodes = 0;
  double nodes = 0;  // of degree other than 2
  double edges = 0;  // between those
  std::array<double, 6> of_degree{};
  int components = 0;
  std::array<double, 3> circuity{};  // median of road over crow-fly distance at 1-3, 3-6 and 6-12 km; 0: no such pair
};

TerritoryMeasures measure(const TerritoryMap& map);

/// Pieces of ways; those with bridge=yes are marked.
struct MapSegment {
  Coordinate a;
  Coordinate b;
  std::int64_t a_node;
  std::int64_t b_node;
  bool bridge;
  char kind;  // 'r' road, 'w' river, 'b' building
};

std::vector<MapSegment> segments_of(const TerritoryMap& map);

/// How many pairs touch though they share no node; a river under a bridge does not count, two buildings do.
int count_touching(std::vector<MapSegment> segments);

}  // namespace navette
