#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "property/drawn_scenario.h"

namespace navette::test {

/// What became of a drawn scenario.
struct Checked {
  bool refused = false;  // it contradicts itself, and no run was made of it: `what` says how
  std::string what;      // broken rules, or the error; empty: all is well
  std::int64_t requests = 0;
  std::int64_t served = 0;

  [[nodiscard]] bool failed() const { return !refused && !what.empty(); }
};

/// Runs it in a folder and lets `navette verify` look at what came out.
Checked check_scenario(const DrawnScenario& drawn, const std::filesystem::path& folder);

/// The least that still fails: lines and requests are left out as long as it does.
DrawnScenario shrunk(DrawnScenario failing, const std::function<bool(const DrawnScenario&)>& fails);

}  // namespace navette::test
