#include "io/territory/buildings.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/portable_math.h"
#include "core/random_stream.h"
#include "io/territory/facilities.h"

namespace navette::territory {
namespace {

constexpr double kInhabitantsPerDwelling = 2.2;  // INSEE, RP 2020: 2.17 persons per household in France
constexpr double kFrontage = 19;                 // [m] of street per house
constexpr double kTakeDepth = 11;                // [m] of a house

int dwellings_for(int inhabitants) {
  return inhabitants == 0
             ? 0
             : std::max(1, static_cast<int>(portable::round_to_integer(inhabitants / kInhabitantsPerDwelling)));
}

/// A place on a street where a house may stand.
struct Frontage {
  double rank;  // metres from the centre, with some disorder
  Point on_road;
  Point direction;
  bool left;
};

class Builder {
 public:
  Builder(const RoadPlan& plan, BuildingSite& site, Names& names, std::uint64_t seed)
      : plan_{plan}, site_{site}, names_{names}, seed_{seed} {
    frontages_.resize(plan.settlements.all.size());
    for (const auto& road : plan.network.roads()) collect_frontages(road);
  }

  void build_settlement(int number) {
    const auto& settlement = plan_.settlements.all[number];
    RandomStream random{seed_, Purpose::territory_buildings, static_cast<std::uint32_t>(number)};
    auto& frontages = frontages_[number];
    const Point centre = plan_.places[settlement.centre];
    for (auto& frontage : frontages) {
      frontage.rank = distance(frontage.on_road, centre) * random.uniform(0.6, 1.4);
    }
    std::sort(frontages.begin(), frontages.end(), [](const Frontage& a, const Frontage& b) {
      return std::tie(a.rank, a.on_road.x, a.on_road.y, a.left) < std::tie(b.rank, b.on_road.x, b.on_road.y, b.left);
    });
    const bool town = settlement.kind == SettlementKind::town;
    for (const auto& facility : facilities_of(settlement, number == 0)) {
      if (facility.own_building)
        place_facility(facility, frontages, random);
      else
        rooms_.push_back(facility.tags);
    }
    const std::size_t first = built_.buildings.size();
    int missing = dwellings_for(settlement.inhabitants);
    for (const auto& frontage : frontages) {
      if (missing == 0) break;
      missing -= build_house(frontage, settlement, missing, random);
    }
    if (built_.buildings.size() == first) missing -= build_anywhere(centre, random);
    add_storeys(first, missing);
    add_rooms(first, centre, random);
    add_bus_stops(number, town ? 6 : settlement.kind == SettlementKind::village ? 2 : 1);
    settle_residents(first, settlement.inhabitants);
    const char* kind = settlement.kind == SettlementKind::hamlet ? "hamlet"
                       : town && settlement.inhabitants >= 1'000 ? "town"
                                                                 : "village";
    built_.places.push_back({centre, kind, settlement.name, settlement.inhabitants});
  }

  void build_homesteads(const std::vector<Homestead>& homesteads) {
    RandomStream random{seed_, Purpose::territory_buildings, 1'000'000};
    std::vector<double> weights;
    for (std::size_t i = 0; i < homesteads.size(); ++i) weights.push_back(0.35 + random.exponential(0.65));
    if (weights.empty()) {
      built_.places.front().residents += plan_.settlements.scattered_inhabitants;
      built_.buildings.front().residents += plan_.settlements.scattered_inhabitants;
      return;
    }
    const auto residents = share_out(plan_.settlements.scattered_inhabitants, weights);
    int homeless = 0;  // nowhere to build: they move in next door
    for (std::size_t i = 0; i < homesteads.size(); ++i) {
      const int here = residents[i] + homeless;
      homeless = build_homestead(homesteads[i], here, random) ? 0 : here;
    }
    built_.places.back().residents += homeless;
    built_.buildings.back().residents += homeless;
  }

  BuiltUp take() { return std::move(built_); }

 private:
  void collect_frontages(const Road& road) {
    if (road.kind == RoadClass::service || road.kind == RoadClass::track) return;
    double walked = 0;
    for (std::size_t i = 0; i + 1 < road.vertices.size(); ++i) {
      const Point a = plan_.places[road.vertices[i]];
      const Point b = plan_.places[road.vertices[i + 1]];
      const double length = distance(a, b);
      const int zone = std::max(plan_.zones[road.vertices[i]], plan_.zones[road.vertices[i + 1]]);
      const Point direction = unit(b - a);
      for (; walked < length; walked += kFrontage) {
        if (zone < 0) continue;
        for (const bool left : {true, false}) frontages_[zone].push_back({0, a + direction * walked, direction, left});
      }
      walked -= length;
    }
  }

  void place_facility(const Facility& facility, const std::vector<Frontage>& frontages, RandomStream& random) {
    const std::size_t start = facility.at_the_edge ? frontages.size() / 2 : 0;
    for (std::size_t i = start; i < frontages.size(); ++i) {
      const auto& at = frontages[i];
      const double setback = random.uniform(8, 14);
      const auto plot = site_.beside(at.on_road, at.direction, at.left, facility.width, facility.depth, setback);
      if (!plot) continue;
      site_.take(*plot);
      built_.buildings.push_back({*plot, facility.building, 0, 0, facility.tags});
      return;
    }
    rooms_.push_back(facility.tags);  // no plot is large enough: it shares a house
  }

  int build_house(const Frontage& at, const Settlement& settlement, int missing, RandomStream& random) {
    const bool town = settlement.kind == SettlementKind::town;
    const bool flats = town && missing > 8 && at.rank < 0.45 * settlement.radius && random.below(4) == 0;
    const double width = flats ? random.uniform(18, 26) : random.uniform(8, 13);
    const double depth = flats ? random.uniform(11, 14) : random.uniform(8, kTakeDepth);
    const double setback = town ? random.uniform(5, 10) : random.uniform(5, 14);
    const auto plot = site_.beside(at.on_road, at.direction, at.left, width, depth, setback);
    if (!plot) return 0;
    site_.take(*plot);
    const int dwellings = flats ? 3 + static_cast<int>(random.below(6)) : 1;
    const char* kind = flats ? "apartments" : random.below(4) == 0 ? "detached" : "house";
    built_.buildings.push_back({*plot, kind, dwellings, 0, {}});
    return dwellings;
  }

  int build_anywhere(Point centre, RandomStream& random) {
    for (double reach = 30;; reach += 1) {
      const double east = random.uniform(-1, 1);
      const double north = random.uniform(-1, 1);
      const Plot plot{centre + Point{east, north} * reach, {1, 0}, 10, 9};
      if (!site_.is_free(plot)) continue;
      site_.take(plot);
      built_.buildings.push_back({plot, "house", 1, 0, {}});
      return 1;
    }
  }

  /// Dwellings for which there was no plot go into the houses nearest to the centre, which become blocks of flats.
  void add_storeys(std::size_t first, int missing) {
    for (std::size_t i = first; missing > 0; i = i + 1 < built_.buildings.size() ? i + 1 : first) {
      auto& building = built_.buildings[i];
      const int more = std::min(missing, 3);
      building.dwellings += more;
      building.kind = "apartments";
      missing -= more;
    }
  }

  /// Shops and surgeries on ground floors, a few metres in from the front.
  void add_rooms(std::size_t first, Point centre, RandomStream& random) {
    for (auto& tags : rooms_) {
      const auto houses = static_cast<std::uint32_t>(built_.buildings.size() - first);
      const auto chosen = first + random.below(std::min(houses, 12U + houses / 6U));
      const Plot& plot = built_.buildings[chosen].plot;
      const double along = random.uniform(-0.3, 0.3);
      built_.amenities.push_back({houses > 0 ? plot.centre + plot.along * (along * plot.width) : centre, tags});
    }
    rooms_.clear();
  }

  void add_bus_stops(int number, int count) {
    const auto& frontages = frontages_[number];
    if (plan_.settlements.all[number].kind == SettlementKind::hamlet &&
        plan_.settlements.all[number].inhabitants < 40) {
      return;
    }
    const std::size_t step = std::max<std::size_t>(1, frontages.size() / static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < frontages.size(); i += step) {
      const auto& at = frontages[i];
      const Point kerb = at.on_road + left_of(at.direction) * (at.left ? 3.5 : -3.5);
      built_.amenities.push_back({kerb, {{"highway", "bus_stop"}, {"name", plan_.settlements.all[number].name}}});
      if (i / step + 1 == static_cast<std::size_t>(count)) return;
    }
  }

  void settle_residents(std::size_t first, int residents) {
    int dwellings = 0;
    for (std::size_t i = first; i < built_.buildings.size(); ++i) dwellings += built_.buildings[i].dwellings;
    int before = 0;
    int settled = 0;
    for (std::size_t i = first; i < built_.buildings.size(); ++i) {
      before += built_.buildings[i].dwellings;
      const auto share = static_cast<std::int64_t>(residents) * before / std::max(1, dwellings);
      built_.buildings[i].residents = static_cast<int>(share) - settled;
      settled = static_cast<int>(share);
    }
  }

  bool build_homestead(const Homestead& homestead, int residents, RandomStream& random) {
    if (residents == 0) return true;
    const std::size_t first = built_.buildings.size();
    const Point yard = plan_.places[homestead.vertex];
    const int dwellings = dwellings_for(residents);
    const int wanted = std::min(dwellings, 4);
    const int barns = homestead.farm ? 1 + static_cast<int>(random.below(2)) : 0;
    const double east = random.uniform(-1, 1);
    const double north = random.uniform(-1, 1);
    const Point along = unit({east, north + 0.01});
    int built = 0;
    int barns_built = 0;
    for (int i = 0; i < 60 && (built < wanted || barns_built < barns); ++i) {
      const bool barn = built >= wanted || (built > 0 && barns_built < barns);
      const double dx = random.uniform(-1, 1);
      const double dy = random.uniform(-1, 1);
      const double width = barn ? random.uniform(16, 30) : random.uniform(10, 16);
      const double depth = barn ? random.uniform(10, 14) : random.uniform(8, 11);
      const Point aside = random.below(2) == 0 ? along : left_of(along);
      const Plot plot{yard + Point{dx, dy} * (22.0 + i * 0.5), aside, width, depth};
      if (!site_.is_free(plot)) continue;
      site_.take(plot);
      const char* kind = barn ? "barn" : homestead.farm && built == 0 ? "farm" : "house";
      built_.buildings.push_back({plot, kind, barn ? 0 : 1, 0, {}});
      ++(barn ? barns_built : built);
    }
    if (built == 0) return false;
    for (int missing = dwellings - built; missing > 0; --missing) ++built_.buildings[first].dwellings;
    settle_residents(first, residents);
    const Point centre = built_.buildings[first].plot.centre;
    built_.places.push_back({centre, homestead.farm ? "farm" : "isolated_dwelling", names_.farm(), residents});
    return true;
  }

  const RoadPlan& plan_;
  BuildingSite& site_;
  Names& names_;
  std::uint64_t seed_;
  std::vector<std::vector<Frontage>> frontages_;  // per settlement
  std::vector<TerritoryMap::Tags> rooms_;         // facilities of the current settlement without a building
  BuiltUp built_;
};

}  // namespace

BuiltUp build(const RoadPlan& plan, const std::vector<Homestead>& homesteads, BuildingSite& site, Names& names,
              std::uint64_t seed) {
  Builder builder{plan, site, names, seed};
  for (std::size_t i = 0; i < plan.settlements.all.size(); ++i) builder.build_settlement(static_cast<int>(i));
  builder.build_homesteads(homesteads);
  return builder.take();
}

}  // namespace navette::territory
