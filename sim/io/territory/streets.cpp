#include <algorithm>

#include "core/random_stream.h"
#include "io/territory/lay_roads.h"

namespace navette::territory {
namespace {

constexpr double kLoopsPerNode = 0.17;  // wanted: independent cycles by junctions and dead ends

double street_metres(const Settlement& settlement) {
  switch (settlement.kind) {
    case SettlementKind::town:
      return 4.2 * settlement.inhabitants;
    case SettlementKind::village:
      return 5.5 * settlement.inhabitants;
    case SettlementKind::hamlet:
      break;
  }
  return 4.0 * settlement.inhabitants;
}

/// Draws the streets of one settlement, one after another, off the roads that are there.
class StreetPlan {
 public:
  StreetPlan(RoadNetwork& network, const Settlement& settlement, int number, std::uint64_t seed)
      : network_{network},
        settlement_{settlement},
        number_{number},
        random_{seed, Purpose::territory_roads, 1'000U + static_cast<std::uint32_t>(number)} {
    for (const int vertex : network.public_vertices()) note(vertex);
  }

  void draw() {
    if (here_.empty()) return;
    double missing = street_metres(settlement_);
    int loops = 0;
    int streets = 0;
    int failures = 0;
    const int attempts = 100 + static_cast<int>(missing);
    for (int i = 0; i < attempts && missing > 0; ++i) {
      const bool want_loop = loops < 2 * kLoopsPerNode * streets && failures < 25;
      const auto street = grow(want_loop);
      if (street.empty()) {
        ++failures;
        continue;
      }
      failures = 0;
      loops += want_loop ? 1 : 0;
      ++streets;
      for (std::size_t k = 0; k + 1 < street.size(); ++k) missing -= network_.mesh().step(street[k], street[k + 1]);
      network_.add({RoadClass::residential, street, number_, false});
      for (const int vertex : street) note(vertex);
    }
  }

 private:
  void note(int vertex) {
    const Point centre = network_.mesh().at(settlement_.centre);
    if (distance(network_.mesh().at(vertex), centre) < settlement_.radius) here_.push_back(vertex);
  }

  // A street keeps two steps between its junctions, most of the time.
  bool room_for_junction(int vertex) {
    const bool crossing = network_.degree(vertex) == 3 && vertex % 6 == 0 && !network_.river(vertex);
    if (!network_.joinable(vertex) && !crossing) return false;
    const bool close = random_.below(6) == 0;
    for (int direction = 0; direction < 6; ++direction) {
      if (!network_.has_edge(vertex, direction)) continue;
      const int next = network_.mesh().neighbour(vertex, direction);
      if (network_.degree(next) > 2 && !close) return false;
      if (network_.river(next)) return false;
    }
    return true;
  }

  std::vector<int> grow(bool want_loop) {
    const Mesh& mesh = network_.mesh();
    const int start = here_[random_.below(static_cast<std::uint32_t>(here_.size()))];
    if (!room_for_junction(start)) return {};
    const int direction = static_cast<int>(random_.below(6));
    const int left = (direction + 1) % 6;
    const int right = (direction + 5) % 6;
    if (network_.has_edge(start, direction)) return {};
    if (network_.has_edge(start, left) && network_.has_edge(start, right)) return {};
    const int first = mesh.neighbour(start, direction);
    if (first < 0) return {};
    const Point heading = unit(mesh.at(first) - mesh.at(start));
    const int longest = want_loop ? 9 : 2 + static_cast<int>(random_.below(4));
    std::vector<int> street{start};
    int from = start;
    for (int i = 0; i < longest; ++i) {
      const int next = best_step(street.front(), from, heading);
      if (next < 0 || network_.river(next)) return {};
      if (network_.degree(next) > 0) {
        if (!want_loop || street.size() < 3 || !room_for_junction(next)) return {};
        street.push_back(next);
        return street;
      }
      // Away from its own beginning a street may touch another only to join it.
      if (i > 0 && network_.ring(next) <= 1 && !want_loop) return i >= 2 ? street : std::vector<int>{};
      street.push_back(next);
      from = next;
    }
    return want_loop || street.size() < 3 ? std::vector<int>{} : street;
  }

  [[nodiscard]] int best_step(int start, int from, Point heading) const {
    const Mesh& mesh = network_.mesh();
    int best = -1;
    double least = 1e12;
    for (int direction = 0; direction < 6; ++direction) {
      const int next = mesh.neighbour(from, direction);
      if (next < 0 || network_.has_edge(from, direction)) continue;
      const Point step = mesh.at(next) - mesh.at(from);
      if (dot(step, heading) < 0.4 * norm(step)) continue;
      const double aside = std::fabs(cross(heading, mesh.at(next) - mesh.at(start)));
      if (aside >= least) continue;
      least = aside;
      best = next;
    }
    return best;
  }

  RoadNetwork& network_;
  const Settlement& settlement_;
  int number_;
  RandomStream random_;
  std::vector<int> here_;  // vertices on public roads within its radius
};

}  // namespace

void lay_streets(RoadNetwork& network, const Settlements& settlements, std::uint64_t seed) {
  for (std::size_t i = 0; i < settlements.all.size(); ++i) {
    StreetPlan{network, settlements.all[i], static_cast<int>(i), seed}.draw();
  }
}

}  // namespace navette::territory
