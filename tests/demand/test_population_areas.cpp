#include <catch2/catch.hpp>

#include "core/random_stream.h"
#include "demand/population_maps.h"
#include "demand/residents/dwellings.h"
#include "demand/residents/farms_without_building.h"
#include "demand/residents/name_directory.h"
#include "demand/residents/place_households.h"
#include "demand/residents/place_names.h"
#include "demand/residents/polygon_index.h"

using namespace navette;
using namespace navette::test;

TEST_CASE("names are one however case, accents, hyphens, saints and remarks are written") {
  const std::vector<std::vector<std::string>> alike{
      {"Saint-Étienne", "SAINT ETIENNE", "St. Etienne (centre)", "st-etienne", "  Saint  Étienne "},
      {"Port St Mary", "Port Saint Mary"},
      {"Sainte-Croix", "Ste Croix"},
      {"L'Œuf", "l’oeuf", "L OEUF"},
      {"Großröda", "Grossroda", "GROSSRÖDA"},
      {"Łódź", "Lodz"},
      {"Bride (parish - smallest)", "Bride"}};
  for (const auto& names : alike) {
    for (const auto& name : names) CHECK(folded_name(name) == folded_name(names.front()));
  }
  CHECK(folded_name("Strasbourg") != folded_name("Saintrasbourg"));
  CHECK(folded_name("Albi") != folded_name("Alba"));
  CHECK(folded_name("Москва") == "Москва");
  CHECK(folded_name("").empty());
  CHECK(folded_name("(only a remark)") == "only a remark");
  CHECK_FALSE(folded_name(std::string{"caf\xC3"}).empty());  // a letter cut in two
}

TEST_CASE("a code decides before a name, and a name only where codes do not contradict") {
  NameDirectory directory;
  directory.add("Saint-Jean", "81001", 0);
  directory.add("Saint-Jean", "81002", 1);
  directory.add("Albi", "", 2);
  CHECK(directory.find("Elsewhere", "81002") == std::vector<std::size_t>{1});
  CHECK(directory.find("st jean", "") == std::vector<std::size_t>{0, 1});
  CHECK(directory.find("Saint-Jean", "81009").empty());
  CHECK(directory.find("ALBI", "81004") == std::vector<std::size_t>{2});
  CHECK(directory.find("", "").empty());
  CHECK(directory.nearest("Albbi") == "Albi");
  CHECK(directory.nearest("Timbuktu").empty());
}

TEST_CASE("a point lies in an area as counting the borders to the east of it says") {
  RandomStream random{5, Purpose::given_demand};
  for (int trial = 0; trial < 200; ++trial) {
    INFO("trial " << trial);
    Area drawn(1 + random.below(3));
    for (Polygon& polygon : drawn) {
      polygon.resize(1 + random.below(3));
      for (Ring& ring : polygon) {
        ring.resize(3 + random.below(20));
        for (Coordinate& corner : ring) corner = {int(random.below(50)) - 25, int(random.below(50)) - 25};
      }
    }
    const auto holds = [](const Polygon& polygon, int x, int y) {
      bool inside = false;
      for (const Ring& ring : polygon) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
          const Coordinate a = ring[i];
          const Coordinate b = ring[(i + 1) % ring.size()];
          // Whole numbers below 60: the crossing times the height is exact in double.
          if ((a.lat > y) != (b.lat > y)) {
            const double height = b.lat - a.lat;
            const double east = (a.lon - x) * height + double(y - a.lat) * (b.lon - a.lon);
            if (height > 0 ? east > 0 : east < 0) inside = !inside;
          }
        }
      }
      return inside;
    };
    const PolygonIndex area{drawn};
    for (int x = -30; x <= 30; x += 3) {
      for (int y = -30; y <= 30; y += 3) {
        bool inside = false;
        for (const Polygon& polygon : drawn) inside = inside || holds(polygon, x, y);
        CHECK(area.contains({x, y}) == inside);
      }
    }
  }
}

TEST_CASE("of two areas that share a border exactly one holds a point on it") {
  const Ring west{{0, 0}, {10, 4}, {20, 40}, {0, 40}};
  const Ring east{{10, 4}, {60, 0}, {60, 40}, {20, 40}};
  const PolygonIndex a{Area{Polygon{west}}};
  const PolygonIndex b{Area{Polygon{east}}};
  for (int y = 5; y < 40; ++y) {
    for (int x = 1; x < 60; ++x) CHECK(int(a.contains({x, y})) + int(b.contains({x, y})) == 1);
  }
}

TEST_CASE("a hole is outside, an island in it inside, and areas of two points hold nothing") {
  const PolygonIndex ring{
      Area{Polygon{rectangle(0, 0, 900, 900), rectangle(300, 300, 600, 600), rectangle(400, 400, 500, 500)}}};
  CHECK(ring.contains(at(100, 450)));
  CHECK_FALSE(ring.contains(at(350, 450)));
  CHECK(ring.contains(at(450, 450)));
  CHECK(PolygonIndex{Area{Polygon{{at(0, 0), at(5, 5)}}}}.empty());
  CHECK_FALSE(PolygonIndex{}.contains(at(0, 0)));
  const PolygonIndex world{Area{Polygon{{{-1'800'000'000, -900'000'000},
                                         {1'800'000'000, -900'000'000},
                                         {1'800'000'000, 900'000'000},
                                         {-1'800'000'000, 900'000'000}}}}};
  CHECK(world.contains(at(0, 0)));
}

TEST_CASE("the share of an area within a frame is that of its surface") {
  const PolygonIndex area{Area{Polygon{rectangle(0, 0, 1'000, 1'000)}}};
  MapBox frame;
  frame.add(at(250, -500));
  frame.add(at(5'000, 5'000));
  CHECK(area.share_within(frame) == Approx(0.75).margin(0.02));
}

TEST_CASE("dwellings are as tagged, else by use, storeys and footprint") {
  const auto of = [](BuildingUse use, float footprint, int dwellings = -1, int levels = -1) {
    return dwellings_of({at(0, 0), footprint, use, std::int16_t(dwellings), std::int16_t(levels)});
  };
  CHECK(of(BuildingUse::house, 300) == 1);
  CHECK(of(BuildingUse::farmhouse, 0) == 1);
  CHECK(of(BuildingUse::not_a_dwelling, 100) == 0);
  CHECK(of(BuildingUse::not_a_dwelling, 100, 3) == 3);
  CHECK(of(BuildingUse::house, 100, 0) == 0);
  CHECK(of(BuildingUse::apartments, 450, -1, 4) == 20);
  CHECK(of(BuildingUse::apartments, 450) == 15);
  CHECK(of(BuildingUse::apartments, 0) == 6);
  CHECK(of(BuildingUse::apartments, 30, -1, 1) == 2);
  CHECK(of(BuildingUse::unspecified, 24.9F) == 0);
  CHECK(of(BuildingUse::unspecified, 25) == 1);
  CHECK(of(BuildingUse::unspecified, 250) == 1);
  CHECK(of(BuildingUse::unspecified, 0) == 1);
  CHECK(of(BuildingUse::unspecified, 600) == 2);
  CHECK(of(BuildingUse::unspecified, 600, -1, 3) == 20);
  CHECK(of(BuildingUse::unspecified, 2'001) == 0);
  CHECK(of(BuildingUse::unspecified, -5) == 1);
}

TEST_CASE("each site gets its share of households by dwellings, rounded down or up") {
  RandomStream random{11, Purpose::given_demand};
  for (int trial = 0; trial < 100; ++trial) {
    INFO("trial " << trial);
    std::vector<HomeSite> sites(1 + random.below(50));
    double dwellings = 0;
    for (std::size_t s = 0; s < sites.size(); ++s) {
      sites[s] = {{int(s), 0}, int(1 + random.below(9))};
      dwellings += sites[s].dwellings;
    }
    const std::size_t households = random.below(400);
    const auto homes = place_households(sites, households, random.uniform());
    REQUIRE(homes.size() == households);
    std::vector<double> placed(sites.size(), 0);
    for (const Coordinate home : homes) ++placed[std::size_t(home.lon)];
    for (std::size_t s = 0; s < sites.size(); ++s) {
      CHECK(std::abs(placed[s] - double(households) * sites[s].dwellings / dwellings) < 1 + 1e-9);
    }
  }
}

TEST_CASE("a farm that the map names is a dwelling unless one is drawn within 100 m") {
  RandomStream random{3, Purpose::given_demand};
  for (int trial = 0; trial < 30; ++trial) {
    INFO("trial " << trial);
    MapData map;
    for (int k = 0; k < 60; ++k) {
      const Coordinate place = at(random.uniform(-1'500, 1'500), random.uniform(-1'500, 1'500));
      const auto use = random.below(4) == 0 ? BuildingUse::not_a_dwelling : BuildingUse::house;
      if (k % 2 == 0) {
        map.buildings.push_back({place, 80, use, -1, -1});
      } else {
        map.places.push_back({"Farm", random.below(4) == 0 ? PlaceKind::hamlet : PlaceKind::isolated, place, -1});
      }
    }
    std::vector<Coordinate> expected;
    for (const NamedPlace& farm : map.places) {
      bool near = farm.kind != PlaceKind::isolated;
      for (const Building& b : map.buildings) {
        near = near || (b.use == BuildingUse::house && distance(b.place, farm.place) <= 100);
      }
      if (!near) expected.push_back(farm.place);
    }
    CHECK(farms_without_building(map) == expected);
  }
}
