#include <cmath>
#include <map>
#include <string>

#include "verify/checks/checks.h"
#include "verify/recomputed_indicators.h"

namespace navette::verify {
namespace {

/// The same but for the order in which the sums were taken.
bool close(double a, double b) { return std::abs(a - b) <= 1e-9 * (1 + std::abs(a) + std::abs(b)); }

}  // namespace

void check_indicators(const Run& run, Findings& findings) {
  std::map<std::string, Recomputed> wanted;
  for (auto& indicator : recomputed_indicators(run)) wanted[indicator.name] = indicator;
  std::map<std::string, int> seen;
  for (std::size_t k = 0; k < run.kpi.name.size(); ++k) {
    const std::string& name = run.kpi.name[k];
    const auto found = wanted.find(name);
    if (found == wanted.end() || ++seen[name] > 1) {
      findings.add("indicators.known", "{} is not documented, or given twice", name);
      continue;
    }
    const auto& [_, value, unit] = found->second;
    if (!value || !close(*value, run.kpi.value[k])) {
      findings.add("indicators.recomputed", "{} is {}, from the tables {}", name, run.kpi.value[k],
                   value ? fmt::format("{}", *value) : "it cannot be known");
    }
    if (unit != run.kpi.unit[k])
      findings.add("indicators.known", "{} has unit {}, not {}", name, run.kpi.unit[k], unit);
  }
  for (const auto& [name, indicator] : wanted) {
    // A file of an earlier version lacks the counts of reasons that nobody was told yet.
    const bool untold = name.starts_with("refused_") && indicator.value == 0.0;
    if (indicator.value && !untold && !seen.contains(name)) findings.add("indicators.known", "{} is missing", name);
  }
}

}  // namespace navette::verify
