#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace navette {

/// A directed edge from a node to a node.
using Arc = std::pair<std::uint32_t, std::uint32_t>;

/// Marks the nodes of the largest strongly connected component: most nodes, then the one with the smallest node.
/// Tarjan's algorithm (Boost.Graph).
std::vector<bool> largest_strong_component(std::size_t node_count, const std::vector<Arc>& arcs);

}  // namespace navette
