#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

#include "io/osm/read_map_data.h"
#include "support/skip.h"

using namespace navette;
namespace fs = std::filesystem;

namespace {

const fs::path kData = fs::path{NAVETTE_SOURCE_DIR} / ".." / "shared" / "data" / "osm";

}  // namespace

TEST_CASE("the Isle of Man has about as many buildings, farms and schools as it has") {
  const auto file = kData / "isle-of-man.osm.pbf";
  if (test::skipped_without({file})) return;
  MapDataReport report;
  const auto map = read_map_data(file, &report);
  CHECK(map.buildings.size() > 17'400);
  CHECK(map.buildings.size() < 17'600);
  CHECK(map.places.size() > 850);
  CHECK(std::count_if(map.communes.begin(), map.communes.end(), [](const auto& c) { return c.level == 8; }) == 24);
  CHECK(report.broken_communes.empty());
  CHECK(report.broken_buildings < 10);
  const auto count = [&](FacilityKind kind) {
    return std::count_if(map.facilities.begin(), map.facilities.end(), [&](const auto& f) { return f.kind == kind; });
  };
  CHECK(count(FacilityKind::secondary_school) >= 5);
  CHECK(count(FacilityKind::school) > 30);
  CHECK(count(FacilityKind::supermarket) >= 20);
  CHECK(count(FacilityKind::hospital) >= 2);
  CHECK(count(FacilityKind::doctor) > 10);
  double covered = 0;
  for (const auto& building : map.buildings) covered += building.footprint;
  CHECK(covered / static_cast<double>(map.buildings.size()) > 80);
  CHECK(covered / static_cast<double>(map.buildings.size()) < 300);
}

TEST_CASE("the generated canton's communes sum to its inhabitants") {
  const auto map = read_map_data(fs::path{NAVETTE_SOURCE_DIR} / "scenarios" / "canton" / "canton.osm.pbf");
  std::int64_t inhabitants = 0;
  for (const auto& commune : map.communes) {
    CHECK(commune.area.at(0).size() == 1);
    CHECK(commune.code.substr(0, 1) == "X");
    inhabitants += commune.population;
  }
  CHECK(inhabitants == 12'000);
  CHECK(map.buildings.size() > 4'000);
}

TEST_CASE("the bus stops of a real extract") {
  const auto file = kData / "isle-of-man-south-west.osm.pbf";
  if (test::skipped_without({file})) return;
  const auto stops = read_map_data(file).stops;
  CHECK(stops.size() > 312);  // poles; and a few platforms of the island's railway that do not say so
  CHECK(stops.size() < 330);
}
