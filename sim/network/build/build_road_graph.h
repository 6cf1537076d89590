#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "network/build/road_ways.h"
#include "network/road_graph.h"

namespace navette {

/// What became of a map on its way to a road graph. Lengths count both directions of a road once.
struct RoadReport {
  std::string source;

  std::size_t nodes_mapped = 0;  // points of the map that drivable roads run through
  std::size_t nodes_kept = 0;    // of these, in the largest strongly connected part
  double metres_drivable = 0;
  double metres_kept = 0;
  PerRoadClass<double> metres_of_class;                 // kept
  std::array<double, kBoardings> metres_of_boarding{};  // kept: allowed, and why not

  std::int64_t junctions = 0;  // after contraction, before junctions are expanded for turns
  std::int64_t roads = 0;      // between junctions; a two-way road counts once
  std::int64_t one_way_roads = 0;
  std::array<std::int64_t, 6> junctions_by_degree{};  // roads that meet there; the last entry: 5 and more
  std::int64_t junctions_expanded_for_restrictions = 0;
  std::int64_t junctions_expanded_against_u_turns = 0;

  std::array<std::int64_t, kRestrictionFates> restrictions{};
  std::array<Dropped, kDropReasons> dropped{};
  std::int64_t directions_cut_off_by_turns = 0;  // of two-way roads whose other direction stays
  std::int64_t ways_cut_at_gaps = 0;
  std::int64_t nodes_from_ways = 0;  // see RawRoads
  ImpossibleValues impossible;
};

struct BuiltRoads {
  RoadGraph graph;
  RoadReport report;
};

/// Makes a road graph of a map: contracts bends, honours turn restrictions, keeps the largest strongly connected part.
///
/// Lengths (great circle) and times are summed in double along the shape and rounded once per edge; a road edge takes
/// at least 1 ms, and has 0 m if it is shorter than half a metre. Nodes are in order of the map's, edges in order of
/// their tails. No edge ends where it began. Throws InputError if no road can be driven there and back.
BuiltRoads build_road_graph(const RawRoads& raw);

}  // namespace navette
