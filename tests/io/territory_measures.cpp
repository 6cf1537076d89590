#include "territory_measures.h"

#include <algorithm>
#include <map>
#include <queue>

#include "core/random_stream.h"

namespace navette {
namespace {

Coordinate place_of(const TerritoryMap& map, std::int64_t node) {
  return map.nodes.at(static_cast<std::size_t>(node - 1)).place;
}

bool is_public_road(const TerritoryMap::Way& way) {
  const auto* highway = find_tag(way.tags, "highway");
  return highway != nullptr && *highway != "service" && *highway != "track";
}

using Graph = std::map<std::int64_t, std::map<std::int64_t, double>>;

std::map<std::int64_t, double> distances_from(const Graph& graph, std::int64_t source) {
  std::map<std::int64_t, double> reached;
  using Entry = std::pair<double, std::int64_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  queue.push({0, source});
  while (!queue.empty()) {
    const auto [so_far, node] = queue.top();
    queue.pop();
    if (!reached.insert({node, so_far}).second) continue;
    for (const auto& [next, length] : graph.at(node)) {
      if (!reached.contains(next)) queue.push({so_far + length, next});
    }
  }
  return reached;
}

std::int64_t side(Coordinate a, Coordinate b, Coordinate c) {
  return (std::int64_t{b.lon} - a.lon) * (std::int64_t{c.lat} - a.lat) -
         (std::int64_t{b.lat} - a.lat) * (std::int64_t{c.lon} - a.lon);
}

int sign(std::int64_t value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

bool touch(const MapSegment& s, const MapSegment& t) {
  if (std::max(s.a.lon, s.b.lon) < std::min(t.a.lon, t.b.lon) ||
      std::max(t.a.lon, t.b.lon) < std::min(s.a.lon, s.b.lon))
    return false;
  if (std::max(s.a.lat, s.b.lat) < std::min(t.a.lat, t.b.lat) ||
      std::max(t.a.lat, t.b.lat) < std::min(s.a.lat, s.b.lat))
    return false;
  return sign(side(s.a, s.b, t.a)) * sign(side(s.a, s.b, t.b)) <= 0 &&
         sign(side(t.a, t.b, s.a)) * sign(side(t.a, t.b, s.b)) <= 0;
}

}  // namespace

TerritoryMeasures measure(const TerritoryMap& map) {
  Graph graph;
  for (const auto& way : map.ways) {
    if (!is_public_road(way)) continue;
    for (std::size_t i = 0; i + 1 < way.nodes.size(); ++i) {
      const double length = distance(place_of(map, way.nodes[i]), place_of(map, way.nodes[i + 1]));
      graph[way.nodes[i]][way.nodes[i + 1]] = length;
      graph[way.nodes[i + 1]][way.nodes[i]] = length;
    }
  }
  TerritoryMeasures measures;
  std::vector<std::int64_t> nodes;
  for (const auto& [node, neighbours] : graph) {
    for (const auto& neighbour : neighbours) measures.km += neighbour.second / 2'000;
    ++measures.of_degree[std::min<std::size_t>(neighbours.size(), 5)];
    if (neighbours.size() == 2) continue;
    nodes.push_back(node);
    measures.edges += static_cast<double>(neighbours.size()) / 2;
  }
  measures.mapped_nodes = static_cast<double>(graph.size());
  measures.nodes = static_cast<double>(nodes.size());
  std::map<std::int64_t, double> seen;
  for (const auto& entry : graph) {
    if (seen.contains(entry.first)) continue;
    ++measures.components;
    seen.merge(distances_from(graph, entry.first));
  }
  RandomStream random{5, Purpose::given_demand};
  std::array<std::vector<double>, 3> ratios;
  for (int i = 0; i < 16; ++i) {
    const auto source = nodes[random.below(static_cast<std::uint32_t>(nodes.size()))];
    const auto reached = distances_from(graph, source);
    for (const auto node : nodes) {
      const double direct = distance(place_of(map, source), place_of(map, node));
      const auto found = reached.find(node);
      if (direct < 1'000 || direct >= 12'000 || found == reached.end()) continue;
      ratios[direct < 3'000 ? 0 : direct < 6'000 ? 1 : 2].push_back(found->second / direct);
    }
  }
  for (std::size_t band = 0; band < ratios.size(); ++band) {
    std::sort(ratios[band].begin(), ratios[band].end());
    if (!ratios[band].empty()) measures.circuity[band] = ratios[band][ratios[band].size() / 2];
  }
  return measures;
}

std::vector<MapSegment> segments_of(const TerritoryMap& map) {
  std::vector<MapSegment> segments;
  for (const auto& way : map.ways) {
    const char kind = find_tag(way.tags, "highway") != nullptr    ? 'r'
                      : find_tag(way.tags, "waterway") != nullptr ? 'w'
                      : find_tag(way.tags, "building") != nullptr ? 'b'
                                                                  : ' ';
    if (kind == ' ') continue;
    for (std::size_t i = 0; i + 1 < way.nodes.size(); ++i) {
      segments.push_back({place_of(map, way.nodes[i]), place_of(map, way.nodes[i + 1]), way.nodes[i], way.nodes[i + 1],
                          find_tag(way.tags, "bridge") != nullptr, kind});
    }
  }
  return segments;
}

int count_touching(std::vector<MapSegment> segments) {
  const auto west = [](const MapSegment& s) { return std::min(s.a.lon, s.b.lon); };
  const auto east = [](const MapSegment& s) { return std::max(s.a.lon, s.b.lon); };
  std::sort(segments.begin(), segments.end(), [&](const auto& s, const auto& t) { return west(s) < west(t); });
  int count = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto& s = segments[i];
    for (std::size_t k = i + 1; k < segments.size() && west(segments[k]) <= east(s); ++k) {
      const auto& t = segments[k];
      if (s.a_node == t.a_node || s.a_node == t.b_node || s.b_node == t.a_node || s.b_node == t.b_node) continue;
      const bool under_bridge = (s.kind == 'w' && t.bridge) || (t.kind == 'w' && s.bridge);
      const bool confluence = s.kind == 'w' && t.kind == 'w';
      if (!under_bridge && !confluence && touch(s, t)) ++count;
    }
  }
  return count;
}

}  // namespace navette
