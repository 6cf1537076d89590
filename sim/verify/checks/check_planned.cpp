// When visits were planned to begin, against when they did.
#include <algorithm>
#include <utility>

#include "verify/checks/checks.h"

namespace navette::verify {

bool anything_unforeseen(const Run& run) {
  const auto& rules = run.rules;
  return rules.driving_noise > 0 || rules.dwell_noise > 0 || rules.lateness > 0 || rules.breakdowns_per_1000_h > 0 ||
         rules.given_breakdowns > 0 || rules.no_shows || rules.cancellations || !run.closures.edge.empty();
}

void check_planned_stops(const Run& run, const Timeline& timeline, Findings& findings) {
  const auto& v = run.stops;
  const bool disturbed = anything_unforeseen(run);
  const bool adding = only_adds(run);
  const auto promises = promises_of_shuttles(run);
  for (std::size_t s = 0; s < timeline.of_shuttle.size(); ++s) {
    const auto promised = [&](std::int64_t from, std::int64_t until) {
      const auto next = std::lower_bound(promises[s].begin(), promises[s].end(), from);
      return next != promises[s].end() && *next <= until;
    };
    std::int64_t set_out = kNone;  // by the leg that came here, with no visit since
    for (const auto& item : timeline.of_shuttle[s]) {
      if (item.is_leg) {
        set_out = run.legs.diverted[item.row] == 0 ? run.legs.departure[item.row] : kNone;
        continue;
      }
      const std::int64_t planned = v.planned_begin[item.row];
      const std::int64_t begin = v.begin[item.row];
      const std::int64_t from = std::exchange(set_out, kNone);
      const bool passenger = v.kind[item.row] == kPickup || v.kind[item.row] == kDropoff;
      // Whoever is promised a ride meanwhile may be visited first.
      const bool as_it_stood = adding && from != kNone && !promised(from, begin);
      const bool right = planned == kNone ? !passenger
                         : disturbed      ? from == kNone || planned >= from
                         : as_it_stood    ? planned == begin
                                          : planned <= begin;
      if (right) continue;
      findings.add("planned.stops", "{}: a visit begins at {}, planned for {}", run.shuttles.id[s], clock(begin),
                   clock(planned));
    }
  }
}

}  // namespace navette::verify
