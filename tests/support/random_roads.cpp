#include "support/random_roads.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/coordinate.h"

namespace navette::test {
namespace {

/// One direction of a road.
struct Draft {
  std::int32_t tail;
  std::int32_t head;
  std::int32_t twin;  // draft, -1: one-way
  std::vector<Coordinate> places;
  std::vector<std::int32_t> times;      // [ms]
  std::vector<std::int32_t> distances;  // [m]
};

/// [km/h]
struct Speeds {
  std::uint32_t low;
  std::uint32_t high;
};
constexpr Speeds kLane{10, 50};
constexpr Speeds kDistrictRoad{40, 70};
constexpr Speeds kMainRoad{80, 100};

// Of the grid's lines some are better roads from end to end, as in the countryside.
Speeds speeds_on(std::int32_t line) { return line % 25 == 12 ? kMainRoad : line % 6 == 3 ? kDistrictRoad : kLane; }

class Drafting {
 public:
  Drafting(std::uint64_t seed, std::int32_t nodes)
      : random_{seed, Purpose::territory_roads}, all_alike_{seed % 4 == 3}, turns_{nodes / 12} {
    lay_nodes(nodes - turns_);
    join_nodes();
    add_oddities();
    split_nodes();
  }

  RoadGraph graph() {
    std::vector<std::int32_t> order(drafts_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return drafts_[a].tail < drafts_[b].tail; });
    std::vector<std::int32_t> rank(order.size());
    for (std::size_t e = 0; e < order.size(); ++e) rank[order[e]] = static_cast<std::int32_t>(e);
    RoadGraphColumns columns;
    columns.node_place = places_;
    columns.shape_begin.push_back(0);
    for (const std::int32_t d : order) {
      const Draft& draft = drafts_[d];
      columns.edge_tail.emplace_back(draft.tail);
      columns.edge_head.emplace_back(draft.head);
      columns.edge_twin.push_back(draft.twin < 0 ? EdgeId{} : EdgeId{rank[draft.twin]});
      columns.edge_duration.push_back(draft.times.back());
      columns.edge_length.push_back(draft.distances.back());
      columns.shape_place.insert(columns.shape_place.end(), draft.places.begin(), draft.places.end());
      columns.shape_time.insert(columns.shape_time.end(), draft.times.begin(), draft.times.end());
      columns.shape_distance.insert(columns.shape_distance.end(), draft.distances.begin(), draft.distances.end());
      columns.shape_begin.push_back(static_cast<std::uint32_t>(columns.shape_place.size()));
    }
    return RoadGraph{std::move(columns)};
  }

 private:
  void lay_nodes(std::int32_t count) {
    width_ = std::max(1, static_cast<std::int32_t>(std::sqrt(static_cast<double>(count))));
    const LocalPlane plane{Coordinate::from_degrees(2.0, 44.0)};
    for (std::int32_t v = 0; v < count; ++v) {
      const std::int32_t row = v / width_;
      const std::int32_t column = v % width_;
      const double x = 200 * (column + random_.uniform(-0.4, 0.4));
      const double y = 200 * (row + random_.uniform(-0.4, 0.4));
      places_.push_back(plane.from_plane({x, y}));
    }
  }

  // A tree of two-way roads reaches every node; some more roads close circles.
  void join_nodes() {
    const auto count = static_cast<std::int32_t>(places_.size());
    for (std::int32_t v = 1; v < count; ++v) {
      const bool has_left = v % width_ != 0;
      const bool has_above = v >= width_;
      const bool left_first = has_left && (!has_above || random_.below(2) == 0);
      const Speeds to_left = speeds_on(v / width_);
      const Speeds to_above = speeds_on(v % width_);
      add_road(v, left_first ? v - 1 : v - width_, true, left_first ? to_left : to_above);
      const Speeds second = left_first ? to_above : to_left;
      if (has_left && has_above && (second.low > kLane.low || random_.below(10) < 3)) {
        add_road(v, left_first ? v - width_ : v - 1, random_.below(4) != 0, second);
      }
    }
  }

  void add_oddities() {
    const auto count = static_cast<std::uint32_t>(places_.size());
    const std::size_t roads = drafts_.size();
    for (std::uint32_t i = 0; i < count / 20 + 1; ++i) {
      if (roads > 0) {
        const Draft& beside = drafts_[random_.below(static_cast<std::uint32_t>(roads))];
        add_road(beside.tail, beside.head, random_.below(2) == 0, kLane);
      }
      const auto node = static_cast<std::int32_t>(random_.below(count));
      add_road(node, node, random_.below(2) == 0, kLane);
    }
  }

  // Some roads end at a node of their own, from which allowed turns lead on.
  void split_nodes() {
    const std::size_t roads = drafts_.size();
    for (std::int32_t i = 0; i < turns_; ++i) {
      Draft& arriving = drafts_[random_.below(static_cast<std::uint32_t>(roads))];
      const std::int32_t junction = arriving.head;
      const auto apart = static_cast<std::int32_t>(places_.size());
      places_.push_back(places_[junction]);
      arriving.head = apart;
      drafts_.push_back({apart, junction, -1, {places_[apart], places_[junction]}, {0, 0}, {0, 0}});
    }
  }

  void add_road(std::int32_t from, std::int32_t to, bool two_way, Speeds speeds) {
    const std::uint32_t points = 2 + random_.below(4);
    Draft road{from, to, -1, {places_[from]}, {0}, {0}};
    const bool tiny = !all_alike_ && random_.below(40) == 0;
    for (std::uint32_t i = 1; i < points; ++i) {
      const Coordinate end = places_[to];
      const Coordinate last = road.places.back();
      const auto between = [&](std::int32_t a, std::int32_t b) {
        return a + (b - a) / static_cast<std::int32_t>(points - i) + static_cast<std::int32_t>(random_.below(2000)) -
               1000;
      };
      road.places.push_back(i + 1 == points ? end : Coordinate{between(last.lon, end.lon), between(last.lat, end.lat)});
      const auto straight = static_cast<std::int32_t>(distance(last, road.places.back()));
      road.distances.push_back(road.distances.back() + (tiny ? 1 : straight));
    }
    road.distances.back() = std::max(road.distances.back(), 1);
    road.times = times_along(road.distances, tiny, speeds);
    drafts_.push_back(road);
    if (!two_way) return;
    const auto first = static_cast<std::int32_t>(drafts_.size()) - 1;
    Draft back{to, from, first, {road.places.rbegin(), road.places.rend()}, {}, {}};
    for (auto d = road.distances.rbegin(); d != road.distances.rend(); ++d) {
      back.distances.push_back(road.distances.back() - *d);
    }
    back.times = times_along(back.distances, tiny, speeds);
    drafts_[first].twin = first + 1;
    drafts_.push_back(std::move(back));
  }

  // Another speed on each stretch. [ms]
  std::vector<std::int32_t> times_along(const std::vector<std::int32_t>& distances, bool tiny, Speeds speeds) {
    std::vector<std::int32_t> times{0};
    for (std::size_t i = 1; i < distances.size(); ++i) {
      const std::int32_t metres = distances[i] - distances[i - 1];
      const auto kmh = static_cast<std::int32_t>(speeds.low + random_.below(speeds.high - speeds.low + 1));
      times.push_back(times.back() + (tiny ? static_cast<std::int32_t>(random_.below(2)) : metres * 3600 / kmh));
      if (all_alike_) times.back() = static_cast<std::int32_t>(12000 * i / (distances.size() - 1));
    }
    return times;
  }

  RandomStream random_;
  bool all_alike_;
  std::int32_t turns_;  // number of nodes that only turns leave
  std::int32_t width_ = 1;
  std::vector<Coordinate> places_;
  std::vector<Draft> drafts_;
};

}  // namespace

RoadGraph random_roads(std::uint64_t seed, std::int32_t nodes) { return Drafting{seed, nodes}.graph(); }

Location random_place(const RoadGraph& graph, RandomStream& random) {
  for (;;) {
    const EdgeId edge{static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(graph.edge_count())))};
    if (graph.is_turn(edge)) continue;
    const std::int32_t duration = graph.duration(edge);
    const std::uint32_t kind = random.below(6);
    if (kind == 0) return {edge, 0};
    if (kind == 1) return {edge, duration};
    return {edge, static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(duration) + 1))};
  }
}

}  // namespace navette::test
