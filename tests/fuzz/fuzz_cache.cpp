#include <cstdlib>
#include <cstring>
#include <string>

#include "fuzz/dice.h"
#include "fuzz/fuzz_target.h"
#include "io/forged_network.h"

using namespace navette;

namespace {

// What is told is for users.
class Silent final : public RunListener {};

// Writes a number somewhere in a column, or cuts the column off or lengthens it.
void change_something(test::RawColumns& columns, fuzz::Dice& dice) {
  auto& column = columns[dice.take<std::uint8_t>() % columns.size()];
  const auto kind = dice.take<std::uint8_t>();
  if (kind >= 240) {
    column.resize(4 * (dice.take<std::uint16_t>() % 1'000));
    return;
  }
  const std::size_t words = column.size() / 4;
  if (words == 0) return;
  const std::size_t at = 4 * (dice.take<std::uint16_t>() % words);
  auto value = dice.take<std::int32_t>();
  if (kind < 120) {  // near to what it was
    std::int32_t before = 0;
    std::memcpy(&before, &column[at], 4);
    value = static_cast<std::int32_t>(static_cast<std::uint32_t>(before) + static_cast<std::uint32_t>(value % 4));
  }
  std::memcpy(&column[at], &value, 4);
}

}  // namespace

// A prepared network whose columns were changed by somebody who can make checksums.
void read_hostile(std::string_view bytes) {
  static const auto folder = [] {
    auto made = std::filesystem::temp_directory_path() / ("navette-fuzz-cache-" + std::to_string(::getpid()));
    ::setenv("NAVETTE_CACHE", made.c_str(), 1);
    std::atexit([] { std::filesystem::remove_all(std::getenv("NAVETTE_CACHE")); });
    return made;
  }();
  static Silent listener;
  static const NetworkCache cache{std::string(64, 'f'), RoadRules{}, listener};
  static const PreparedNetwork network = test::small_network(3);
  cache.keep(network);
  fuzz::Dice dice{bytes};
  test::forge(
      std::filesystem::directory_iterator { folder } -> path(),
      [&](test::RawColumns& columns) {
        while (!dice.empty()) change_something(columns, dice);
      });
  try {
    if (const auto found = cache.find()) test::drive_across(*found);
  } catch (const InputError&) {  // a label of which no sample was taken
  }
}
