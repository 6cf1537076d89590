#include "network/road_snapper.h"

#include <algorithm>
#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost.Math includes one
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/iterator/function_output_iterator.hpp>
#include <cmath>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace navette {
namespace {

namespace bg = boost::geometry;
using Point = bg::model::d2::point_xy<double>;
using Box = bg::model::box<Point>;

/// A few straight pieces of an edge's shape in a row. Of single pieces the tree would be long to make; those of a whole
/// edge lie in too large a box.
struct Stretch {
  EdgeId edge;
  std::uint32_t first;  // segment
};
constexpr std::uint32_t kPieces = 4;
using Entry = std::pair<Box, Stretch>;
using Tree = bg::index::rtree<Entry, bg::index::rstar<16>>;

struct Foot {
  double squared;  // [m2]
  double share;    // of the piece
};

// The point of a straight piece nearest to a place.
Foot foot_on(Point from, Point to, Point place) {
  const double dx = to.x() - from.x();
  const double dy = to.y() - from.y();
  const double px = place.x() - from.x();
  const double py = place.y() - from.y();
  const double length = dx * dx + dy * dy;
  const double share = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
  const double ex = px - share * dx;
  const double ey = py - share * dy;
  return {ex * ex + ey * ey, share};
}

// [m2] No more than to anything in the box.
double squared_distance(const Box& box, Point place) {
  const double dx = std::max({box.min_corner().x() - place.x(), place.x() - box.max_corner().x(), 0.0});
  const double dy = std::max({box.min_corner().y() - place.y(), place.y() - box.max_corner().y(), 0.0});
  return dx * dx + dy * dy;
}

// Of the stretch that begins with this segment.
std::span<const Coordinate> places_of(std::span<const Coordinate> shape, std::uint32_t first) {
  return shape.subspan(first, std::min<std::size_t>(kPieces + 1, shape.size() - first));
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
  explicit Index(const RoadGraph& roads)
      : graph{&roads}, plane{middle_of(roads)}, boarding{stretches(true)}, other{stretches(false)} {}

  [[nodiscard]] Point on_plane(Coordinate place) const {
    const auto point = plane.to_plane(place);
    return {point.x, point.y};
  }

  // A two-way road is indexed once, by the direction that names its places.
  [[nodiscard]] std::vector<Entry> stretches(bool where_people_board) const {
    std::vector<Entry> entries;
    for (std::size_t e = 0; e < graph->edge_count(); ++e) {
      const EdgeId edge{e};
      const EdgeId twin = graph->twin(edge);
      if (graph->is_turn(edge) || (twin.valid() && twin < edge)) continue;
      if ((graph->boarding(edge) == Boarding::allowed) != where_people_board) continue;
      const auto shape = graph->shape(edge);
      for (std::uint32_t first = 0; first + 1 < shape.size(); first += kPieces) {
        Box box = bg::make_inverse<Box>();
        for (const Coordinate place : places_of(shape, first)) bg::expand(box, on_plane(place));
        entries.emplace_back(box, Stretch{edge, first});
      }
    }
    return entries;
  }

  // Squared distance [m2], edge, segment, share of the segment.
  using Found = std::tuple<double, EdgeId, std::uint32_t, double>;
  void look_in(const Tree& tree, Point point, std::optional<Found>& best) const;
  [[nodiscard]] std::optional<Snapped> snapped(const std::optional<Found>& best, double max_distance) const;

  const RoadGraph* graph;
  LocalPlane plane;
  Tree boarding;  // roads where people may board
  Tree other;
};

RoadSnapper::RoadSnapper(const RoadGraph& graph) : index_{std::make_unique<Index>(graph)} {}
RoadSnapper::~RoadSnapper() = default;
RoadSnapper::RoadSnapper(RoadSnapper&&) noexcept = default;
RoadSnapper& RoadSnapper::operator=(RoadSnapper&&) noexcept = default;

void RoadSnapper::Index::look_in(const Tree& tree, Point point, std::optional<Found>& best) const {
  if (tree.empty()) return;
  // As many of the nearest boxes as it takes until the last is clearly farther than the best road: distances are
  // rounded.
  constexpr double kSlack = 1 + 1e-9;
  constexpr double kTiny = 1e-12;
  for (std::size_t count = 4;; count *= 2) {
    double farthest = 0;
    const auto look_at = [&](const Entry& entry) {
      const auto& [box, stretch] = entry;
      const double to_box = squared_distance(box, point);
      farthest = std::max(farthest, to_box);
      if (best && to_box > std::get<0>(*best) * kSlack + kTiny) return;
      const auto places = places_of(graph->shape(stretch.edge), stretch.first);
      Point from = on_plane(places.front());
      for (std::uint32_t k = 0; k + 1 < places.size(); ++k) {
        const Point to = on_plane(places[k + 1]);
        const Foot foot = foot_on(from, to, point);
        const std::tuple candidate{foot.squared, stretch.edge, stretch.first + k, foot.share};
        if (!best || candidate < *best) best = candidate;
        from = to;
      }
    };
    tree.query(bg::index::nearest(point, static_cast<unsigned>(count)), boost::make_function_output_iterator(look_at));
    if (count >= tree.size() || !best || farthest > std::get<0>(*best) * kSlack + kTiny) break;
  }
}

std::optional<Snapped> RoadSnapper::Index::snapped(const std::optional<Found>& best, double max_distance) const {
  if (!best) return std::nullopt;
  const auto [squared, edge, segment, share] = *best;
  const double distance = std::sqrt(squared);
  if (!(distance <= max_distance)) return std::nullopt;
  return Snapped{graph->canonical(graph->at(edge, segment, share)), distance};
}

std::optional<Snapped> RoadSnapper::snap(Coordinate place, double max_distance) const {
  std::optional<Index::Found> best;
  index_->look_in(index_->boarding, index_->on_plane(place), best);
  return index_->snapped(best, max_distance);
}

std::optional<Snapped> RoadSnapper::snap_to_any(Coordinate place, double max_distance) const {
  std::optional<Index::Found> best;
  for (const Tree* tree : {&index_->boarding, &index_->other}) index_->look_in(*tree, index_->on_plane(place), best);
  return index_->snapped(best, max_distance);
}

const RoadGraph& RoadSnapper::graph() const { return *index_->graph; }

}  // namespace navette
