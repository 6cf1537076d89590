#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "core/portable_math.h"
#include "core/random_stream.h"
#include "io/territory/lay_roads.h"

namespace navette::territory {
namespace {

constexpr double kBridgeCost = 2'000;    // [m] that a road goes round rather than build a bridge
constexpr double kCrossroadsCost = 700;  // [m] that a road goes round rather than make a junction of four
constexpr double kSharing = 0.45;        // a metre of road that exists counts this much
constexpr std::array<double, 4> kCrowding{3.0, 2.5, 1.5, 1.0};  // factor by distance from other roads, in steps

/// What building one more step of a main road costs.
double building_cost(const RoadNetwork& network, int vertex, int direction, int next) {
  const Mesh& mesh = network.mesh();
  const double length = mesh.step(vertex, next);
  if (network.has_edge(vertex, direction)) return kSharing * length;
  if (network.river(vertex) && network.river(next)) return -1;
  double cost = 0;
  double bends = 0.5 * (mesh.resistance(vertex) + mesh.resistance(next));
  for (const int end : {vertex, next}) {
    if (network.river(end)) {
      if (network.degree(end) > 0) return -1;
      cost += kBridgeCost / 2;
    }
    if (network.degree(end) >= 4) return -1;
    if (network.degree(end) == 3) cost += kCrossroadsCost;
  }
  bends *= kCrowding[static_cast<std::size_t>(std::max(network.ring(vertex), network.ring(next)))];
  return cost + length * bends;
}

/// Adds what is new on the path; where it shares a road, nothing is built.
void add_new_runs(RoadNetwork& network, const std::vector<int>& path, RoadClass kind) {
  std::vector<std::vector<int>> runs;
  bool building = false;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    bool exists = false;
    for (int direction = 0; direction < 6; ++direction) {
      exists = exists ||
               (network.mesh().neighbour(path[i], direction) == path[i + 1] && network.has_edge(path[i], direction));
    }
    if (!exists && !building) runs.push_back({path[i]});
    if (!exists) runs.back().push_back(path[i + 1]);
    building = !exists;
  }
  for (auto& run : runs) network.add({kind, std::move(run), -1, false});
}

struct Link {
  RoadClass kind;
  double length;
  int from;  // commune
  int to;

  bool operator<(const Link& other) const {
    return std::tie(kind, length, from, to) < std::tie(other.kind, other.length, other.from, other.to);
  }
};

/// Pairs of communes with no third one between them: in the lune (relative neighbours) or, for some, in the circle
/// on their line (Gabriel neighbours).
std::vector<Link> neighbour_links(const Mesh& mesh, const Settlements& settlements, RandomStream& random) {
  std::vector<Link> links;
  const auto place = [&](int commune) { return mesh.at(settlements.all[commune].centre); };
  for (int a = 0; a < settlements.communes; ++a) {
    for (int b = a + 1; b < settlements.communes; ++b) {
      const double length = distance(place(a), place(b));
      bool relative = true;
      bool gabriel = true;
      for (int c = 0; c < settlements.communes && gabriel; ++c) {
        if (c == a || c == b) continue;
        const double to_a = distance(place(a), place(c));
        const double to_b = distance(place(b), place(c));
        relative = relative && std::max(to_a, to_b) >= length;
        gabriel = gabriel && to_a * to_a + to_b * to_b >= length * length;
      }
      if (!gabriel) continue;
      if (!relative && random.uniform() > 0.85) continue;
      const bool from_town = settlements.all[a].kind == SettlementKind::town;
      links.push_back({from_town ? RoadClass::secondary : RoadClass::tertiary, length, a, b});
    }
  }
  std::sort(links.begin(), links.end());
  return links;
}

int nearest_to_border(const Mesh& mesh, Point direction) {
  const Point middle = (mesh.low() + mesh.high()) * 0.5;
  return mesh.nearest(middle + direction * distance(mesh.low(), mesh.high()));
}

}  // namespace

void lay_rivers(RoadNetwork& network, PathSearch& search, const Settlements& settlements, double km2,
                std::uint64_t seed) {
  const Mesh& mesh = network.mesh();
  RandomStream random{seed, Purpose::territory_shape, 4};
  const int towns = static_cast<int>(std::count_if(settlements.all.begin(), settlements.all.end(),
                                                   [](const auto& s) { return s.kind == SettlementKind::town; }));
  const int rivers = km2 < 20 ? 0 : std::max(2, static_cast<int>(portable::round_to_integer(km2 / 200)));
  std::vector<std::uint8_t> near_centre(mesh.size(), 0);
  for (const auto& settlement : settlements.all) {
    const auto length = [&](int vertex, int /*direction*/, int next) {
      near_centre[next] = 1;
      return mesh.step(vertex, next);
    };
    search.run(settlement.centre, 160, length, [](int) { return false; });
  }
  const auto cost = [&](int vertex, int /*direction*/, int next) {
    if (near_centre[next] != 0) return -1.0;
    const double valley = mesh.resistance(next) * mesh.resistance(next);
    return mesh.step(vertex, next) * valley;
  };
  const Point middle = (mesh.low() + mesh.high()) * 0.5;
  const auto leaves_towards = [&](Point direction) {
    return [&mesh, middle, direction](int vertex) {
      if (dot(unit(mesh.at(vertex) - middle), direction) < 0.9) return false;
      bool rim = false;
      for (int d = 0; d < 6; ++d) rim = rim || mesh.neighbour(vertex, d) < 0;
      return rim;
    };
  };
  for (int i = 0; i < rivers; ++i) {
    const double east = random.uniform(-1, 1);
    const double north = random.uniform(-1, 1);
    const Point direction = unit(Point{east, north});
    const Point town = mesh.at(settlements.all[i % towns].centre);
    const double aside = i < towns ? 280 : random.uniform(1'500, 4'000);
    const int ford = mesh.nearest(town + left_of(direction) * aside);
    if (network.river(ford)) continue;
    const auto dry = [&](int v, int d, int next) { return network.river(next) ? -1.0 : cost(v, d, next); };
    auto course = search.run(ford, 1e9, dry, leaves_towards(direction));
    std::reverse(course.begin(), course.end());
    std::vector<std::uint8_t> used(mesh.size(), 0);
    for (const int vertex : course) used[vertex] = 1;
    const auto onward = [&](int v, int d, int next) { return used[next] != 0 ? -1.0 : cost(v, d, next); };
    const auto is_mouth = leaves_towards(unit(direction * -1 + left_of(direction) * 0.4));
    const auto lower = search.run(ford, 1e9, onward, [&](int v) { return network.river(v) || is_mouth(v); });
    if (course.empty() || lower.empty()) continue;
    course.insert(course.end(), lower.begin() + 1, lower.end());
    network.add_river(std::move(course));
  }
}

void lay_main_roads(RoadNetwork& network, PathSearch& search, const Settlements& settlements, std::uint64_t seed) {
  const Mesh& mesh = network.mesh();
  RandomStream random{seed, Purpose::territory_roads, 0};
  const auto cost = [&](int v, int d, int next) { return building_cost(network, v, d, next); };
  const auto connect = [&](int from, int to, RoadClass kind) {
    add_new_runs(network, search.run(from, 1e9, cost, [&](int v) { return v == to; }), kind);
  };
  // The axis: from border to border through the first town; later towns hang on to it.
  const double east = random.uniform(-1, 1);
  const double north = random.uniform(-1, 1);
  const Point axis = unit(Point{east, north});
  const Point bend = left_of(axis) * random.uniform(-0.4, 0.4);
  const int first = settlements.all.front().centre;
  if (settlements.communes > 1) {
    connect(first, nearest_to_border(mesh, axis + bend), RoadClass::primary);
    connect(first, nearest_to_border(mesh, axis * -1 + bend), RoadClass::primary);
  } else {
    connect(first, nearest_to_border(mesh, axis + bend), RoadClass::secondary);
  }
  for (int i = 1; i < settlements.communes && settlements.all[i].kind == SettlementKind::town; ++i) {
    int nearest = 0;
    for (int j = 0; j < i; ++j) {
      const Point here = mesh.at(settlements.all[i].centre);
      if (distance(here, mesh.at(settlements.all[j].centre)) <
          distance(here, mesh.at(settlements.all[nearest].centre))) {
        nearest = j;
      }
    }
    connect(settlements.all[i].centre, settlements.all[nearest].centre, RoadClass::primary);
  }
  for (const auto& link : neighbour_links(mesh, settlements, random)) {
    connect(settlements.all[link.from].centre, settlements.all[link.to].centre, link.kind);
  }
}

void lay_hamlet_roads(RoadNetwork& network, PathSearch& search, const Settlements& settlements) {
  for (const auto& settlement : settlements.all) {
    if (settlement.kind != SettlementKind::hamlet || network.degree(settlement.centre) > 0) continue;
    const auto cost = [&](int vertex, int /*direction*/, int next) {
      if (network.river(next) || network.degree(next) > 2) return -1.0;
      return network.mesh().step(vertex, next) * network.mesh().resistance(next);
    };
    if (network.river(settlement.centre)) continue;
    auto path = search.run(settlement.centre, 1e9, cost, [&](int v) { return network.joinable(v); });
    if (path.empty()) {
      // Cut off between river and border: this hamlet has a bridge of its own.
      const auto with_bridge = [&](int v, int d, int next) { return building_cost(network, v, d, next); };
      path = search.run(settlement.centre, 1e9, with_bridge, [&](int v) { return network.joinable(v); });
    }
    if (path.size() > 1) network.add({RoadClass::unclassified, std::move(path), -1, false});
  }
}

}  // namespace navette::territory
