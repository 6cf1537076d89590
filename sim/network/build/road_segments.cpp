#include "network/build/road_segments.h"

#include "network/build/strong_components.h"

namespace navette {

SegmentNetwork split_into_segments(const RawRoads& roads) {
  SegmentNetwork network;
  network.places.reserve(roads.nodes.size());
  for (const RawNode& node : roads.nodes) network.places.push_back(node.place);
  const auto end_at = [&](std::uint32_t node) {
    if (!roads.nodes[node].barrier) return node;
    network.places.push_back(roads.nodes[node].place);
    return static_cast<std::uint32_t>(network.places.size() - 1);
  };
  for (std::uint32_t w = 0; w < roads.ways.size(); ++w) {
    const auto& nodes = roads.ways[w].nodes;
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      if (nodes[i - 1] == nodes[i]) continue;
      const std::uint32_t a = end_at(nodes[i - 1]);
      const std::uint32_t b = end_at(nodes[i]);
      const auto& times = roads.ways[w].segment_times;
      network.segments.push_back(
          {a, b, w, times.empty() ? -1 : times[i - 1], distance(network.places[a], network.places[b])});
    }
  }
  return network;
}

SegmentsAtNode::SegmentsAtNode(const SegmentNetwork& network)
    : first_(network.places.size() + 1), segments_(2 * network.segments.size()) {
  for (const RoadSegment& segment : network.segments) {
    ++first_[segment.a + 1];
    ++first_[segment.b + 1];
  }
  for (std::size_t v = 1; v < first_.size(); ++v) first_[v] += first_[v - 1];
  auto next = first_;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    segments_[next[network.segments[s].a]++] = s;
    segments_[next[network.segments[s].b]++] = s;
  }
}

std::size_t keep_largest_component(SegmentNetwork& network, const RawRoads& roads, Dropped& dropped) {
  std::vector<Arc> arcs;
  for (const RoadSegment& segment : network.segments) {
    if (roads.ways[segment.way].forward) arcs.emplace_back(segment.a, segment.b);
    if (roads.ways[segment.way].backward) arcs.emplace_back(segment.b, segment.a);
  }
  const auto inside = largest_strong_component(network.places.size(), arcs);

  std::vector<RoadSegment> kept;
  std::vector<bool> used(network.places.size());
  auto last_dropped_way = static_cast<std::uint32_t>(roads.ways.size());
  for (const RoadSegment& segment : network.segments) {
    if (inside[segment.a] && inside[segment.b]) {
      kept.push_back(segment);
      used[segment.a] = used[segment.b] = true;
      continue;
    }
    dropped.metres += segment.metres;
    if (segment.way != last_dropped_way) ++dropped.ways;
    last_dropped_way = segment.way;
  }
  network.segments = std::move(kept);
  std::size_t nodes = 0;
  for (const bool node_used : used) nodes += node_used ? 1 : 0;
  return nodes;
}

}  // namespace navette
