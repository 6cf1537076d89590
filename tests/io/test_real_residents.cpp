#include <catch2/catch.hpp>

#include <filesystem>
#include <map>

#include "core/errors.h"
#include "demand/residents/polygon_index.h"
#include "demand/residents/synthesize_population.h"
#include "io/osm/read_map_data.h"
#include "io/scenario/tables/read_census.h"
#include "io/scenario/tables/read_geojson.h"
#include "support/skip.h"

using namespace navette;

namespace {

const std::filesystem::path kData = std::filesystem::path{NAVETTE_SOURCE_DIR} / "../shared/data";

}  // namespace

TEST_CASE("the Isle of Man has its census: each town within 1 %, the island to the person") {
  const auto roads = kData / "osm/isle-of-man.osm.pbf";
  const auto file = kData / "population/isle-of-man-census2021.csv";
  if (test::skipped_without({roads, file})) return;
  InputErrors errors;
  Census census;
  census.totals = read_census_totals(file, errors);
  errors.throw_if_any();
  PopulationReport report;
  const auto people = synthesize_population(read_map_data(roads), census, {}, report);
  CHECK(people.resident_count() == 84'069);
  std::map<std::string, double> made;
  for (const std::int32_t h : people.household) ++made[people.commune_name[people.commune[h]]];
  const std::map<std::string, double> asked{
      {"Douglas", 26'677},   {"Onchan", 9'039},          {"Ramsey", 8'288}, {"Peel", 5'710}, {"Port Erin", 3'730},
      {"Castletown", 3'206}, {"Port Saint Mary", 1'989}, {"Laxey", 1'656},  {"Bride", 359}};
  for (const auto& [town, inhabitants] : asked) {
    INFO(town);
    CHECK(made[town] == Approx(inhabitants).epsilon(0.01));
  }
  for (const auto& fit : report.fits) CHECK(fit.buildings > 30);
}

TEST_CASE("the communes of the Tarn have their totals, and their pyramids where there are any") {
  const auto csv = kData / "population/tarn-communes.csv";
  const auto geojson = kData / "population/tarn-communes.geojson";
  const auto ages = kData / "population/tarn-age-pyramids.csv";
  if (test::skipped_without({csv, geojson, ages})) return;
  InputErrors errors;
  Census census;
  census.totals = read_census_totals(csv, errors);
  census.polygons = read_communes(geojson, errors);
  census.pyramids = read_age_pyramids(ages, errors);
  errors.throw_if_any();
  REQUIRE(census.totals.size() > 300);
  REQUIRE_FALSE(census.pyramids.empty());
  MapData map;  // a house every 500 m or so all over the department
  MapBox box;
  for (const Commune& commune : census.polygons) {
    for (const Ring& ring : commune.area.at(0)) {
      for (const Coordinate corner : ring) box.add(corner);
    }
  }
  for (std::int32_t lon = box.low.lon; lon <= box.high.lon; lon += 50'000) {
    for (std::int32_t lat = box.low.lat; lat <= box.high.lat; lat += 50'000) {
      map.buildings.push_back({{lon, lat}, 100, BuildingUse::house, -1, -1});
    }
  }
  PopulationReport report;
  const auto people = synthesize_population(map, census, {}, report);
  std::int64_t all = 0;
  std::map<std::string, std::int64_t> asked;
  for (const CensusTotal& total : census.totals) asked[total.code] += total.population;  // none: a former commune
  for (const auto& [code, inhabitants] : asked) all += inhabitants;
  CHECK(std::int64_t(people.resident_count()) == all);
  REQUIRE(report.fits.size() == people.commune_code.size());
  std::size_t with_pyramid = 0;
  for (std::size_t c = 0; c < report.fits.size(); ++c) {
    INFO(report.fits[c].commune);
    CHECK(report.fits[c].made == asked[people.commune_code[c]]);
    if (report.fits[c].made >= 500) CHECK(report.fits[c].largest_age_gap < 0.01);
  }
  for (const AgePyramid& pyramid : census.pyramids) {
    double sum = 0;
    for (const double persons : pyramid.by_band) sum += persons;
    std::array<double, kAgeBands> made{};
    double made_sum = 0;
    for (std::size_t r = 0; r < people.resident_count(); ++r) {
      if (people.commune_code[people.commune[people.household[r]]] != pyramid.code) continue;
      ++made[std::size_t(people.age_band[r])];
      ++made_sum;
    }
    if (made_sum == 0) continue;
    ++with_pyramid;
    for (std::size_t band = 0; band < kAgeBands; ++band) {
      INFO(pyramid.name << " " << to_string(AgeBand(band)));
      CHECK(made[band] / made_sum == Approx(pyramid.by_band[band] / sum).margin(0.005));
    }
  }
  CHECK(with_pyramid == census.pyramids.size());
}
