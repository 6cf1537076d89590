#include "property/check_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <vector>

#include "core/errors.h"
#include "io/results/atomic_file.h"
#include "io/run_scenario.h"
#include "io/scenario/read_scenario.h"
#include "verify/verify.h"

namespace navette::test {
namespace {

// Leaves out runs of items, long ones first, as long as what is left still fails.
template <class Item, class Fails>
void shrink(std::vector<Item>& items, Fails&& fails) {
  for (std::size_t length = (items.size() + 1) / 2; length > 0; length /= 2) {
    for (std::size_t first = 0; first < items.size();) {
      const std::size_t last = std::min(items.size(), first + length);
      std::vector<Item> fewer{items};
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(first),
                  fewer.begin() + static_cast<std::ptrdiff_t>(last));
      if (!fewer.empty() && fails(fewer)) {
        items = std::move(fewer);
      } else {
        first = last;
      }
    }
  }
}

}  // namespace

Checked check_scenario(const DrawnScenario& drawn, const std::filesystem::path& folder) {
  Checked checked;
  try {
    std::vector<std::string> warnings;
    Scenario scenario = read_scenario(drawn.write(folder), {"run.threads=1"}, warnings);
    RunListener nobody;
    const FinishedRun run = run_scenario(scenario, "property", nobody);
    const auto file = folder / "out.h5";
    write_file_atomically(file, run.image);
    const VerificationReport report = verify_file(file);
    checked.requests = report.requests;
    for (const Indicator& indicator : run.indicators) {
      if (indicator.name == "served") checked.served = static_cast<std::int64_t>(indicator.value.value_or(0));
    }
    for (const Violation& violation : report.violations) {
      checked.what += fmt::format("{}: {}\n", violation.rule, violation.what);
    }
  } catch (const InputError& error) {
    checked.refused = true;
    checked.what = error.what();
  } catch (const std::exception& error) {
    checked.what = fmt::format("error: {}", error.what());
  }
  return checked;
}

DrawnScenario shrunk(DrawnScenario failing, const std::function<bool(const DrawnScenario&)>& fails) {
  shrink(failing.requests, [&](const std::vector<std::string>& fewer) {
    DrawnScenario smaller = failing;
    smaller.requests = fewer;
    return fails(smaller);
  });
  shrink(failing.settings, [&](const std::vector<Setting>& fewer) {
    DrawnScenario smaller = failing;
    smaller.settings = fewer;
    return fails(smaller);
  });
  return failing;
}

}  // namespace navette::test
