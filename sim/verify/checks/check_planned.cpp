// When visits were planned to begin, against when they did.
#include <algorithm>

#include "verify/checks/checks.h"

namespace navette::verify {

void check_planned_stops(const Run& run, Findings& findings) {
  const auto& v = run.stops;
  const bool disturbed = run.rules.driving_noise > 0 || run.rules.dwell_noise > 0 || run.rules.lateness > 0 ||
                         run.rules.breakdowns_per_1000_h > 0 || run.rules.given_breakdowns > 0 || run.rules.no_shows ||
                         run.rules.cancellations || !run.closures.edge.empty();
  for (std::size_t k = 0; k < v.shuttle.size(); ++k) {
    // What was unforeseen may have put a visit off, or brought it forward, after its shuttle set out.
    if (v.planned_begin[k] == kNone || disturbed) continue;
    // Another visit may be put before one that is planned already, so that it begins later, but never earlier.
    if (v.planned_begin[k] <= v.begin[k]) continue;
    findings.add("planned.stops", "{}: a visit begins at {}, planned for {}", run.shuttle_name(v.shuttle[k]),
                 clock(v.begin[k]), clock(v.planned_begin[k]));
  }
}

}  // namespace navette::verify
