#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "core/errors.h"
#include "io/osm/read_osm.h"
#include "io/territory/generate_territory.h"
#include "io/territory/write_territory.h"
#include "network/build/build_road_graph.h"
#include "support/temporary_folder.h"
#include "territory_measures.h"

using namespace navette;

namespace {

// Several tests look at the same territories: each is drawn once.
const TerritoryMap& territory(int inhabitants, double km2, std::uint64_t seed) {
  static std::map<std::tuple<int, double, std::uint64_t>, TerritoryMap> drawn;
  if (const auto found = drawn.find({inhabitants, km2, seed}); found != drawn.end()) return found->second;
  TerritoryParameters parameters;
  parameters.inhabitants = inhabitants;
  parameters.km2 = km2;
  parameters.seed = seed;
  return drawn[{inhabitants, km2, seed}] = generate_territory(parameters);
}

int number_in(const TerritoryMap::Tags& tags, const char* key) {
  const auto* value = find_tag(tags, key);
  return value == nullptr ? 0 : std::stoi(*value);
}

std::map<std::string, int> facilities(const TerritoryMap& map) {
  std::map<std::string, int> counts;
  const auto count = [&](const TerritoryMap::Tags& tags) {
    for (const auto& [key, value] : tags) {
      if (key == "amenity" || key == "shop" || key == "railway" || key == "highway" || key == "leisure")
        ++counts[value];
    }
  };
  for (const auto& node : map.nodes) count(node.tags);
  for (const auto& way : map.ways) {
    if (find_tag(way.tags, "building") != nullptr) count(way.tags);
  }
  return counts;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

TEST_CASE("the roads of a generated canton are shaped like mapped countryside") {
  const auto [seed, km2] =
      GENERATE(table<unsigned, double>({{1, 250}, {2, 250}, {3, 250}, {4, 250}, {5, 250}, {1, 400}}));
  INFO("seed " << seed << ", " << km2 << " km2");
  const auto& map = territory(static_cast<int>(km2 * 48), km2, seed);
  const auto roads = measure(map);
  CHECK(roads.components == 1);
  CHECK(roads.km > 1.4 * km2);
  CHECK(roads.km < 1.8 * km2);
  CHECK(roads.edges / roads.nodes > 1.10);
  CHECK(roads.edges / roads.nodes < 1.22);
  CHECK(roads.of_degree[1] / roads.nodes > 0.30);
  CHECK(roads.of_degree[1] / roads.nodes < 0.40);
  CHECK(roads.of_degree[4] > 0);
  CHECK(roads.of_degree[4] < 0.08 * roads.of_degree[3]);
  CHECK(roads.of_degree[5] == 0);
  CHECK(1'000 * roads.km / roads.edges > 150);
  CHECK(1'000 * roads.km / roads.edges < 330);
  CHECK(roads.mapped_nodes / roads.nodes > 5);
  CHECK(roads.mapped_nodes / roads.nodes < 9);
  for (const double circuity : roads.circuity) {
    CHECK(circuity > 1.25);
    CHECK(circuity < 1.5);
  }
}

TEST_CASE("no road of a territory crosses another without a junction, a river without a bridge, or a building") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U, 5U);
  INFO("seed " << seed);
  const auto segments = segments_of(territory(12'000, 250, seed));
  CHECK(count_touching(segments) == 0);
  int bridges = 0;
  for (const auto& segment : segments) bridges += segment.bridge ? 1 : 0;
  CHECK(bridges > 0);
}

TEST_CASE("the check for crossings sees one") {
  auto segments = segments_of(territory(1'000, 20, 1));
  auto shifted = segments.front();
  std::swap(shifted.a.lon, shifted.b.lon);
  shifted.a_node = shifted.b_node = -1;
  segments.push_back(shifted);
  CHECK(count_touching(segments) > 0);
}

TEST_CASE("places and communes of a territory each sum to its inhabitants, and dwellings are enough") {
  const auto seed = GENERATE(1U, 2U, 3U);
  const auto inhabitants = GENERATE(100, 1'234, 12'000);
  INFO("seed " << seed << ", " << inhabitants << " inhabitants");
  const auto& map = territory(inhabitants, inhabitants / 48.0, seed);
  int in_places = 0;
  std::set<std::string> names;
  for (const auto& node : map.nodes) {
    if (find_tag(node.tags, "place") == nullptr) continue;
    in_places += number_in(node.tags, "population");
    CHECK(names.insert(*find_tag(node.tags, "name")).second);
  }
  CHECK(in_places == inhabitants);
  int in_communes = 0;
  for (const auto& relation : map.relations) in_communes += number_in(relation.tags, "population");
  CHECK(in_communes == inhabitants);
  int dwellings = 0;
  for (const auto& way : map.ways) {
    const auto* building = find_tag(way.tags, "building");
    if (building == nullptr) continue;
    const int flats = number_in(way.tags, "building:flats");
    const bool home = *building == "house" || *building == "detached" || *building == "farm";
    dwellings += flats > 0 ? flats : home ? 1 : 0;
  }
  CHECK(inhabitants / 2.35 < dwellings);
  CHECK(dwellings < inhabitants / 1.6);
}

TEST_CASE("communes tile the territory: every building lies in one, inner borders are shared by two") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U);
  INFO("seed " << seed);
  const auto& map = territory(12'000, 250, seed);
  const auto place = [&](std::int64_t node) { return map.nodes[static_cast<std::size_t>(node - 1)].place; };
  std::map<std::int64_t, int> uses;
  std::vector<std::vector<std::pair<Coordinate, Coordinate>>> communes;
  double area = 0;  // [m2]
  const LocalPlane plane{Coordinate::from_degrees(2, 44)};
  for (const auto& relation : map.relations) {
    if (find_tag(relation.tags, "boundary") == nullptr) continue;
    communes.emplace_back();
    std::map<std::int64_t, int> ends;
    double twice = 0;
    std::int64_t here = 0;
    for (const auto& member : relation.members) {
      ++uses[member.id];
      auto nodes = map.ways[static_cast<std::size_t>(member.id - 1)].nodes;
      ++ends[nodes.front()];
      ++ends[nodes.back()];
      if (here != 0 && nodes.front() != here) std::reverse(nodes.begin(), nodes.end());
      if (here == 0) {
        const auto& second = map.ways[static_cast<std::size_t>(relation.members[1].id - 1)].nodes;
        if (nodes.back() != second.front() && nodes.back() != second.back()) std::reverse(nodes.begin(), nodes.end());
      }
      here = nodes.back();
      for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
        const auto a = plane.to_plane(place(nodes[i]));
        const auto b = plane.to_plane(place(nodes[i + 1]));
        twice += a.x * b.y - a.y * b.x;
        communes.back().emplace_back(place(nodes[i]), place(nodes[i + 1]));
      }
    }
    for (const auto& [node, count] : ends) CHECK(count == 2);
    area += std::abs(twice) / 2;
  }
  CHECK(communes.size() == 12);
  CHECK(area == Approx(250e6).epsilon(0.03));
  int inner = 0;
  for (const auto& [way, count] : uses) {
    CHECK(count <= 2);
    inner += count == 2 ? 1 : 0;
  }
  CHECK(inner >= 12);
  int astray = 0;
  for (const auto& way : map.ways) {
    if (find_tag(way.tags, "building") == nullptr) continue;
    const Coordinate p = place(way.nodes.front());
    int homes = 0;
    for (const auto& commune : communes) {
      bool inside = false;
      for (const auto& [a, b] : commune) {
        if ((a.lat > p.lat) == (b.lat > p.lat)) continue;
        const double lon = a.lon + (static_cast<double>(p.lat) - a.lat) / (static_cast<double>(b.lat) - a.lat) *
                                       (static_cast<double>(b.lon) - a.lon);
        if (p.lon < lon) inside = !inside;
      }
      homes += inside ? 1 : 0;
    }
    if (homes != 1) ++astray;
  }
  CHECK(astray == 0);
}

TEST_CASE("a canton has what people travel to") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U);
  INFO("seed " << seed);
  auto counts = facilities(territory(12'000, 250, seed));
  CHECK(counts["townhall"] == 12);
  CHECK(counts["station"] == 1);
  CHECK(counts["hospital"] + counts["clinic"] == 1);
  CHECK(counts["marketplace"] >= 1);
  for (const auto* kind : {"doctors", "pharmacy", "supermarket", "bakery", "school", "community_centre"}) {
    INFO(kind);
    CHECK(counts[kind] >= 2);
  }
  CHECK(counts["bus_stop"] >= 12);
}

TEST_CASE("the simulator reads a territory as any other extract and loses none of its roads") {
  const auto seed = GENERATE(1U, 2U, 3U);
  INFO("seed " << seed);
  const TemporaryFolder folder;
  const auto file = folder.path() / "canton.osm.pbf";
  const auto& map = territory(12'000, 250, seed);
  write_territory(map, file);
  const auto built = build_road_graph(read_osm(file, RoadRules{}).roads);
  CHECK(built.report.metres_kept == Approx(built.report.metres_drivable).epsilon(1e-6));
  CHECK(built.report.metres_kept == Approx(1'000 * measure(map).km).epsilon(1e-3));
  CHECK(built.report.one_way_roads > 5);
  CHECK(built.report.junctions_expanded_for_restrictions > 3);
  CHECK(built.report.directions_cut_off_by_turns == 0);
}

TEST_CASE("the same parameters give the same file, other seeds another one") {
  const TemporaryFolder folder;
  write_territory(territory(2'000, 40, 7), folder.path() / "a.osm.pbf");
  TerritoryParameters again;
  again.inhabitants = 2'000;
  again.km2 = 40;
  again.seed = 7;
  write_territory(generate_territory(again), folder.path() / "b.osm.pbf");
  write_territory(territory(2'000, 40, 8), folder.path() / "c.osm.pbf");
  CHECK(bytes_of(folder.path() / "a.osm.pbf") == bytes_of(folder.path() / "b.osm.pbf"));
  CHECK(bytes_of(folder.path() / "a.osm.pbf") != bytes_of(folder.path() / "c.osm.pbf"));
}

TEST_CASE("territories of all sizes and densities can be drawn") {
  const auto [inhabitants, km2] =
      GENERATE(table<int, double>({{100, 1.0}, {100, 30.0}, {300, 1.0}, {9'000, 30.0}, {1'000, 300.0}}));
  const auto seed = GENERATE(1U, 2U);
  INFO(inhabitants << " inhabitants on " << km2 << " km2, seed " << seed);
  const auto& map = territory(inhabitants, km2, seed);
  CHECK(measure(map).components == 1);
  CHECK(count_touching(segments_of(map)) == 0);
}

TEST_CASE("nonsense is refused in the user's words") {
  CHECK_THROWS_WITH(territory(99, 2, 1), "inhabitants must be from 100 to 1000000, found 99");
  CHECK_THROWS_WITH(territory(1'000, 0, 1), "km2 must be from 1 to 20000, found 0");
  TerritoryParameters no_number;
  no_number.km2 = std::nan("");
  CHECK_THROWS_WITH(generate_territory(no_number), Catch::Contains("km2 must be from 1 to 20000"));
  CHECK_THROWS_AS(territory(1'000, -5, 1), InputError);
  CHECK_THROWS_WITH(territory(100'000, 100, 1),
                    "a rural territory has 2 to 300 inhabitants per km2, found 1000.0 (100000 on 100.0 km2)");
  CHECK_THROWS_AS(territory(100, 10'000, 1), InputError);
  CHECK_THROWS_AS(write_territory({}, "/nowhere/at/all/x.osm.pbf"), OutputError);
}
