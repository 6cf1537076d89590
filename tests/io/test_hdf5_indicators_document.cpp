#include <fstream>
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "record/indicators.h"

namespace navette {
namespace {

TEST_CASE("the document lists every indicator with its unit, in the order in which they are printed, and no other") {
  std::ifstream file{NAVETTE_SOURCE_DIR "/docs/indicators.md"};
  REQUIRE(file);
  std::vector<std::pair<std::string, std::string>> documented;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("| `", 0) != 0) continue;
    const auto end = line.find('`', 3);
    const auto unit = line.find("| ", end) + 2;
    documented.emplace_back(line.substr(3, end - 3), line.substr(unit, line.find(' ', unit) - unit));
  }
  std::vector<std::pair<std::string, std::string>> computed;
  for (const Indicator& indicator : indicators({}, {})) computed.emplace_back(indicator.name, indicator.unit);
  CHECK(documented == computed);
}

}  // namespace
}  // namespace navette
