#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "verify/checks/checks.h"
#include "verify/service_days.h"

namespace navette::verify {
namespace {

constexpr std::int64_t kDayLength = 86'400'000;

struct Duty {
  std::int64_t start;
  std::int64_t end;
  std::int64_t started_events = 0;
  std::int64_t ended_events = 0;
};

using Duties = std::vector<std::vector<Duty>>;  // per shuttle, by start

Duties duties_of(const Run& run, Findings& findings) {
  Duties duties(run.shuttles.size());
  const auto day_of_shift = shift_days(run);
  for (std::size_t k = 0; k < run.shifts.shuttle.size(); ++k) {
    const std::int64_t start = run.shifts.start[k];
    const std::int64_t end = run.shifts.end[k];
    auto& of_shuttle = duties[static_cast<std::size_t>(run.shifts.shuttle[k])];
    // It belongs to the evening it began in, and ends by the second midnight after it.
    const std::int64_t midnight = day_of_shift[k] * kDayLength;
    const bool in_its_day = start >= midnight && end <= midnight + 2 * kDayLength;
    if (!in_its_day || midnight >= run.days * kDayLength || end <= start || end > start + kDayLength ||
        (!of_shuttle.empty() && start < of_shuttle.back().end)) {
      findings.add("fleet.shifts", "{}: a shift from {} to {}", run.shuttle_name(run.shifts.shuttle[k]), clock(start),
                   clock(end));
    }
    of_shuttle.push_back({start, end});
  }
  return duties;
}

bool covered(const std::vector<Duty>& duties, std::int64_t begin, std::int64_t end) {
  return std::any_of(duties.begin(), duties.end(),
                     [&](const Duty& duty) { return duty.start <= begin && end <= duty.end; });
}

/// The ends of shifts, as the log tells them: shuttle and time.
using ShiftEnds = std::set<std::pair<std::int64_t, std::int64_t>>;

ShiftEnds shift_ends_told(const Run& run) {
  ShiftEnds ends;
  const auto& o = run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.kind[k] == kShiftEndedEvent) ends.insert({o.shuttle[k], o.time[k]});
  }
  return ends;
}

/// Until when a visit must lie in the shift. Who boards or alights at the depot shares the dwell of the shift's end,
/// which may come as soon as that has begun.
std::int64_t within_shift_until(const Run& run, const Roads& roads, const ShiftEnds& ends, std::size_t stop) {
  const auto& v = run.stops;
  const auto shuttle = static_cast<std::size_t>(v.shuttle[stop]);
  if (v.request[stop] < 0 || !roads.same_ground(v.place[stop], run.shuttles.depot[shuttle])) return v.end[stop];
  const auto end = ends.lower_bound({v.shuttle[stop], v.begin[stop]});
  const bool shared = end != ends.end() && end->first == v.shuttle[stop] && end->second < v.end[stop];
  return shared ? end->second : v.end[stop];
}

void count_events(const Run& run, const Roads& roads, const Delays& delays, Duties& duties, Findings& findings) {
  const auto& o = run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    const bool starts = o.kind[k] == kShiftStartedEvent;
    if ((!starts && o.kind[k] != kShiftEndedEvent) || o.shuttle[k] < 0) continue;
    const auto shuttle = static_cast<std::size_t>(o.shuttle[k]);
    bool found = !o.place[k].known() || roads.same_ground(o.place[k], run.shuttles.depot[shuttle]);
    auto& list = duties[shuttle];
    const std::int64_t late = delays.until(o.shuttle[k], o.time[k]);
    const auto fits = [&](const Duty& d) {
      return starts ? d.start <= o.time[k] && o.time[k] <= d.start + late : d.start < o.time[k] && o.time[k] <= d.end;
    };
    // Of shifts that run into each other when the shuttle is late, the one that is due.
    auto duty = std::find_if(list.begin(), list.end(), [&](const Duty& d) {
      return fits(d) && (starts ? d.started_events == 0 : d.started_events > d.ended_events);
    });
    if (duty == list.end()) duty = std::find_if(list.begin(), list.end(), fits);
    found = found && duty != list.end();
    if (found) ++(starts ? duty->started_events : duty->ended_events);
    if (!found) {
      findings.add("fleet.shift_events", "{}: event {} at {} fits no shift, or is not at the depot",
                   run.shuttles.id[shuttle], o.kind[k], clock(o.time[k]));
    }
  }
  for (std::size_t s = 0; s < duties.size(); ++s) {
    for (const Duty& duty : duties[s]) {
      if (duty.started_events == 1 && duty.ended_events == 1) continue;
      findings.add("fleet.shift_events", "{}: the shift from {} has {} shift_started and {} shift_ended",
                   run.shuttles.id[s], clock(duty.start), duty.started_events, duty.ended_events);
    }
  }
}

}  // namespace

void check_fleet(const Run& run, const Roads& roads, const Delays& delays, Findings& findings) {
  for (std::size_t s = 0; s < run.shuttles.size(); ++s) {
    if (!run.shuttles.depot[s].known()) findings.add("fleet.depot", "{}: its depot is on no road", run.shuttles.id[s]);
  }
  Duties duties = duties_of(run, findings);
  // What is unforeseen may keep a shuttle beyond the end of its shift, by no more than it was delayed.
  for (std::size_t s = 0; s < duties.size(); ++s) {
    for (Duty& duty : duties[s]) duty.end += delays.all(static_cast<std::int64_t>(s));
  }
  const auto& l = run.legs;
  for (std::size_t k = 0; k < l.shuttle.size(); ++k) {
    if (covered(duties[static_cast<std::size_t>(l.shuttle[k])], l.departure[k], l.arrival[k])) continue;
    findings.add("fleet.in_shift", "{}: drives from {} to {}, outside its shifts", run.shuttle_name(l.shuttle[k]),
                 clock(l.departure[k]), clock(l.arrival[k]));
  }
  const auto& v = run.stops;
  const ShiftEnds ends = shift_ends_told(run);
  for (std::size_t k = 0; k < v.shuttle.size(); ++k) {
    if (covered(duties[static_cast<std::size_t>(v.shuttle[k])], v.begin[k], within_shift_until(run, roads, ends, k)))
      continue;
    findings.add("fleet.in_shift", "{}: a visit from {} to {}, outside its shifts", run.shuttle_name(v.shuttle[k]),
                 clock(v.begin[k]), clock(v.end[k]));
  }
  for (std::size_t k = 0; k < v.shuttle.size(); ++k) {
    if (v.kind[k] != kWait || (v.request[k] < 0 && v.seats[k] == 0 && v.wheelchairs[k] == 0)) continue;
    findings.add("fleet.waiting", "{}: waits at {} for request {}, with {} seats and {} wheelchair places taken",
                 run.shuttle_name(v.shuttle[k]), clock(v.begin[k]), v.request[k], v.seats[k], v.wheelchairs[k]);
  }
  for (std::size_t k = 0; k < l.shuttle.size(); ++k) {
    const bool occupied = l.purpose[k] == kOccupied;
    if (occupied != (l.requests[k] > 0) || (!occupied && (l.seats[k] != 0 || l.wheelchairs[k] != 0))) {
      findings.add("fleet.purpose", "{}: the leg at {} has purpose {} with {} requests on board",
                   run.shuttle_name(l.shuttle[k]), clock(l.departure[k]), l.purpose[k], l.requests[k]);
    }
  }
  count_events(run, roads, delays, duties, findings);
}

}  // namespace navette::verify
