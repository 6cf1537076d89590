#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/territory/mesh.h"

namespace navette::territory {

enum class RoadClass : std::uint8_t { primary, secondary, tertiary, unclassified, residential, service, track };

/// One way as it was laid out: a path along the mesh.
struct Road {
  RoadClass kind = RoadClass::unclassified;
  std::vector<int> vertices;
  int settlement = -1;  // whose street it is; -1 in open country
  bool driveway = false;
};

/// All roads so far, with the figures that steer their growth. Service roads and tracks do not count in the figures.
class RoadNetwork {
 public:
  explicit RoadNetwork(const Mesh& mesh);

  /// Bars the vertices of a river to all roads that do not pay for a bridge.
  void add_river(std::vector<int> vertices);
  void add(Road road);

  [[nodiscard]] const Mesh& mesh() const { return mesh_; }
  [[nodiscard]] const std::vector<Road>& roads() const { return roads_; }
  [[nodiscard]] const std::vector<std::vector<int>>& rivers() const { return rivers_; }
  [[nodiscard]] bool river(int vertex) const { return river_[vertex] != 0; }
  [[nodiscard]] bool has_edge(int vertex, int direction) const { return (edges_[vertex] >> direction & 1) != 0; }
  /// Roads of every class that meet here.
  [[nodiscard]] int degree(int vertex) const { return degree_[vertex]; }
  /// Roads that count (no service roads, no tracks) that meet here.
  [[nodiscard]] int public_degree(int vertex) const { return public_degree_[vertex]; }
  [[nodiscard]] bool on_public_road(int vertex) const { return public_degree_[vertex] > 0; }
  /// Roads lie on the vertex (0), one step (1), two steps (2) or further (3) away.
  [[nodiscard]] int ring(int vertex) const { return ring_[vertex]; }
  /// May a new road begin or end at this vertex and leave a junction of degree three, or continue a dead end?
  [[nodiscard]] bool joinable(int vertex) const {
    return degree_[vertex] > 0 && degree_[vertex] <= 2 && !river(vertex);
  }

  [[nodiscard]] double metres() const { return metres_; }
  [[nodiscard]] int nodes() const { return nodes_; }  // junctions and dead ends
  [[nodiscard]] int dead_ends() const { return dead_ends_; }
  [[nodiscard]] int edges() const { return degree_sum_ / 2; }  // between nodes
  /// All vertices on public roads, in the order in which they were laid.
  [[nodiscard]] const std::vector<int>& public_vertices() const { return public_vertices_; }

 private:
  void count(int vertex, int sign);
  void mark_near(int vertex);

  const Mesh& mesh_;
  std::vector<Road> roads_;
  std::vector<std::vector<int>> rivers_;
  std::vector<std::uint8_t> river_;
  std::vector<std::uint8_t> edges_;  // bit per direction
  std::vector<std::uint8_t> degree_;
  std::vector<std::uint8_t> public_degree_;
  std::vector<std::uint8_t> ring_;
  std::vector<int> public_vertices_;
  double metres_ = 0;
  int nodes_ = 0;
  int dead_ends_ = 0;
  int degree_sum_ = 0;
};

}  // namespace navette::territory
