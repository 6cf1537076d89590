#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "property/check_scenario.h"
#include "property/drawn_scenario.h"
#include "property/territory_pool.h"

using namespace navette;
using namespace navette::test;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(NDEBUG)
constexpr int kScenarios = 60;
#else
constexpr int kScenarios = 1'000;
#endif
constexpr int kFailuresShown = 5;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::stoull(value);
}

// For whoever has to find out why: the scenario as drawn and the least that fails, with all they name.
std::filesystem::path keep(const DrawnScenario& failing, const TerritoryPool& pool) {
  const auto folder = std::filesystem::current_path() / "property-failures" / fmt::format("seed-{}", failing.seed);
  auto least = folder / "least";
  std::filesystem::create_directories(least);
  for (const auto& entry : std::filesystem::directory_iterator{pool.folder()}) {
    const auto name = entry.path().filename().string();
    if (name.rfind("territory-", 0) != 0) continue;
    for (const auto& to : {folder, least}) {
      for (const Setting& setting : failing.settings) {
        if (setting.value != '"' + name + '"') continue;
        std::filesystem::copy_file(entry.path(), to / name, std::filesystem::copy_options::overwrite_existing);
      }
    }
  }
  (void)failing.write(folder);
  const auto fails = [&](const DrawnScenario& smaller) { return check_scenario(smaller, pool.folder()).failed(); };
  (void)shrunk(failing, fails).write(least);
  return least;
}

}  // namespace

TEST_CASE("any scenario that can be written runs, and its run breaks no rule") {
  const TerritoryPool pool;
  const auto first = from_environment("NAVETTE_PROPERTY_FIRST", 1);
  const auto count = from_environment("NAVETTE_PROPERTY_SCENARIOS", kScenarios);
  std::int64_t requests = 0;
  std::int64_t served = 0;
  std::uint64_t refused = 0;
  int failures = 0;
  std::map<std::string, int> reasons;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const DrawnScenario drawn = draw_scenario(seed, pool);
    const Checked checked = check_scenario(drawn, pool.folder());
    requests += checked.requests;
    served += checked.served;
    refused += checked.refused ? 1 : 0;
    if (checked.refused) ++reasons[checked.what.substr(0, checked.what.find('\n'))];
    if (!checked.failed()) continue;
    ++failures;
    CAPTURE(seed);
    UNSCOPED_INFO("NAVETTE_PROPERTY_FIRST=" << seed << " NAVETTE_PROPERTY_SCENARIOS=1 runs it alone");
    if (failures <= kFailuresShown) UNSCOPED_INFO("the least that fails: " << keep(drawn, pool).string());
    FAIL_CHECK(checked.what);
  }
  std::cout << fmt::format(
      "seeds {} to {}: {} scenarios, {} of which contradict themselves, {} requests, {} served, {} "
      "scenarios with a broken rule\n",
      first, first + count - 1, count, refused, requests, served, failures);
  if (std::getenv("NAVETTE_PROPERTY_REASONS") != nullptr) {
    for (const auto& [reason, times] : reasons) std::cout << times << " x " << reason << '\n';
  }
  // Or the campaign would mean little.
  if (count < 50) return;
  CHECK(refused < count / 5);
  CHECK(static_cast<std::uint64_t>(requests) > 8 * count);
  CHECK(served > requests / 10);
  CHECK(served < requests * 9 / 10);
}

TEST_CASE("of a scenario that fails, only what makes it fail is left") {
  DrawnScenario failing;
  for (int k = 0; k < 40; ++k) {
    failing.settings.push_back({fmt::format("key.{}", k), "1"});
    failing.requests.push_back(fmt::format("r{}", k));
  }
  const auto least = shrunk(failing, [](const DrawnScenario& one) {
    const auto has = [&](const char* key) {
      return std::any_of(one.settings.begin(), one.settings.end(), [&](const Setting& set) { return set.key == key; });
    };
    const bool asked = std::find(one.requests.begin(), one.requests.end(), "r17") != one.requests.end();
    return asked && has("key.3") && has("key.38");
  });
  CHECK(least.requests == std::vector<std::string>{"r17"});
  REQUIRE(least.settings.size() == 2);
  CHECK(least.settings[0].key == "key.3");
  CHECK(least.settings[1].key == "key.38");
}

TEST_CASE("a scenario that contradicts itself, and one that fails, are told apart") {
  const TerritoryPool pool;
  DrawnScenario drawn = draw_scenario(2, pool);
  CHECK(check_scenario(drawn, pool.folder()).what.empty());
  drawn.settings.push_back({"service.max_wait_tim", "1"});
  const Checked wrong = check_scenario(drawn, pool.folder());
  CHECK(wrong.refused);
  CHECK_FALSE(wrong.failed());
  CHECK(Checked{false, "a rule", 1, 1}.failed());
}
