#pragma once

#include <cstddef>

#include "network/labels/contraction_hierarchy.h"
#include "network/labels/hub_labels.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// What an oracle knows of its graph: flat columns of integers that depend on the graph alone.
struct TravelTimeColumns {
  StoredHierarchy hierarchy;            // tells how a time comes about: the path
  StoredLabels departure;               // times from each node to its hubs
  StoredLabels arrival;                 // times from the hubs to each node
  std::size_t longest_place_label = 0;  // entries; longest label of a place, before the hubs of its two ends are merged
};

struct TravelTimeOracle::Index : TravelTimeColumns {
  const RoadGraph* graph = nullptr;

  /// The hub that a node of the graph was renumbered to.
  [[nodiscard]] std::int32_t hub(NodeId node) const { return hierarchy.hub_of_node[node.index()]; }
};

}  // namespace navette
