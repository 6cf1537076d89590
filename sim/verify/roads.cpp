#include "verify/roads.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "verify/possible_roads.h"

namespace navette::verify {
namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();

// Time first, then distance, in one number: times stay below 2^34 ms (half a year), distances below 2^28 m.
constexpr int kDistanceBits = 28;

constexpr std::int64_t packed(std::int64_t time, std::int64_t distance) { return (time << kDistanceBits) + distance; }

std::int64_t rounded(double value) { return static_cast<std::int64_t>(std::floor(value + 0.5)); }

}  // namespace

Roads::Roads(const Run& run)
    : run_{run},
      least_per_metre_{kLeastPerMetre},
      first_out_(run.nodes.lon.size() + 1, 0),
      cost_(run.nodes.lon.size(), kFar) {
  const std::size_t edges = run.edges.tail.size();
  for (std::size_t e = 0; e < edges; ++e) {
    const auto metres = static_cast<double>(std::max<std::int64_t>(run.edges.length[e], 1));
    least_per_metre_ = std::min(least_per_metre_, std::max(1.0, static_cast<double>(run.edges.duration[e])) / metres);
  }
  for (std::size_t e = 0; e < edges; ++e) ++first_out_[at(run.edges.tail[e]) + 1];
  for (std::size_t v = 0; v + 1 < first_out_.size(); ++v) first_out_[v + 1] += first_out_[v];
  out_.resize(edges);
  auto next = first_out_;
  for (std::size_t e = 0; e < edges; ++e) {
    out_[next[at(run.edges.tail[e])]++] = {run.edges.head[e], packed(run.edges.duration[e], run.edges.length[e])};
  }
}

Roads::OnShape Roads::on_shape(Place place) const {
  const auto& times = run_.shape.time;
  const std::size_t first = at(run_.edges.shape_begin[at(place.edge)]);
  const std::size_t last = at(run_.edges.shape_begin[at(place.edge) + 1]);
  std::size_t point = first;
  const auto begin = times.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = times.begin() + static_cast<std::ptrdiff_t>(last);
  const auto above = std::upper_bound(begin, end, place.offset);
  if (above == end) return {last - 2, 1.0};
  point = static_cast<std::size_t>(above - times.begin()) - 1;
  return {point,
          static_cast<double>(place.offset - times[point]) / static_cast<double>(times[point + 1] - times[point])};
}

double Roads::metres_from_tail(Place place) const {
  const OnShape here = on_shape(place);
  const auto before = static_cast<double>(run_.shape.distance[here.point]);
  const auto after = static_cast<double>(run_.shape.distance[here.point + 1]);
  return before + here.share * (after - before);
}

Place Roads::on_twin(Place place) const {
  const std::int64_t other = twin(place.edge);
  if (other < 0) return {};
  const OnShape here = on_shape(place);
  const std::size_t segment = here.point - at(run_.edges.shape_begin[at(place.edge)]);
  // The twin's points are ours in reverse: its mirrored segment ends at the point that begins ours.
  const std::size_t mirrored = at(run_.edges.shape_begin[at(other) + 1]) - 2 - segment;
  const auto start = static_cast<double>(run_.shape.time[mirrored]);
  const auto end = static_cast<double>(run_.shape.time[mirrored + 1]);
  return {other, run_.shape.time[mirrored] + rounded((end - start) * (1.0 - here.share))};
}

std::pair<double, double> Roads::lon_lat(Place place) const {
  const OnShape here = on_shape(place);
  const auto between = [&](const Column& column) {
    const auto before = static_cast<double>(column[here.point]);
    return before + here.share * (static_cast<double>(column[here.point + 1]) - before);
  };
  return {between(run_.shape.lon), between(run_.shape.lat)};
}

Place Roads::on_edge(Place place, std::int64_t edge) const {
  if (place.edge == edge) return place;
  return twin(place.edge) == edge && edge >= 0 ? on_twin(place) : Place{};
}

bool Roads::same(Place a, Place b) const {
  if (a == b) return true;
  if (!a.known() || !b.known() || twin(a.edge) != b.edge) return false;
  return std::abs(on_twin(a).offset - b.offset) <= 1 || std::abs(on_twin(b).offset - a.offset) <= 1;
}

std::int64_t Roads::node_at(Place place) const {
  if (place.offset == 0) return tail(place.edge);
  return place.offset == duration(place.edge) ? head(place.edge) : -1;
}

bool Roads::same_ground(Place a, Place b) const {
  if (same(a, b)) return true;
  if (!a.known() || !b.known()) return false;
  const std::int64_t node = node_at(a);
  const std::int64_t other = node_at(b);
  if (node < 0 || other < 0) return false;
  // A junction split for its turn restrictions is several nodes at one place.
  return node == other || (run_.nodes.lon[at(node)] == run_.nodes.lon[at(other)] &&
                           run_.nodes.lat[at(node)] == run_.nodes.lat[at(other)]);
}

Roads::Shortest Roads::fastest(Place from, Place to, bool ahead, std::int64_t horizon) {
  // Offsets are whole milliseconds, so that a place named on the other edge may seem to lie behind itself.
  std::int64_t best = from == to || on_twin(from) == to ? 0 : kFar;
  const auto reach = [&](std::int64_t node, std::int64_t cost) {
    if (cost >= best || cost >= cost_[at(node)] || (cost >> kDistanceBits) > horizon) return;
    if (cost_[at(node)] == kFar) touched_.push_back(node);
    cost_[at(node)] = cost;
    heap_.emplace_back(cost, node);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>{});
  };
  struct LastPart {
    std::int64_t node;
    std::int64_t cost;
  };
  std::array<LastPart, 2> last{};
  std::size_t lasts = 0;
  for (const Place place : {to, on_twin(to)}) {
    if (!place.known()) continue;
    const double metres = metres_from_tail(place);
    last[lasts++] = {tail(place.edge), packed(place.offset, rounded(metres))};
    // Both on one road, the target ahead: no junction is passed.
    for (const Place start : {from, ahead ? Place{} : on_twin(from)}) {
      if (!start.known() || start.edge != place.edge || start.offset > place.offset) continue;
      // Two places close together may be one as seen on the other edge, rounded; what they are named on tells.
      const bool rounded_to_one = from.edge == to.edge && from.offset < to.offset && place.edge != to.edge;
      if (rounded_to_one) continue;
      best = std::min(best, packed(place.offset - start.offset, rounded(std::abs(metres - metres_from_tail(start)))));
    }
  }
  for (const Place start : {from, ahead ? Place{} : on_twin(from)}) {
    if (!start.known()) continue;
    const double rest = static_cast<double>(length(start.edge)) - metres_from_tail(start);
    reach(head(start.edge), packed(duration(start.edge) - start.offset, rounded(rest)));
  }
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>{});
    const auto [cost, node] = heap_.back();
    heap_.pop_back();
    if (cost >= best) break;
    if (cost > cost_[at(node)]) continue;
    for (std::size_t i = 0; i < lasts; ++i) {
      if (last[i].node == node) best = std::min(best, cost + last[i].cost);
    }
    for (std::size_t k = first_out_[at(node)]; k < first_out_[at(node) + 1]; ++k) {
      reach(out_[k].head, cost + out_[k].cost);
    }
  }
  for (const std::int64_t node : touched_) cost_[at(node)] = kFar;
  touched_.clear();
  heap_.clear();
  if (best == kFar) return {};
  return {best >> kDistanceBits, best & ((std::int64_t{1} << kDistanceBits) - 1)};
}

}  // namespace navette::verify
