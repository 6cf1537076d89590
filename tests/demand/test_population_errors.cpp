#include <catch2/catch.hpp>

#include <limits>

#include "core/errors.h"
#include "demand/population_maps.h"
#include "demand/residents/synthesize_population.h"

using namespace navette;
using namespace navette::test;

namespace {

std::string error_of(const MapData& map, const Census& census, const PopulationParameters& parameters = {}) {
  PopulationReport report;
  try {
    synthesize_population(map, census, parameters, report);
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

bool holds(const std::string& text, const std::string& part) {
  INFO(text);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a map without buildings and settlements has nobody to carry") {
  holds(error_of({}, {}), "the map holds no building and no settlement: nobody to carry");
  MapData sheds;
  add_houses(sheds, 9, 0, 0, 100, 100);
  for (Building& building : sheds.buildings) building.use = BuildingUse::not_a_dwelling;
  holds(error_of(sheds, {}), "nobody to carry");
  MapData names;
  names.places.push_back({"Nowhere", PlaceKind::village, at(0, 0), -1});
  holds(error_of(names, {}), "nobody to carry");
}

TEST_CASE("totals of communes the map does not have are all named, with what was meant") {
  auto squares = square_communes({10, 20});
  squares.census.polygons[0].name = "Rabastens";
  squares.census.totals = {total("Rabastans", 5'775), total("Timbuktu", 1), total("C1", 20), total("Albi", 3, "81004")};
  const auto error = error_of(squares.map, squares.census);
  holds(error, "census.csv:Rabastans: there is no commune polygon for 'Rabastans'; did you mean 'Rabastens'?");
  holds(error, "census.csv:Timbuktu: there is no commune polygon for 'Timbuktu'");
  holds(error, "'Albi' (81004)");
  CHECK(error.find("C1") == std::string::npos);

  MapData map;
  add_houses(map, 10, 0, 0, 100, 100);
  map.places.push_back({"Douglas", PlaceKind::town, at(0, 0), -1});
  Census census;
  census.totals = {total("Duglas", 5)};
  holds(error_of(map, census), "the map has no commune and no settlement named 'Duglas'; did you mean 'Douglas'?");
}

TEST_CASE("one commune has one total, one name means one commune, the whole is no less than its parts") {
  auto squares = square_communes({10, 20});
  squares.census.totals.push_back(total("c0", 11));
  holds(error_of(squares.map, squares.census), "census.csv:c0: 'c0' has a total already (census.csv:C0)");

  squares = square_communes({10, 20});
  squares.census.polygons[1].name = "C0";
  squares.census.totals.resize(1);
  holds(error_of(squares.map, squares.census), "2 communes are called 'C0'; give a code");

  squares = square_communes({10, 20});
  squares.census.totals.push_back(whole("All", 29));
  holds(error_of(squares.map, squares.census), "'All' has 29 inhabitants, but its parts have 30 together");
  squares.census.totals.back().population = 30;
  CHECK(error_of(squares.map, squares.census) == "no error");
  squares.census.totals.push_back(whole("Everything", 300));
  holds(error_of(squares.map, squares.census), "second total of the whole territory");
}

TEST_CASE("polygons that do not overlap the map are refused") {
  auto squares = square_communes({10, 20});
  for (Commune& commune : squares.census.polygons) {
    for (Coordinate& corner : commune.area[0][0]) std::swap(corner.lon, corner.lat);
  }
  holds(error_of(squares.map, squares.census), "no commune polygon overlaps the map: the polygons lie 44.00 to 44.02");

  // The frame of the map overlaps, but not a house does.
  MapData corners;
  add_houses(corners, 1, 0, 0, 10, 10);
  add_houses(corners, 1, 9'000, 9'000, 9'010, 9'010);
  Census census;
  census.polygons.push_back({"Between", "", {{rectangle(4'000, 4'000, 5'000, 5'000)}}, -1, 8});
  census.totals.push_back(total("Between", 100));
  holds(error_of(corners, census), "no commune polygon holds a building, a road or a settlement of the map");
  census.polygons[0].area = {Polygon{{at(0, 0), at(1, 1)}}};
  holds(error_of(corners, census), "no border of three points");
}

TEST_CASE("impossible shares, ages and totals are all named at once") {
  auto squares = square_communes({10});
  PopulationParameters parameters;
  parameters.licence_shares[4] = 1.5;
  parameters.wheelchair_share = -0.1;
  parameters.age_shares[0] = 0.9;
  parameters.impaired_shares[0] = std::numeric_limits<double>::quiet_NaN();
  parameters.inhabitants_per_dwelling = 0;
  AgePyramid pyramid;
  pyramid.name = "C0";
  pyramid.by_band[3] = -4;
  squares.census.pyramids.push_back(pyramid);
  squares.census.totals[0].population = -1;
  const auto error = error_of(squares.map, squares.census, parameters);
  holds(error, "licence_shares: a share must be 0 to 1, found 1.5");
  holds(error, "wheelchair_share: a share must be 0 to 1, found -0.1");
  holds(error, "age_shares: shares must sum to 1");
  holds(error, "impaired_shares: a share must be 0 to 1, found nan");
  holds(error, "inhabitants_per_dwelling must be above 0");
  holds(error, "age pyramid of 'C0': -4 inhabitants aged 18-24");
  holds(error, "'C0' has -1 inhabitants");
  squares = square_communes({10});
  squares.census.totals[0].population = 2'000'000'000;
  holds(error_of(squares.map, squares.census), "at most 50000000");
}
