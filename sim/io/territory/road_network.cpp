#include "io/territory/road_network.h"

#include <algorithm>
#include <utility>

namespace navette::territory {

RoadNetwork::RoadNetwork(const Mesh& mesh)
    : mesh_{mesh},
      river_(mesh.size(), 0),
      edges_(mesh.size(), 0),
      degree_(mesh.size(), 0),
      public_degree_(mesh.size(), 0),
      ring_(mesh.size(), 3) {}

void RoadNetwork::add_river(std::vector<int> vertices) {
  for (const int vertex : vertices) river_[vertex] = 1;
  rivers_.push_back(std::move(vertices));
}

void RoadNetwork::count(int vertex, int sign) {
  const int degree = public_degree_[vertex];
  if (degree == 0 || degree == 2) return;
  nodes_ += sign;
  degree_sum_ += sign * degree;
  if (degree == 1) dead_ends_ += sign;
}

void RoadNetwork::mark_near(int vertex) {
  ring_[vertex] = 0;
  for (int direction = 0; direction < 6; ++direction) {
    const int near = mesh_.neighbour(vertex, direction);
    if (near < 0) continue;
    ring_[near] = std::min<std::uint8_t>(ring_[near], 1);
    for (int onward = 0; onward < 6; ++onward) {
      const int further = mesh_.neighbour(near, onward);
      if (further >= 0) ring_[further] = std::min<std::uint8_t>(ring_[further], 2);
    }
  }
}

void RoadNetwork::add(Road road) {
  const bool counts = road.kind != RoadClass::service && road.kind != RoadClass::track;
  for (std::size_t i = 0; i + 1 < road.vertices.size(); ++i) {
    const int from = road.vertices[i];
    const int to = road.vertices[i + 1];
    for (int direction = 0; direction < 6; ++direction) {
      if (mesh_.neighbour(from, direction) != to) continue;
      edges_[from] = static_cast<std::uint8_t>(edges_[from] | 1U << direction);
      edges_[to] = static_cast<std::uint8_t>(edges_[to] | 1U << (direction + 3) % 6);
    }
    for (const int end : {from, to}) {
      ++degree_[end];
      if (!counts) continue;
      count(end, -1);
      if (public_degree_[end]++ == 0) public_vertices_.push_back(end);
      count(end, 1);
    }
    if (counts) metres_ += mesh_.step(from, to);
  }
  for (const int vertex : road.vertices) mark_near(vertex);
  roads_.push_back(std::move(road));
}

}  // namespace navette::territory
