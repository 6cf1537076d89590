#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "io/osm/osm_tags.h"

namespace navette {

/// A way whose tags speak of a road, kept or dropped, with the ids of its nodes.
struct MappedWay {
  std::int64_t id;
  WayVerdict verdict;
  std::vector<std::int64_t> nodes;
  std::vector<Coordinate> places;  // of the nodes, where the file has them in the way itself; else empty
};

/// A route of a ferry with a duration, as mapped.
struct MappedFerryRoute {
  std::int64_t id;
  double duration;                                         // [s] 0: not to be read
  std::vector<std::pair<std::int64_t, std::string>> ways;  // with their roles
};

/// A turn restriction as mapped.
struct MappedRestriction {
  RestrictionTags tags;
  std::vector<std::int64_t> from_ways;
  std::vector<std::int64_t> via_nodes;
  std::size_t via_ways;
  std::vector<std::int64_t> to_ways;
};

/// The places of the nodes that mapped ways use, filled in as the file is read.
class MappedNodes {
 public:
  explicit MappedNodes(const std::vector<MappedWay>& ways);

  struct Node {
    RawNode raw;
    bool in_file = false;
  };
  /// The node's row, or -1 if no way uses it. Fastest when asked in ascending order.
  [[nodiscard]] std::int64_t find(std::int64_t id);
  Node& operator[](std::int64_t row) { return nodes_[static_cast<std::size_t>(row)]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

 private:
  std::vector<std::int64_t> ids_;  // ascending
  std::vector<Node> nodes_;
  std::size_t cursor_ = 0;
};

/// Turns ways with ids into ways with rows, cuts them where nodes are missing, tells long bridges, shares out the
/// durations of ferries, and counts what is dropped.
RawRoads assemble_roads(std::vector<MappedWay> ways, const std::vector<MappedRestriction>& restrictions,
                        std::vector<MappedFerryRoute> routes, MappedNodes& nodes);

}  // namespace navette
