#include <algorithm>
#include <array>

#include "core/random_stream.h"
#include "io/territory/lay_roads.h"

namespace navette::territory {
namespace {

constexpr double kLoopsPerNode = 0.165;         // wanted: independent cycles by junctions and dead ends
constexpr double kLongestConnection = 6'000;    // [m] cost, resistance included
constexpr double kLongestDeadEnd = 2'500;       // [m] cost
constexpr double kDetour = 1.3;                 // a lane is built if the way round is longer than that times its cost
constexpr double kBridgeCost = 2'500;           // [m]
constexpr double kLeastDetour = 400;            // [m]
constexpr double kShortConnection = 1'800;      // [m] cost
constexpr unsigned kShortConnections = 78;      // [%] of the attempts
constexpr std::size_t kThoroughfareSteps = 28;  // from this length on a connection is a main road
constexpr unsigned kNearDeadEnds = 88;          // [%] of the dead ends
constexpr int kCrossingEvery = 4;               // of junctions, those that may become crossings
constexpr std::array<double, 4> kCrowding{3.0, 2.5, 1.5, 1.0};  // factor by distance from other roads, in steps

/// Lays single lanes off the roads there are; they never cross a road nor a river.
class LaneBuilder {
  int pick(const std::vector<int>& vertices) {
    return vertices[random_.below(static_cast<std::uint32_t>(vertices.size()))];
  }

  int vertex_near_a_road() {
    const Point road = mesh_.at(pick(network_.public_vertices()));
    const double east = random_.uniform(-1, 1);
    const double north = random_.uniform(-1, 1);
    const double far = random_.uniform(130, 280);
    return mesh_.nearest(road + unit({east, north}) * far);
  }

  // Here and there a lane makes a crossing of a junction.
  [[nodiscard]] bool may_join(int vertex) const {
    if (!network_.on_public_road(vertex) || network_.river(vertex)) return false;
    return network_.joinable(vertex) || (network_.degree(vertex) == 3 && vertex % kCrossingEvery == 0);
  }

  /// Cost of one step of a new lane; `bridge`: of crossing a river [m], negative where it may not.
  [[nodiscard]] auto lane_from(int start, double bridge) const {
    return [this, start, bridge](int vertex, int direction, int next) {
      const bool crosses = vertex != start && network_.degree(vertex) > 0;
      if (crosses || network_.has_edge(vertex, direction)) return -1.0;
      const bool wet = network_.river(next);
      if (wet && (bridge < 0 || network_.degree(next) > 0 || network_.river(vertex))) return -1.0;
      const double resistance = 0.5 * (mesh_.resistance(vertex) + mesh_.resistance(next));
      const auto ring = static_cast<std::size_t>(std::max(network_.ring(vertex), network_.ring(next)));
      return mesh_.step(vertex, next) * resistance * kCrowding[ring] + (wet ? bridge : 0);
    };
  }

 public:
  LaneBuilder(RoadNetwork& network, PathSearch& search, std::uint64_t seed, std::uint32_t stream)
      : network_{network}, mesh_{network.mesh()}, search_{search}, random_{seed, Purpose::territory_roads, stream} {}

  /// A lane into empty country; `near`: no further than a farm lane usually goes.
  bool add_dead_end(RoadClass kind, bool near) {
    const int end = near ? vertex_near_a_road() : pick(mesh_.ground());
    if (end < 0 || network_.ring(end) < 3 || network_.river(end)) return false;
    return add(kind, search_.run(end, kLongestDeadEnd, lane_from(end, -1), [&](int v) { return may_join(v); }));
  }

  [[nodiscard]] bool next_is_near() { return random_.below(100) < kNearDeadEnds; }

  bool add_connection(PathSearch& by_road) {
    const int start = pick(network_.public_vertices());
    if (!network_.joinable(start)) return false;
    const auto along_roads = [&](int v, int d, int next) {
      return network_.has_edge(v, d) ? mesh_.step(v, next) : -1.0;
    };
    const double limit = random_.below(100) < kShortConnections ? kShortConnection : kLongestConnection;
    by_road.run(start, kDetour * limit + kLeastDetour, along_roads, [](int) { return false; });
    const auto is_far_by_road = [&](int v) {
      return may_join(v) && (!by_road.reached(v) || by_road.cost(v) > kDetour * search_.cost(v) + kLeastDetour);
    };
    auto path = search_.run(start, limit, lane_from(start, kBridgeCost), is_far_by_road);
    const bool leads_far = path.size() > kThoroughfareSteps;
    return add(leads_far ? RoadClass::tertiary : RoadClass::unclassified, std::move(path));
  }

 private:
  bool add(RoadClass kind, std::vector<int> path) {
    if (path.size() < 4) return false;
    network_.add({kind, std::move(path), -1, false});
    return true;
  }

  RoadNetwork& network_;
  const Mesh& mesh_;
  PathSearch& search_;
  RandomStream random_;
};

}  // namespace

void lay_lanes(RoadNetwork& network, PathSearch& search, double target_metres, std::uint64_t seed) {
  LaneBuilder lanes{network, search, seed, 1};
  PathSearch by_road{network.mesh()};
  int failures = 0;
  while (network.metres() < target_metres && failures < 300) {
    const int loops = network.edges() - network.nodes() + 1;
    // Where no more connections are worth building, the country still fills with dead ends.
    const bool connect = loops < kLoopsPerNode * network.nodes() && failures % 12 != 11;
    const bool added =
        connect ? lanes.add_connection(by_road) : lanes.add_dead_end(RoadClass::unclassified, lanes.next_is_near());
    failures = added ? 0 : failures + 1;
  }
}

void lay_tracks(RoadNetwork& network, PathSearch& search, int count, std::uint64_t seed) {
  LaneBuilder tracks{network, search, seed, 2};
  for (int i = 0, laid = 0; laid < count && i < 20 * count; ++i)
    laid += tracks.add_dead_end(RoadClass::track, false) ? 1 : 0;
}

std::vector<Homestead> lay_homesteads(RoadNetwork& network, const std::vector<int>& zones, int count,
                                      std::uint64_t seed) {
  const Mesh& mesh = network.mesh();
  RandomStream random{seed, Purpose::territory_roads, 3};
  std::vector<Homestead> homesteads;
  Grid taken{mesh.low(), mesh.high(), 200};
  const auto is_free = [&](int vertex) {
    bool free = zones[vertex] < 0 && !network.river(vertex);
    const Point here = mesh.at(vertex);
    const Point reach{110, 110};
    taken.near(here - reach, here + reach, [&](int other) { free = free && distance(mesh.at(other), here) > 110; });
    return free;
  };
  const auto settle = [&](int vertex, bool farm) {
    homesteads.push_back({vertex, farm});
    taken.add(vertex, mesh.at(vertex), mesh.at(vertex));
  };
  // Where a lane ends there is a farm; the others live along the roads.
  const std::vector<int> roadside = network.public_vertices();
  for (const int vertex : roadside) {
    if (static_cast<int>(homesteads.size()) >= count * 7 / 10) break;
    if (network.public_degree(vertex) == 1 && is_free(vertex)) settle(vertex, random.below(3) != 0);
  }
  for (int i = 0; static_cast<int>(homesteads.size()) < count && i < 40 * count; ++i) {
    const int start = roadside[random.below(static_cast<std::uint32_t>(roadside.size()))];
    if (network.degree(start) != 2 || !is_free(start)) continue;
    if (random.below(5) < 3) {
      settle(start, random.below(6) == 0);
      continue;
    }
    std::vector<int> driveway{start};
    const int direction = static_cast<int>(random.below(6));
    const int steps = 1 + static_cast<int>(random.below(5));
    for (int k = 0; k < steps; ++k) {
      const int next = mesh.neighbour(driveway.back(), direction);
      if (next < 0 || network.degree(next) > 0 || network.river(next) || (k > 0 && network.ring(next) < 2)) break;
      driveway.push_back(next);
    }
    if (driveway.size() < 2 || !is_free(driveway.back())) continue;
    const int yard = driveway.back();
    network.add({RoadClass::service, std::move(driveway), -1, true});
    settle(yard, true);
  }
  return homesteads;
}

}  // namespace navette::territory
