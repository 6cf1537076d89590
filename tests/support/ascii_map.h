#pragma once

#include <map>
#include <memory>
#include <string>

#include "network/road_graph.h"

namespace navette::test {

/// A road network drawn in a test: letters and digits are junctions, '-' '|' are roads of `metres_per_dash` each,
/// two-way; '>' '<' 'v' '^' in a road make it one-way. A letter at the end of a road is a dead end.
struct AsciiMap {
  RoadGraph graph;
  std::map<char, NodeId> nodes;

  [[nodiscard]] NodeId node(char name) const { return nodes.at(name); }
  /// The edge from one junction to a neighbour.
  [[nodiscard]] EdgeId edge(char from, char to) const;
  /// A place on the edge between two neighbours, `share` of the way.
  [[nodiscard]] Location between(char from, char to, double share = 0.5) const;
  /// A place at a junction: at the end of some edge that leaves it.
  [[nodiscard]] Location at(char name) const;
};

/// Throws std::invalid_argument on a drawing it cannot read.
AsciiMap ascii_map(const std::string& drawing, double metres_per_dash = 1000, double kmh = 60);

}  // namespace navette::test
