#include "network/build/contract_roads.h"

#include <algorithm>
#include <cmath>

namespace navette {
namespace {

class Contraction {
 public:
  Contraction(const SegmentNetwork& network, const std::vector<RoadWay>& ways)
      : network_{network}, ways_{ways}, at_node_{network}, done_(network.segments.size()) {}

  std::vector<Road> run(const std::vector<bool>& fixed) {
    const auto nodes = static_cast<std::uint32_t>(network_.places.size());
    junction_.resize(nodes);
    for (std::uint32_t v = 0; v < nodes; ++v) junction_[v] = fixed[v] || !is_bend(v);
    for (std::uint32_t v = 0; v < nodes; ++v) {
      if (junction_[v]) follow_all_from(v);
    }
    // What is left are circles without a junction.
    for (std::uint32_t v = 0; v < nodes; ++v) follow_all_from(v);
    return std::move(roads_);
  }

 private:
  [[nodiscard]] const RoadWay& way(std::uint32_t segment) const { return ways_[network_.segments[segment].way]; }
  [[nodiscard]] bool open_from(std::uint32_t segment, std::uint32_t node) const {
    return network_.segments[segment].a == node ? way(segment).forward : way(segment).backward;
  }
  [[nodiscard]] bool open_to(std::uint32_t segment, std::uint32_t node) const {
    return network_.segments[segment].a == node ? way(segment).backward : way(segment).forward;
  }
  [[nodiscard]] std::uint32_t other_end(std::uint32_t segment, std::uint32_t node) const {
    const RoadSegment& s = network_.segments[segment];
    return s.a == node ? s.b : s.a;
  }

  [[nodiscard]] bool is_bend(std::uint32_t node) const {
    if (at_node_.count(node) != 2) return false;
    const std::uint32_t s = at_node_.segment(node, 0);
    const std::uint32_t t = at_node_.segment(node, 1);
    // Where people may board, and where not, are roads of their own.
    if (way(s).boarding != way(t).boarding) return false;
    return open_to(s, node) == open_from(t, node) && open_from(s, node) == open_to(t, node);
  }

  void follow_all_from(std::uint32_t node) {
    for (std::uint32_t rank = 0; rank < at_node_.count(node); ++rank) {
      const std::uint32_t segment = at_node_.segment(node, rank);
      if (!done_[segment]) follow(node, segment);
    }
  }

  void follow(std::uint32_t start, std::uint32_t segment) {
    Road road;
    road.nodes.push_back(start);
    for (std::uint32_t node = start;;) {
      done_[segment] = true;
      node = other_end(segment, node);
      road.segments.push_back(segment);
      road.nodes.push_back(node);
      if (node == start || junction_[node]) break;
      const std::uint32_t first = at_node_.segment(node, 0);
      segment = first == segment ? at_node_.segment(node, 1) : first;
    }
    if (road.nodes.front() != road.nodes.back()) {
      roads_.push_back(std::move(road));
    } else {
      cut_loop(road);
    }
  }

  void cut_loop(const Road& loop) {
    double total = 0;
    for (const std::uint32_t s : loop.segments) total += network_.segments[s].metres;
    std::size_t cut = 1;
    double best = total;
    double so_far = 0;
    for (std::size_t i = 1; i < loop.segments.size(); ++i) {
      so_far += network_.segments[loop.segments[i - 1]].metres;
      const double off_middle = std::abs(so_far - total / 2);
      if (off_middle < best) {
        best = off_middle;
        cut = i;
      }
    }
    const auto at = static_cast<std::ptrdiff_t>(cut);
    roads_.push_back(
        {{loop.nodes.begin(), loop.nodes.begin() + at + 1}, {loop.segments.begin(), loop.segments.begin() + at}});
    roads_.push_back({{loop.nodes.begin() + at, loop.nodes.end()}, {loop.segments.begin() + at, loop.segments.end()}});
  }

  const SegmentNetwork& network_;
  const std::vector<RoadWay>& ways_;
  SegmentsAtNode at_node_;
  std::vector<bool> done_;      // by segment
  std::vector<bool> junction_;  // by node
  std::vector<Road> roads_;
};

}  // namespace

std::vector<Road> contract_roads(const SegmentNetwork& network, const std::vector<RoadWay>& ways,
                                 const std::vector<bool>& fixed) {
  return Contraction{network, ways}.run(fixed);
}

}  // namespace navette
