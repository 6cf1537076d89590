#include "io/territory/settlements.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/portable_math.h"
#include "core/random_stream.h"
#include "io/territory/path_search.h"

namespace navette::territory {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kKm2PerTown = 250;
constexpr double kKm2PerCommune = 20.8;
constexpr int kHamletsPerCommune = 4;

// Shares of the inhabitants; the rest live in farms and single houses.
constexpr double kInTowns = 0.34;
constexpr double kInVillages = 0.34;
constexpr double kInHamlets = 0.13;

double distance_to_nearest(const Mesh& mesh, const std::vector<Settlement>& all, Point p) {
  double least = 1e12;
  for (const auto& other : all) least = std::min(least, distance(mesh.at(other.centre), p));
  return least;
}

/// Of several random places the one furthest from all settlements so far (Mitchell's best candidate).
int place_apart(const Mesh& mesh, const std::vector<Settlement>& all, int candidates, RandomStream& random) {
  const auto& ground = mesh.ground();
  int best = -1;
  double best_distance = -1;
  for (int i = 0; i < candidates; ++i) {
    const int vertex = ground[random.below(static_cast<std::uint32_t>(ground.size()))];
    const double apart = distance_to_nearest(mesh, all, mesh.at(vertex));
    if (apart <= best_distance) continue;
    best = vertex;
    best_distance = apart;
  }
  return best;
}

void share_inhabitants(Settlements& settlements, int inhabitants, RandomStream& random) {
  std::vector<double> weights;
  double town_rank = 0;
  std::array<double, 3> sums{};
  for (const auto& settlement : settlements.all) {
    double weight = 0;
    if (settlement.kind == SettlementKind::town) weight = 1 / (0.6 + 0.4 * ++town_rank);
    if (settlement.kind == SettlementKind::village) weight = portable::exp(random.normal(0, 0.55));
    if (settlement.kind == SettlementKind::hamlet) weight = portable::exp(random.normal(0, 0.4));
    weights.push_back(weight);
    sums[static_cast<std::size_t>(settlement.kind)] += weight;
  }
  constexpr std::array<double, 3> kShares{kInTowns, kInVillages, kInHamlets};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto kind = static_cast<std::size_t>(settlements.all[i].kind);
    weights[i] *= kShares[kind] / sums[kind];
  }
  weights.push_back(1 - kInTowns - kInVillages - kInHamlets);
  const auto parts = share_out(inhabitants, weights);
  for (std::size_t i = 0; i < settlements.all.size(); ++i) settlements.all[i].inhabitants = parts[i];
  settlements.scattered_inhabitants = parts.back();
}

double radius_of(const Settlement& settlement) {
  switch (settlement.kind) {
    case SettlementKind::town:
      return std::max(350.0, std::sqrt(settlement.inhabitants / (kPi * 2'400e-6)));
    case SettlementKind::village:
      return std::max(200.0, std::sqrt(settlement.inhabitants / (kPi * 1'200e-6)));
    case SettlementKind::hamlet:
      break;
  }
  return std::max(130.0, std::sqrt(settlement.inhabitants / (kPi * 600e-6)));
}

}  // namespace

std::vector<Point> draw_border(double km2, std::uint64_t seed) {
  RandomStream random{seed, Purpose::territory_shape, 0};
  // Waves of these heights keep a circle convex: the sum of height * (k^2 - 1) is below 1.
  constexpr std::array<double, 3> kHeights{0.08, 0.04, 0.02};
  std::array<double, 3> phases{};
  for (auto& phase : phases) phase = random.uniform(0, 2 * kPi);
  std::vector<Point> border;
  constexpr int kCorners = 40;
  for (int i = 0; i < kCorners; ++i) {
    const double angle = 2 * kPi * i / kCorners;
    double radius = 1;
    for (std::size_t wave = 0; wave < phases.size(); ++wave) {
      radius += kHeights[wave] * portable::cos(static_cast<double>(wave + 2) * angle + phases[wave]);
    }
    border.push_back({radius * portable::cos(angle), radius * portable::sin(angle)});
  }
  // Longer one way than the other.
  const double turn = random.uniform(0, kPi);
  const double stretch = random.uniform(0.1, 0.5);
  const Point axis{portable::cos(turn), portable::sin(turn)};
  for (Point& p : border) p = p + axis * (stretch * dot(p, axis));
  const double scale = std::sqrt(km2 * 1e6 / signed_area(border));
  for (Point& p : border) p = p * scale;
  return border;
}

std::vector<int> settlement_zones(const Mesh& mesh, const Settlements& settlements) {
  std::vector<int> zones(mesh.size(), -1);
  PathSearch search{mesh};
  for (std::size_t i = 0; i < settlements.all.size(); ++i) {
    const auto& settlement = settlements.all[i];
    const auto mark = [&](int vertex, int /*direction*/, int next) {
      if (distance(mesh.at(next), mesh.at(settlement.centre)) > settlement.radius) return -1.0;
      if (zones[next] < 0) zones[next] = static_cast<int>(i);
      return mesh.step(vertex, next);
    };
    search.run(settlement.centre, 1e9, mark, [](int) { return false; });
  }
  return zones;
}

std::vector<int> share_out(int total, const std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<int> parts(weights.size(), 0);
  std::vector<std::pair<double, std::size_t>> remainders;
  int given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = total * weights[i] / sum;
    parts[i] = static_cast<int>(std::floor(exact));
    given += parts[i];
    remainders.emplace_back(parts[i] - exact, i);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::size_t i = 0; given < total; i = (i + 1) % remainders.size(), ++given) ++parts[remainders[i].second];
  return parts;
}

Settlements place_settlements(const TerritoryParameters& parameters, const Mesh& mesh, Names& names) {
  RandomStream random{parameters.seed, Purpose::territory_shape, 3};
  Settlements settlements;
  auto& all = settlements.all;
  const double area = parameters.area();
  const int towns = std::max(1, static_cast<int>(portable::round_to_integer(area / kKm2PerTown)));
  settlements.communes = std::clamp(static_cast<int>(portable::round_to_integer(area / kKm2PerCommune)), towns,
                                    std::max(towns, parameters.inhabitants / 60));
  const Point middle = (mesh.low() + mesh.high()) * 0.5;
  for (int i = 0; i < settlements.communes; ++i) {
    Settlement settlement;
    settlement.kind = i < towns ? SettlementKind::town : SettlementKind::village;
    if (i == 0) {
      const double dx = random.uniform(-0.12, 0.12) * (mesh.high().x - mesh.low().x);
      const double dy = random.uniform(-0.12, 0.12) * (mesh.high().y - mesh.low().y);
      settlement.centre = mesh.nearest(middle + Point{dx, dy});
    } else {
      settlement.centre = place_apart(mesh, all, 14, random);
    }
    settlement.name = names.town();
    all.push_back(settlement);
  }
  const int hamlets = std::min(kHamletsPerCommune * settlements.communes, parameters.inhabitants / 100);
  for (int i = 0; i < hamlets; ++i) {
    Settlement settlement;
    settlement.kind = SettlementKind::hamlet;
    settlement.centre = place_apart(mesh, all, 5, random);
    settlement.name = names.hamlet();
    all.push_back(settlement);
  }
  share_inhabitants(settlements, parameters.inhabitants, random);
  for (auto& settlement : all) settlement.radius = radius_of(settlement);
  return settlements;
}

}  // namespace navette::territory
