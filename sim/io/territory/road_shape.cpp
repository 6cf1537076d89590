#include "io/territory/road_shape.h"

#include <cstdint>
#include <utility>

namespace navette::territory {
namespace {

constexpr int kRounds = 4;

struct Through {
  int before = -1;
  int after = -1;
};

/// The two neighbours between which each vertex is on its way; none for dead ends and bridges.
std::vector<Through> passing_lines(const RoadNetwork& network) {
  std::vector<Through> lines(network.mesh().size());
  const auto note = [&](const std::vector<int>& vertices) {
    for (std::size_t i = 1; i + 1 < vertices.size(); ++i) {
      Through& line = lines[vertices[i]];
      if (line.before < 0) line = {vertices[i - 1], vertices[i + 1]};
    }
  };
  for (const auto& road : network.roads()) note(road.vertices);
  for (const auto& river : network.rivers()) {
    note(river);
    for (const int vertex : river) {
      if (network.degree(vertex) > 0) lines[vertex] = {};
    }
  }
  return lines;
}

std::vector<std::pair<int, int>> all_segments(const RoadNetwork& network) {
  std::vector<std::pair<int, int>> segments;
  const auto note = [&](const std::vector<int>& vertices) {
    for (std::size_t i = 0; i + 1 < vertices.size(); ++i) segments.emplace_back(vertices[i], vertices[i + 1]);
  };
  for (const auto& road : network.roads()) note(road.vertices);
  for (const auto& river : network.rivers()) note(river);
  return segments;
}

}  // namespace

std::vector<Point> round_bends(const RoadNetwork& network) {
  const Mesh& mesh = network.mesh();
  const auto lines = passing_lines(network);
  const auto segments = all_segments(network);
  std::vector<std::uint8_t> kept(mesh.size(), 0);
  for (;;) {
    std::vector<Point> places(mesh.size());
    for (int vertex = 0; vertex < mesh.size(); ++vertex) places[vertex] = mesh.at(vertex);
    for (int round = 0; round < kRounds; ++round) {
      const std::vector<Point> old = places;
      for (int vertex = 0; vertex < mesh.size(); ++vertex) {
        const Through line = lines[vertex];
        if (line.before < 0 || kept[vertex] != 0) continue;
        places[vertex] = (old[vertex] * 2 + old[line.before] + old[line.after]) * 0.25;
      }
    }
    Grid grid{mesh.low(), mesh.high(), 100};
    bool clean = true;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const int a = segments[i].first;
      const int b = segments[i].second;
      const Point low{std::min(places[a].x, places[b].x), std::min(places[a].y, places[b].y)};
      const Point high{std::max(places[a].x, places[b].x), std::max(places[a].y, places[b].y)};
      grid.near(low, high, [&](int other) {
        const int c = segments[other].first;
        const int d = segments[other].second;
        if (a == c || a == d || b == c || b == d) return;
        if (!segments_touch(places[a], places[b], places[c], places[d])) return;
        for (const int vertex : {a, b, c, d}) {
          clean = clean && kept[vertex] != 0;
          kept[vertex] = 1;
        }
      });
      grid.add(static_cast<int>(i), places[a], places[b]);
    }
    if (clean) return places;
  }
}

}  // namespace navette::territory
