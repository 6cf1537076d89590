#include "property/territory_pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "io/osm/read_map_data.h"
#include "io/osm/read_osm.h"
#include "io/territory/generate_territory.h"
#include "io/territory/write_territory.h"
#include "network/build/build_road_graph.h"
#include "property/odd_roads.h"

namespace navette::test {
namespace {

struct Size {
  int inhabitants;
  double km2;
};
constexpr std::array<Size, 3> kSizes{{{120, 4}, {250, 12}, {300, 30}}};
constexpr std::uint64_t kOfEach = 3;

// The middle of the territory: most places lie in it, some do not.
std::string middle_of(const std::vector<Coordinate>& places) {
  auto [west, east] =
      std::minmax_element(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.lon < b.lon; });
  auto [south, north] =
      std::minmax_element(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.lat < b.lat; });
  const auto between = [](double low, double high, double share) { return low + share * (high - low); };
  const double left = between(west->lon_degrees(), east->lon_degrees(), 0.15);
  const double right = between(west->lon_degrees(), east->lon_degrees(), 0.85);
  const double bottom = between(south->lat_degrees(), north->lat_degrees(), 0.15);
  const double top = between(south->lat_degrees(), north->lat_degrees(), 0.85);
  return fmt::format(
      R"({{"type": "Polygon", "coordinates": [[[{0}, {1}], [{2}, {1}], [{2}, {3}], [{0}, {3}], [{0}, {1}]]]}})", left,
      bottom, right, top);
}

}  // namespace

TerritoryPool::TerritoryPool() {
  ::setenv("NAVETTE_CACHE", (folder_.path() / "cache").c_str(), 1);
  for (const auto& [inhabitants, km2] : kSizes) {
    for (std::uint64_t seed = 1; seed <= kOfEach; ++seed) {
      SmallTerritory territory;
      const std::string name = fmt::format("territory-{}", territories_.size());
      TerritoryParameters parameters;
      parameters.inhabitants = inhabitants;
      parameters.km2 = km2;
      parameters.seed = seed;
      territory.roads = folder_.path() / (name + ".osm.pbf");
      TerritoryMap map = generate_territory(parameters);
      // The first of each size is as generated.
      RandomStream random{seed, Purpose::territory_roads};
      if (seed > 1) make_roads_odd(map, random);
      write_territory(map, territory.roads);
      const RoadGraph graph = build_road_graph(read_osm(territory.roads, {}).roads).graph;
      for (std::size_t e = 0; e < graph.edge_count(); ++e) {
        const EdgeId edge{e};
        if (!graph.is_turn(edge) && graph.boarding(edge) == Boarding::allowed)
          territory.places.push_back(graph.place({edge, graph.duration(edge) / 2}));
      }
      territory.area = folder_.write(name + ".geojson", middle_of(territory.places));
      for (const Commune& commune : read_map_data(territory.roads).communes) territory.communes.push_back(commune.name);
      territories_.push_back(std::move(territory));
    }
  }
}

}  // namespace navette::test
