#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

#include "network/build/possible_values.h"
#include "verify/possible_roads.h"

using namespace navette;

namespace {

/// The range that the table "What values are possible" of docs/network.md gives for a row, in its own unit.
std::pair<double, double> documented(const std::string& row) {
  std::ifstream in{std::filesystem::path{NAVETTE_SOURCE_DIR} / "docs" / "network.md"};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  std::smatch found;
  const std::regex line{"\\| " + row + " \\| ([0-9.]+) \\| ([0-9.]+) \\|"};
  REQUIRE(std::regex_search(text, found, line));
  return {std::stod(found[1]), std::stod(found[2])};
}

}  // namespace

TEST_CASE("the import and verify hold the limits of roads that the documentation tells") {
  using Range = std::pair<double, double>;
  CHECK(documented("speed limit of a road, km/h") == Range{kSlowestLimit, kFastestRoad});
  CHECK(documented("speed of a road in a results file, km/h") == Range{verify::kSlowestRoad, verify::kFastestRoad});
  CHECK(documented("duration of a ferry, h") == Range{0, kLongestCrossing / 3600});
  CHECK(kLongestCrossing / 3600 == verify::kLongestCrossing);
  CHECK(kSlowestLimit == verify::kSlowestRoad);
  CHECK(kFastestRoad == verify::kFastestRoad);
  CHECK(documented("speed of a ferry by its duration, km/h") == Range{0, kFastestRoad});
  CHECK(documented("length of a bridge on which people board, m") == Range{0, kLongBridge});
}
