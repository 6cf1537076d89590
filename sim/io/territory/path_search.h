#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

#include "io/territory/mesh.h"

namespace navette::territory {

/// Dijkstra's search along mesh edges; one object is used again and again. Ties: the smaller vertex number.
class PathSearch {
 public:
  explicit PathSearch(const Mesh& mesh)
      : mesh_{mesh}, cost_(mesh.size()), before_(mesh.size()), seen_in_(mesh.size(), 0) {}

  /// The cheapest path from `source` to the first vertex (other than `source`) that is a target; empty if there is
  /// none within `limit`. cost(vertex, direction, next) is that of one step, negative where it is barred.
  template <class Cost, class Target>
  std::vector<int> run(int source, double limit, Cost&& cost, Target&& is_target) {
    ++run_;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    reach(source, 0, -1);
    queue.push({0, source});
    while (!queue.empty()) {
      const auto [so_far, vertex] = queue.top();
      queue.pop();
      if (so_far > cost_[vertex]) continue;
      if (vertex != source && is_target(vertex)) return path_to(vertex);
      for (int direction = 0; direction < 6; ++direction) {
        const int next = mesh_.neighbour(vertex, direction);
        if (next < 0) continue;
        const double step = cost(vertex, direction, next);
        if (step < 0 || so_far + step > limit) continue;
        if (reached(next) && cost_[next] <= so_far + step) continue;
        reach(next, so_far + step, vertex);
        queue.push({so_far + step, next});
      }
    }
    return {};
  }

  /// Whether the last run came to this vertex, and at what cost.
  [[nodiscard]] bool reached(int vertex) const { return seen_in_[vertex] == run_; }
  [[nodiscard]] double cost(int vertex) const { return cost_[vertex]; }

 private:
  using Entry = std::pair<double, int>;

  void reach(int vertex, double cost, int before) {
    seen_in_[vertex] = run_;
    cost_[vertex] = cost;
    before_[vertex] = before;
  }
  [[nodiscard]] std::vector<int> path_to(int vertex) const {
    std::vector<int> path;
    for (; vertex >= 0; vertex = before_[vertex]) path.push_back(vertex);
    std::reverse(path.begin(), path.end());
    return path;
  }

  const Mesh& mesh_;
  std::vector<double> cost_;
  std::vector<int> before_;
  std::vector<std::uint32_t> seen_in_;
  std::uint32_t run_ = 0;
};

}  // namespace navette::territory
