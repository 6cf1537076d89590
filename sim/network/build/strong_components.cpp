#include "network/build/strong_components.h"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

namespace navette {

std::vector<bool> largest_strong_component(std::size_t node_count, const std::vector<Arc>& arcs) {
  if (node_count == 0) return {};
  using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                   boost::no_property, std::uint32_t, std::uint32_t>;
  const Graph graph{boost::edges_are_unsorted_multi_pass, arcs.begin(), arcs.end(),
                    static_cast<std::uint32_t>(node_count)};
  std::vector<std::uint32_t> component(node_count);
  const auto index = boost::get(boost::vertex_index, graph);
  const std::uint32_t count =
      boost::strong_components(graph, boost::make_iterator_property_map(component.begin(), index));

  std::vector<std::size_t> size(count);
  for (const std::uint32_t c : component) ++size[c];
  const std::size_t most = *std::max_element(size.begin(), size.end());
  const std::uint32_t largest =
      *std::find_if(component.begin(), component.end(), [&](std::uint32_t c) { return size[c] == most; });
  std::vector<bool> inside(node_count);
  for (std::size_t v = 0; v < node_count; ++v) inside[v] = component[v] == largest;
  return inside;
}

}  // namespace navette
