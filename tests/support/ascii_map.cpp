#include "support/ascii_map.h"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "core/portable_math.h"

namespace navette::test {
namespace {

struct Road {
  char from;
  char to;
  int dashes;
  bool forward;
  bool backward;
};

bool is_junction(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 && c != 'v'; }

std::vector<std::string> lines_of(const std::string& drawing) {
  std::vector<std::string> lines;
  std::istringstream in{drawing};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, line.size());
  for (auto& line : lines) line.resize(width, ' ');
  return lines;
}

// Follows a road to the right or downward from a junction; false if none starts there.
bool follow(const std::vector<std::string>& lines, std::size_t row, std::size_t column, bool down, Road& road) {
  const char straight = down ? '|' : '-';
  const char onward = down ? 'v' : '>';
  const char against = down ? '^' : '<';
  road = {lines[row][column], ' ', 0, true, true};
  for (;;) {
    down ? ++row : ++column;
    if (row >= lines.size() || column >= lines[row].size()) break;
    const char c = lines[row][column];
    if (is_junction(c)) {
      road.to = c;
      return road.dashes > 0;
    }
    if (c == onward) {
      road.backward = false;
    } else if (c == against) {
      road.forward = false;
    } else if (c != straight) {
      break;
    }
    ++road.dashes;
  }
  if (road.dashes > 0) throw std::invalid_argument{std::string{"a road from "} + road.from + " ends nowhere"};
  return false;
}

}  // namespace

AsciiMap ascii_map(const std::string& drawing, double metres_per_dash, double kmh) {
  const auto lines = lines_of(drawing);
  const LocalPlane plane{Coordinate::from_degrees(2.0, 44.0)};
  std::map<char, NodeId> nodes;
  RoadGraphColumns columns;
  std::vector<Road> roads;
  for (std::size_t row = 0; row < lines.size(); ++row) {
    for (std::size_t column = 0; column < lines[row].size(); ++column) {
      const char c = lines[row][column];
      if (!is_junction(c)) continue;
      if (nodes.contains(c)) throw std::invalid_argument{std::string{"junction drawn twice: "} + c};
      nodes[c] = NodeId{columns.node_place.size()};
      columns.node_place.push_back(plane.from_plane(
          {static_cast<double>(column) * metres_per_dash, -static_cast<double>(row) * metres_per_dash}));
      Road road{};
      if (follow(lines, row, column, false, road)) roads.push_back(road);
      if (follow(lines, row, column, true, road)) roads.push_back(road);
    }
  }
  struct Directed {
    NodeId tail, head;
    int dashes;
    std::size_t road;
  };
  std::vector<Directed> edges;
  for (std::size_t r = 0; r < roads.size(); ++r) {
    const Road& road = roads[r];
    if (road.forward) edges.push_back({nodes.at(road.from), nodes.at(road.to), road.dashes, r});
    if (road.backward) edges.push_back({nodes.at(road.to), nodes.at(road.from), road.dashes, r});
  }
  std::stable_sort(edges.begin(), edges.end(), [](const auto& a, const auto& b) { return a.tail < b.tail; });
  columns.edge_twin.resize(edges.size());
  columns.shape_begin.push_back(0);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const double length = edges[e].dashes * metres_per_dash;
    const auto metres = static_cast<std::int32_t>(portable::round_to_integer(length));
    const auto duration = static_cast<std::int32_t>(portable::round_to_integer(length * 3600 / kmh));
    columns.edge_tail.push_back(edges[e].tail);
    columns.edge_head.push_back(edges[e].head);
    columns.edge_duration.push_back(duration);
    columns.edge_length.push_back(metres);
    columns.shape_place.insert(columns.shape_place.end(),
                               {columns.node_place[edges[e].tail.index()], columns.node_place[edges[e].head.index()]});
    columns.shape_time.insert(columns.shape_time.end(), {0, duration});
    columns.shape_distance.insert(columns.shape_distance.end(), {0, metres});
    columns.shape_begin.push_back(static_cast<std::uint32_t>(columns.shape_place.size()));
    for (std::size_t other = 0; other < edges.size(); ++other) {
      if (other != e && edges[other].road == edges[e].road) columns.edge_twin[e] = EdgeId{other};
    }
  }
  return {RoadGraph{std::move(columns)}, std::move(nodes)};
}

EdgeId AsciiMap::edge(char from, char to) const {
  const auto range = graph.edges_from(node(from));
  for (auto e = range.first; e < range.last; ++e) {
    if (graph.head(EdgeId{e}) == node(to)) return EdgeId{e};
  }
  throw std::invalid_argument{std::string{"no road from "} + from + " to " + to};
}

Location AsciiMap::between(char from, char to, double share) const {
  return graph.canonical(graph.at(edge(from, to), 0, share));
}

Location AsciiMap::at(char name) const {
  const auto range = graph.edges_from(node(name));
  if (range.first < range.last) return graph.canonical({EdgeId{range.first}, 0});
  const EdgeId in = graph.edges_to(node(name)).front();
  return graph.canonical({in, graph.duration(in)});
}

}  // namespace navette::test
