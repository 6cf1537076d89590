// When visits were planned to begin, against when they did.
#include <algorithm>
#include <map>
#include <vector>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

using Times = std::vector<std::int64_t>;

bool disturbed(const Run& run) {
  return run.rules.driving_noise > 0 || run.rules.dwell_noise > 0 || run.rules.lateness > 0 ||
         run.rules.breakdowns_per_1000_h > 0 || run.rules.given_breakdowns > 0 || run.rules.no_shows ||
         run.rules.cancellations || !run.closures.edge.empty();
}

/// By shuttle, in order: when it was given somebody to carry.
std::map<std::int64_t, Times> times_of_acceptance(const Run& run) {
  std::map<std::int64_t, Times> times;
  for (std::size_t k = 0; k < run.events.time.size(); ++k) {
    if (run.events.kind[k] == kAcceptedEvent) times[run.events.shuttle[k]].push_back(run.events.time[k]);
  }
  return times;
}

/// Departure by arrival, of each shuttle's legs.
std::map<std::int64_t, std::map<std::int64_t, std::int64_t>> departures(const Run& run) {
  std::map<std::int64_t, std::map<std::int64_t, std::int64_t>> by_arrival;
  for (std::size_t k = 0; k < run.legs.shuttle.size(); ++k) {
    by_arrival[run.legs.shuttle[k]].emplace(run.legs.arrival[k], run.legs.departure[k]);
  }
  return by_arrival;
}

}  // namespace

void check_planned_stops(const Run& run, Findings& findings) {
  // What is unforeseen may put a visit off, or bring it forward, after its shuttle set out.
  if (disturbed(run)) return;
  const auto& v = run.stops;
  const auto accepted = times_of_acceptance(run);
  const auto departed = departures(run);
  const auto set_out = [&](std::size_t stop) {
    const auto legs = departed.find(v.shuttle[stop]);
    if (legs == departed.end()) return v.arrival[stop];
    const auto leg = legs->second.upper_bound(v.arrival[stop]);  // the first behind it
    return leg == legs->second.begin() ? v.arrival[stop] : std::prev(leg)->second;
  };
  const auto got_work = [&](std::int64_t shuttle, std::int64_t from, std::int64_t until) {
    const auto times = accepted.find(shuttle);
    if (times == accepted.end()) return false;
    const auto next = std::lower_bound(times->second.begin(), times->second.end(), from);
    return next != times->second.end() && *next <= until;
  };
  for (std::size_t k = 0; k < v.shuttle.size(); ++k) {
    if (v.planned_begin[k] == kNone || v.planned_begin[k] == v.begin[k]) continue;
    // A decision meanwhile may have put another visit before it, or made it wait; of new orders of the same visits
    // the log tells nothing.
    const bool decided = !only_adds_visits(run) || got_work(v.shuttle[k], set_out(k), v.begin[k]);
    if (v.planned_begin[k] < v.begin[k] && decided) continue;
    findings.add("planned.stops", "{}: a visit begins at {}, planned for {}", run.shuttle_name(v.shuttle[k]),
                 clock(v.begin[k]), clock(v.planned_begin[k]));
  }
}

}  // namespace navette::verify
