#include "network/road_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>

#include "core/errors.h"
#include "core/portable_math.h"

namespace navette {
namespace {

void require(bool holds, const char* rule) {
  if (!holds) throw InputError{fmt::format("road graph: {}", rule)};
}

bool is_on_earth(Coordinate place) {
  return std::abs(std::int64_t{place.lon}) <= 1'800'000'000 && std::abs(std::int64_t{place.lat}) <= 900'000'000;
}

}  // namespace

void check_road_columns(const StoredRoadColumns& c) {
  const std::size_t n = c.node_place.size();
  const std::size_t m = c.edge_tail.size();
  require(n <= std::numeric_limits<std::int32_t>::max() && m <= std::numeric_limits<std::int32_t>::max(),
          "there are more nodes or edges than ids");
  require(c.edge_head.size() == m && c.edge_twin.size() == m && c.edge_duration.size() == m &&
              c.edge_length.size() == m && !c.shape_begin.empty() && c.shape_begin.size() == m + 1,
          "the edge columns differ in length");
  require(c.edge_boarding.empty() || c.edge_boarding.size() == m, "the edge columns differ in length");
  require(c.shape_time.size() == c.shape_place.size() && c.shape_distance.size() == c.shape_place.size() &&
              c.shape_begin.front() == 0 && c.shape_begin.back() == c.shape_place.size(),
          "the shape columns differ in length");
  require(std::all_of(c.node_place.begin(), c.node_place.end(), is_on_earth) &&
              std::all_of(c.shape_place.begin(), c.shape_place.end(), is_on_earth),
          "a place is not on earth");
  for (std::size_t e = 0; e < m; ++e) {
    require(
        c.edge_tail[e].valid() && c.edge_tail[e].index() < n && c.edge_head[e].valid() && c.edge_head[e].index() < n,
        "an edge ends at a node that does not exist");
    require(e == 0 || c.edge_tail[e - 1] <= c.edge_tail[e], "edges are not sorted by tail");
    const std::size_t first = c.shape_begin[e];
    const std::size_t last = c.shape_begin[e + 1];
    require(first + 2 <= last && last <= c.shape_place.size(), "an edge has fewer than two shape points");
    require(c.shape_time[first] == 0 && c.shape_time[last - 1] == c.edge_duration[e] && c.shape_distance[first] == 0 &&
                c.shape_distance[last - 1] == c.edge_length[e],
            "an edge's shape does not add up to its duration and length");
    const std::span times{c.shape_time.data() + first, last - first};
    const std::span distances{c.shape_distance.data() + first, last - first};
    require(std::is_sorted(times.begin(), times.end()) && std::is_sorted(distances.begin(), distances.end()),
            "an edge's shape runs backwards");
    require(c.edge_boarding.empty() || static_cast<std::size_t>(c.edge_boarding[e]) < kBoardings,
            "whether people board on an edge is a code unknown");
    const EdgeId twin = c.edge_twin[e];
    if (!twin.valid()) continue;
    require(c.edge_boarding.empty() || (twin.index() < m && c.edge_boarding[e] == c.edge_boarding[twin.index()]),
            "people may board on an edge, but not on its twin");
    require(twin.index() < m && twin != EdgeId{e} && c.edge_twin[twin.index()] == EdgeId{e} &&
                last - first == c.shape_begin[twin.index() + 1] - c.shape_begin[twin.index()],
            "an edge and its twin do not match");
  }
}

namespace {

StoredRoadColumns stored(RoadGraphColumns&& columns) {
  StoredRoadColumns stored;
  StoredRoadColumns::for_each_column([](auto& to, auto& from) { to = std::decay_t<decltype(to)>{std::move(from)}; },
                                     stored, columns);
  return stored;
}

}  // namespace

RoadGraph::RoadGraph(RoadGraphColumns columns) : RoadGraph{stored(std::move(columns))} {}

RoadGraph::RoadGraph(StoredRoadColumns columns) : columns_{std::move(columns)} {
  check_road_columns(columns_);
  const std::size_t n = node_count();
  first_edge_.assign(n + 1, 0);
  first_in_.assign(n + 1, 0);
  for (std::size_t e = 0; e < edge_count(); ++e) {
    ++first_edge_[columns_.edge_tail[e].index() + 1];
    ++first_in_[columns_.edge_head[e].index() + 1];
  }
  for (std::size_t v = 0; v < n; ++v) {
    first_edge_[v + 1] += first_edge_[v];
    first_in_[v + 1] += first_in_[v];
  }
  in_edges_.resize(edge_count());
  auto next = first_in_;
  for (std::size_t e = 0; e < edge_count(); ++e) {
    in_edges_[static_cast<std::size_t>(next[columns_.edge_head[e].index()]++)] = EdgeId{e};
  }
}

bool RoadGraph::is_turn(EdgeId edge) const {
  return columns_.edge_length[edge.index()] == 0 && columns_.edge_duration[edge.index()] == 0;
}

RoadGraph::EdgeRange RoadGraph::edges_from(NodeId node) const {
  return {first_edge_[node.index()], first_edge_[node.index() + 1]};
}

std::span<const EdgeId> RoadGraph::edges_to(NodeId node) const {
  const auto first = static_cast<std::size_t>(first_in_[node.index()]);
  const auto last = static_cast<std::size_t>(first_in_[node.index() + 1]);
  return {in_edges_.data() + first, last - first};
}

std::span<const Coordinate> RoadGraph::shape(EdgeId edge) const {
  const std::size_t first = columns_.shape_begin[edge.index()];
  return {columns_.shape_place.data() + first, columns_.shape_begin[edge.index() + 1] - first};
}

RoadGraph::OnShape RoadGraph::on_shape(Location location) const {
  const std::size_t first = columns_.shape_begin[location.edge.index()];
  const std::size_t last = columns_.shape_begin[location.edge.index() + 1];
  const auto begin = columns_.shape_time.begin();
  const auto after = std::upper_bound(begin + static_cast<std::ptrdiff_t>(first),
                                      begin + static_cast<std::ptrdiff_t>(last), location.offset);
  const auto above = static_cast<std::size_t>(after - begin);
  if (above >= last) return {last - 2, 1.0};
  const std::size_t point = above - 1;
  const double span = columns_.shape_time[above] - columns_.shape_time[point];
  return {point, (location.offset - columns_.shape_time[point]) / span};
}

Location RoadGraph::at(EdgeId edge, std::size_t segment, double share) const {
  const std::size_t point = columns_.shape_begin[edge.index()] + segment;
  const double span = columns_.shape_time[point + 1] - columns_.shape_time[point];
  return {edge, columns_.shape_time[point] + static_cast<std::int32_t>(portable::round_to_integer(span * share))};
}

Location RoadGraph::on_twin(Location location) const {
  const EdgeId other = twin(location.edge);
  if (!other.valid()) return {};
  const OnShape here = on_shape(location);
  const std::size_t segment = here.point - columns_.shape_begin[location.edge.index()];
  const std::size_t segments = shape(location.edge).size() - 1;
  return at(other, segments - 1 - segment, 1.0 - here.share);
}

Location RoadGraph::canonical(Location location) const {
  const EdgeId other = twin(location.edge);
  return other.valid() && other < location.edge ? on_twin(location) : location;
}

Metres RoadGraph::distance_from_tail(Location location) const {
  const OnShape here = on_shape(location);
  const double before = columns_.shape_distance[here.point];
  const double span = columns_.shape_distance[here.point + 1] - columns_.shape_distance[here.point];
  return Metres{portable::round_to_integer(before + here.share * span)};
}

Coordinate RoadGraph::place(Location location) const {
  const OnShape here = on_shape(location);
  const Coordinate a = columns_.shape_place[here.point];
  const Coordinate b = columns_.shape_place[here.point + 1];
  const auto between = [&](std::int32_t from, std::int32_t to) {
    return static_cast<std::int32_t>(portable::round_to_integer(from + here.share * (static_cast<double>(to) - from)));
  };
  return {between(a.lon, b.lon), between(a.lat, b.lat)};
}

}  // namespace navette
