#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "verify/verify.h"

using namespace navette;

TEST_CASE("docs/verification.md lists every rule with its meaning, in the order of the program") {
  std::ifstream in{NAVETTE_SOURCE_DIR "/docs/verification.md"};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  std::size_t before = 0;
  for (const auto& rule : verification_rules()) {
    const std::string row = "| `" + std::string{rule.name} + "` | " + rule.meaning + " |";
    INFO(row);
    const std::size_t found = text.find(row);
    REQUIRE(found != std::string::npos);
    CHECK(found > before);
    before = found;
  }
  CHECK(text.find('`' + std::string{"tables.present"}) != std::string::npos);
}
