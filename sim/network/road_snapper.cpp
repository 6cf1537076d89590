#include "network/road_snapper.h"

#include <algorithm>
#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost.Math includes one
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/iterator/function_output_iterator.hpp>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

namespace navette {
namespace {

namespace bg = boost::geometry;
using Point = bg::model::d2::point_xy<double>;
using Line = bg::model::segment<Point>;

/// One straight piece of an edge's shape.
struct Piece {
  EdgeId edge;
  std::uint32_t segment;
};
using Entry = std::pair<Line, Piece>;
using Tree = bg::index::rtree<Entry, bg::index::rstar<16>>;

struct Foot {
  double squared;  // [m2]
  double share;    // of the piece
};

// The point of a piece nearest to a place.
Foot foot_on(const Line& line, Point place) {
  const double dx = line.second.x() - line.first.x();
  const double dy = line.second.y() - line.first.y();
  const double px = place.x() - line.first.x();
  const double py = place.y() - line.first.y();
  const double length = dx * dx + dy * dy;
  const double share = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
  const double ex = px - share * dx;
  const double ey = py - share * dy;
  return {ex * ex + ey * ey, share};
}

Coordinate middle_of(const RoadGraph& graph) {
  const auto& places = graph.columns().shape_place;
  if (places.empty()) return {};
  Coordinate low = places.front();
  Coordinate high = low;
  for (const Coordinate place : places) {
    low = {std::min(low.lon, place.lon), std::min(low.lat, place.lat)};
    high = {std::max(high.lon, place.lon), std::max(high.lat, place.lat)};
  }
  const auto between = [](std::int32_t a, std::int32_t b) {
    return static_cast<std::int32_t>((static_cast<std::int64_t>(a) + b) / 2);
  };
  return {between(low.lon, high.lon), between(low.lat, high.lat)};
}

}  // namespace

struct RoadSnapper::Index {
  explicit Index(const RoadGraph& roads) : graph{&roads}, plane{middle_of(roads)}, tree{pieces()} {}

  [[nodiscard]] Point on_plane(Coordinate place) const {
    const auto point = plane.to_plane(place);
    return {point.x, point.y};
  }

  // A two-way road is indexed once, by the direction that names its places.
  [[nodiscard]] std::vector<Entry> pieces() const {
    std::vector<Entry> entries;
    for (std::size_t e = 0; e < graph->edge_count(); ++e) {
      const EdgeId edge{e};
      const EdgeId twin = graph->twin(edge);
      if (graph->is_turn(edge) || (twin.valid() && twin < edge)) continue;
      const auto shape = graph->shape(edge);
      for (std::uint32_t s = 0; s + 1 < shape.size(); ++s) {
        entries.emplace_back(Line{on_plane(shape[s]), on_plane(shape[s + 1])}, Piece{edge, s});
      }
    }
    return entries;
  }

  const RoadGraph* graph;
  LocalPlane plane;
  Tree tree;
};

RoadSnapper::RoadSnapper(const RoadGraph& graph) : index_{std::make_unique<Index>(graph)} {}
RoadSnapper::~RoadSnapper() = default;
RoadSnapper::RoadSnapper(RoadSnapper&&) noexcept = default;
RoadSnapper& RoadSnapper::operator=(RoadSnapper&&) noexcept = default;

std::optional<Snapped> RoadSnapper::snap(Coordinate place, double max_distance) const {
  const Tree& tree = index_->tree;
  if (tree.empty()) return std::nullopt;
  const Point point = index_->on_plane(place);
  // The tree's own distances may differ from ours in the last bits, so a little more than the best is looked at: as
  // many neighbours as it takes until the last is clearly farther.
  constexpr double kSlack = 1 + 1e-9;
  constexpr double kTiny = 1e-12;
  std::optional<std::tuple<double, EdgeId, std::uint32_t, double>> best;  // squared distance, edge, segment, share
  for (std::size_t count = 4;; count *= 2) {
    double farthest = 0;
    const auto look_at = [&](const Entry& entry) {
      const Foot foot = foot_on(entry.first, point);
      farthest = std::max(farthest, foot.squared);
      const std::tuple candidate{foot.squared, entry.second.edge, entry.second.segment, foot.share};
      if (!best || candidate < *best) best = candidate;
    };
    tree.query(bg::index::nearest(point, static_cast<unsigned>(count)), boost::make_function_output_iterator(look_at));
    if (count >= tree.size() || !best || farthest > std::get<0>(*best) * kSlack + kTiny) break;
  }
  if (!best) return std::nullopt;
  const auto [squared, edge, segment, share] = *best;
  const double distance = std::sqrt(squared);
  if (!(distance <= max_distance)) return std::nullopt;
  return Snapped{index_->graph->canonical(index_->graph->at(edge, segment, share)), distance};
}

}  // namespace navette
