#pragma once

#include <cstddef>

#include "network/labels/contraction_hierarchy.h"
#include "network/labels/hub_labels.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// What an oracle knows of its graph. Apart from the pointer, flat columns of integers that depend on the graph alone:
/// written one after the other they can be read back, or mapped, as they are.
struct TravelTimeOracle::Index {
  const RoadGraph* graph = nullptr;
  ContractionHierarchy hierarchy;       // tells how a time comes about: the path
  HubLabels departure;                  // times from each node to its hubs
  HubLabels arrival;                    // times from the hubs to each node
  std::size_t longest_place_label = 0;  // entries; longest label of a place, before the hubs of its two ends are merged

  /// The hub that a node of the graph was renumbered to.
  [[nodiscard]] std::int32_t hub(NodeId node) const { return hierarchy.hub_of_node[node.index()]; }
};

}  // namespace navette
