#include "io/territory/traffic_rules.h"

#include <algorithm>

#include "core/random_stream.h"

namespace navette::territory {
namespace {

constexpr double kWayRound = 2'500;          // [m] longest detour that a rule may force
constexpr double kRoundaboutClearance = 34;  // [m] to the next vertices

class RuleMaker {
 public:
  RuleMaker(const RoadNetwork& network, const std::vector<Point>& places, const std::vector<int>& zones,
            PathSearch& search, std::uint64_t seed)
      : network_{network},
        mesh_{network.mesh()},
        places_{places},
        zones_{zones},
        search_{search},
        random_{seed, Purpose::territory_roads, 4} {}

  void make_roundabouts(int settlement, int count) {
    for (const auto& road : network_.roads()) {
      if (road.kind > RoadClass::secondary) continue;
      for (const int vertex : road.vertices) {
        if (count == 0) return;
        if (zones_[vertex] != settlement || !suits_roundabout(vertex)) continue;
        rules_.roundabouts.insert(vertex);
        --count;
      }
    }
  }

  void make_one_way(int settlement, int count) {
    std::vector<std::vector<int>> streets;  // from junction to junction
    for (const auto& road : network_.roads()) {
      if (road.kind != RoadClass::residential || road.settlement != settlement) continue;
      std::vector<int> street;
      for (const int vertex : road.vertices) {
        street.push_back(vertex);
        if (network_.public_degree(vertex) == 2) continue;
        if (street.size() > 2 && network_.public_degree(street.front()) > 2) streets.push_back(street);
        street = {vertex};
      }
    }
    for (int i = 0; i < 6 * count && count > 0 && !streets.empty(); ++i) {
      auto street = streets[random_.below(static_cast<std::uint32_t>(streets.size()))];
      if (random_.below(2) == 0) std::reverse(street.begin(), street.end());
      if (is_one_way(street[0], street[1])) continue;
      const auto before = rules_.against;
      for (std::size_t k = 0; k + 1 < street.size(); ++k) rules_.against.insert({street[k + 1], street[k]});
      // Who wants to go the other way must still get there.
      if (way_round(street.back(), street.front(), -1))
        --count;
      else
        rules_.against = before;
    }
  }

  void forbid_turns(int settlement, int count) {
    std::vector<int> junctions;
    for (const int vertex : network_.public_vertices()) {
      if (zones_[vertex] == settlement && network_.degree(vertex) == 3 && network_.public_degree(vertex) == 3 &&
          !rules_.roundabouts.contains(vertex)) {
        junctions.push_back(vertex);
      }
    }
    for (int i = 0; i < 10 * count && count > 0 && !junctions.empty(); ++i) {
      const int via = junctions[random_.below(static_cast<std::uint32_t>(junctions.size()))];
      auto arms = arms_of(via);
      const auto first = random_.below(3);
      std::rotate(arms.begin(), arms.begin() + first, arms.end());
      const bool used =
          std::any_of(rules_.turns.begin(), rules_.turns.end(), [&](const auto& r) { return r.via == via; });
      const bool one_way = std::any_of(arms.begin(), arms.end(), [&](int arm) { return is_one_way(arm, via); });
      if (used || one_way || !way_round(arms[2], arms[1], via)) continue;
      const bool only = random_.below(3) == 0;
      rules_.turns.push_back({arms[0], via, only ? arms[2] : arms[1], only});
      --count;
    }
  }

  TrafficRules take() { return std::move(rules_); }

 private:
  [[nodiscard]] bool is_one_way(int a, int b) const {
    return rules_.against.contains({a, b}) || rules_.against.contains({b, a});
  }

  [[nodiscard]] std::vector<int> arms_of(int vertex) const {
    std::vector<int> arms;
    for (int direction = 0; direction < 6; ++direction) {
      if (network_.has_edge(vertex, direction)) arms.push_back(mesh_.neighbour(vertex, direction));
    }
    return arms;
  }

  [[nodiscard]] bool suits_roundabout(int vertex) const {
    const int degree = network_.degree(vertex);
    if (degree < 3 || degree != network_.public_degree(vertex) || rules_.roundabouts.contains(vertex)) return false;
    const auto arms = arms_of(vertex);
    for (std::size_t i = 0; i < arms.size(); ++i) {
      if (network_.river(arms[i]) || rules_.roundabouts.contains(arms[i])) return false;
      const Point arm = places_[arms[i]] - places_[vertex];
      if (norm(arm) < kRoundaboutClearance) return false;
      for (std::size_t k = 0; k < i; ++k) {
        if (dot(unit(arm), unit(places_[arms[k]] - places_[vertex])) > 0.6)
          return false;  // arms too close to each other
      }
    }
    for (int direction = 0; direction < 6; ++direction) {
      const int near = mesh_.neighbour(vertex, direction);
      if (near < 0 || network_.river(near)) return false;
      if (network_.degree(near) > 0 && distance(places_[near], places_[vertex]) < kRoundaboutClearance) return false;
    }
    return true;
  }

  bool way_round(int from, int to, int without) {
    const auto step = [&](int vertex, int direction, int next) {
      if (!network_.has_edge(vertex, direction) || next == without) return -1.0;
      return rules_.against.contains({vertex, next}) ? -1.0 : mesh_.step(vertex, next);
    };
    return !search_.run(from, kWayRound, step, [&](int vertex) { return vertex == to; }).empty();
  }

  const RoadNetwork& network_;
  const Mesh& mesh_;
  const std::vector<Point>& places_;
  const std::vector<int>& zones_;
  PathSearch& search_;
  RandomStream random_;
  TrafficRules rules_;
};

}  // namespace

TrafficRules make_traffic_rules(const RoadNetwork& network, const std::vector<Point>& places,
                                const Settlements& settlements, const std::vector<int>& zones, PathSearch& search,
                                std::uint64_t seed) {
  RuleMaker maker{network, places, zones, search, seed};
  for (int i = 0; i < settlements.communes; ++i) {
    const auto& settlement = settlements.all[i];
    if (settlement.kind != SettlementKind::town && settlement.inhabitants < 300) continue;
    const bool town = settlement.kind == SettlementKind::town;
    if (town) maker.make_roundabouts(i, settlement.inhabitants > 1'500 ? 2 : 1);
    maker.make_one_way(i, town ? 2 + settlement.inhabitants / 500 : 1);
    maker.forbid_turns(i, town ? 4 : 1);
  }
  return maker.take();
}

}  // namespace navette::territory
