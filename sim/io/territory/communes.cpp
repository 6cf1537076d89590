#include "io/territory/communes.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "core/random_stream.h"

namespace navette::territory {
namespace {

/// The edge that begins at a corner belongs to the neighbouring commune (>= 0) or to a side of the border (-1, -2...).
struct Corner {
  Point place;
  int edge;
};
using Cell = std::vector<Corner>;

/// The part of `cell` that is nearer to `own` than to `other`.
Cell clip(const Cell& cell, Point own, Point other, int neighbour) {
  const Point middle = (own + other) * 0.5;
  const Point towards = other - own;
  const auto side = [&](Point p) { return dot(p - middle, towards); };  // negative: nearer to own
  Cell kept;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const Corner here = cell[i];
    const Corner next = cell[(i + 1) % cell.size()];
    const double from = side(here.place);
    const double to = side(next.place);
    if (from < 0) kept.push_back(here);
    if ((from < 0) == (to < 0)) continue;
    const Point crossing = here.place + (next.place - here.place) * (from / (from - to));
    kept.push_back({crossing, from < 0 ? neighbour : here.edge});
  }
  return kept;
}

using CornerKey = std::array<int, 3>;  // the communes and border sides that meet there, ascending

CornerKey key_of(int commune, const Cell& cell, std::size_t corner) {
  const int before = cell[(corner + cell.size() - 1) % cell.size()].edge;
  const int after = cell[corner].edge;
  // A corner of the border itself belongs to its two sides, whatever the commune.
  CornerKey key{before < 0 && after < 0 ? before : commune, before, after};
  std::sort(key.begin(), key.end());
  return key;
}

class CommuneWriter {
 public:
  CommuneWriter(std::uint64_t seed, MapBuilder& map) : random_{seed, Purpose::territory_shape, 5}, map_{map} {}

  /// The cell's outline as ways; returns their ids and the bent outline itself.
  std::pair<std::vector<std::int64_t>, std::vector<Point>> outline(int commune, const Cell& cell) {
    std::vector<std::int64_t> ways;
    std::vector<Point> points;
    for (std::size_t i = 0; i < cell.size(); ++i) {
      const CornerKey from = key_of(commune, cell, i);
      const CornerKey to = key_of(commune, cell, (i + 1) % cell.size());
      auto& line = lines_[{std::min(from, to), std::max(from, to)}];
      if (line.way == 0) {
        line.nodes = {node(from, cell[i].place)};
        const Point end = cell[(i + 1) % cell.size()].place;
        bend(line.nodes, cell[i].place, end, cell[i].edge < 0 ? 0.02 : 0.06);
        line.nodes.push_back(node(to, end));
        line.from = from;
        line.way = map_.add_way(line.nodes, {{"boundary", "administrative"}, {"admin_level", "8"}});
      }
      ways.push_back(line.way);
      auto nodes = line.nodes;
      if (line.from != from) std::reverse(nodes.begin(), nodes.end());
      for (std::size_t k = 0; k + 1 < nodes.size(); ++k) points.push_back(map_.place(nodes[k]));
    }
    return {ways, points};
  }

 private:
  struct Line {
    std::int64_t way = 0;
    CornerKey from{};
    std::vector<std::int64_t> nodes;
  };

  std::int64_t node(const CornerKey& key, Point place) {
    auto& id = corners_[key];
    if (id == 0) id = map_.add_node(place);
    return id;
  }

  /// Adds nodes between the ends: each middle is moved aside by up to `share` of the length.
  void bend(std::vector<std::int64_t>& nodes, Point a, Point b, double share) {
    if (distance(a, b) < 300) return;
    const double aside = random_.uniform(-share, share);
    const Point middle = (a + b) * 0.5 + left_of(b - a) * aside;
    bend(nodes, a, middle, share);
    nodes.push_back(map_.add_node(middle));
    bend(nodes, middle, b, share);
  }

  RandomStream random_;
  MapBuilder& map_;
  std::map<CornerKey, std::int64_t> corners_;
  std::map<std::pair<CornerKey, CornerKey>, Line> lines_;
};

}  // namespace

void write_communes(const std::vector<Point>& border, const RoadPlan& plan, const BuiltUp& built, std::uint64_t seed,
                    MapBuilder& map) {
  const auto& settlements = plan.settlements;
  const Mesh& mesh = plan.network.mesh();
  Cell whole;
  for (std::size_t i = 0; i < border.size(); ++i) whole.push_back({border[i], -1 - static_cast<int>(i)});
  const auto centre = [&](int commune) { return mesh.at(settlements.all[commune].centre); };
  CommuneWriter writer{seed, map};
  std::vector<std::pair<std::vector<std::int64_t>, std::vector<Point>>> outlines;
  for (int i = 0; i < settlements.communes; ++i) {
    Cell cell = whole;
    for (int j = 0; j < settlements.communes; ++j) {
      if (j != i) cell = clip(cell, centre(i), centre(j), j);
    }
    outlines.push_back(writer.outline(i, cell));
  }
  std::vector<int> residents(settlements.communes, 0);
  Grid grid{mesh.low(), mesh.high(), 1'000};
  for (int i = 0; i < settlements.communes; ++i) {
    Point low = outlines[i].second.front();
    Point high = low;
    for (const Point p : outlines[i].second) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    grid.add(i, low, high);
  }
  for (const auto& building : built.buildings) {
    const Point p = building.plot.centre;
    int home = -1;
    grid.near(p, p, [&](int i) { home = home < 0 && contains(outlines[i].second, p) ? i : home; });
    if (home >= 0) residents[home] += building.residents;
  }
  for (int i = 0; i < settlements.communes; ++i) {
    std::vector<TerritoryMap::Member> members;
    for (const auto way : outlines[i].first) members.push_back({'w', way, "outer"});
    const std::string number = std::to_string(1'000 + i);
    map.add_relation(std::move(members), {{"type", "boundary"},
                                          {"boundary", "administrative"},
                                          {"admin_level", "8"},
                                          {"name", settlements.all[i].name},
                                          {"ref:INSEE", "X" + number},  // no French department is called X
                                          {"population", std::to_string(residents[i])},
                                          {"fictional", "yes"}});
  }
}

}  // namespace navette::territory
