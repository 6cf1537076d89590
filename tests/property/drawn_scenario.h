#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "property/territory_pool.h"

namespace navette::test {

/// One line of a scenario.
struct Setting {
  std::string key;    // "services.a.max_wait_time"
  std::string value;  // as TOML
};

/// A scenario drawn at random, as a user would write it.
struct DrawnScenario {
  std::uint64_t seed = 0;
  std::vector<Setting> settings;
  std::vector<std::string> requests;  // rows of requests.csv

  /// Writes scenario.toml, and requests.csv if there are any; returns the first.
  [[nodiscard]] std::filesystem::path write(const std::filesystem::path& folder) const;
};

/// The same for the same seed: any mixture of what docs/scenario-format.md offers, on a small territory.
DrawnScenario draw_scenario(std::uint64_t seed, const TerritoryPool& pool);

}  // namespace navette::test
