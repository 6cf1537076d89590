#include <algorithm>
#include <vector>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

void check_allowed(const Run& run, Findings& findings) {
  const auto& rules = run.rules;
  const auto& o = run.events;
  std::int64_t others = 0;  // that were not drawn
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.kind[k] != kBrokeDownEvent || o.shuttle[k] < 0) continue;
    const bool drawn = rules.breakdowns_per_1000_h > 0 && o.value[k] == rules.breakdown_duration;
    if (o.value[k] > 0 && (drawn || ++others <= rules.given_breakdowns)) continue;
    findings.add("breakdowns.allowed", "{}: breaks down at {} for {} ms, which the scenario does not allow",
                 run.shuttle_name(o.shuttle[k]), clock(o.time[k]), o.value[k]);
  }
}

bool in_a_shift(const Run& run, std::int64_t shuttle, std::int64_t time) {
  const auto& h = run.shifts;
  for (std::size_t k = 0; k < h.shuttle.size(); ++k) {
    if (h.shuttle[k] == shuttle && h.start[k] <= time && time < h.end[k]) return true;
  }
  return false;
}

/// Follows each shuttle through the log, row by row.
class BrokenShuttles {
 public:
  BrokenShuttles(const Run& run, const Roads& roads, Findings& findings)
      : run_{run}, roads_{roads}, findings_{findings}, states_(run.shuttles.size()) {}

  void event(std::size_t k) {
    const auto& o = run_.events;
    if (o.shuttle[k] < 0) return;
    State& state = states_[static_cast<std::size_t>(o.shuttle[k])];
    switch (o.kind[k]) {
      case kBrokeDownEvent:
        return break_down(state, k);
      case kRepairedEvent:
        return repair(state, k);
      case kShiftStartedEvent:
      case kShiftEndedEvent:
      case kDepartedEvent:
      case kArrivedEvent:
      case kDivertedEvent:
        moved(state, k);
        return require_in_order(state, k);
      case kBoardingEvent:
      case kAlightingEvent:
      case kNoShowEvent:
        return require_in_order(state, k);
      default:
        return;
    }
  }

  void finish() {
    for (std::size_t s = 0; s < states_.size(); ++s) {
      if (states_[s].broken) findings_.add("breakdowns.repaired", "{}: is never repaired", run_.shuttles.id[s]);
    }
  }

 private:
  struct State {
    bool on_duty = false;
    bool driving = false;
    bool broken = false;
    std::int64_t until = 0;  // while broken
    Place here;              // where it stands, if known
  };

  [[nodiscard]] const std::string& name(std::size_t k) const { return run_.shuttle_name(run_.events.shuttle[k]); }

  void moved(State& state, std::size_t k) {
    const std::int64_t kind = run_.events.kind[k];
    if (kind == kShiftStartedEvent || kind == kShiftEndedEvent) state.on_duty = kind == kShiftStartedEvent;
    state.driving = kind == kDepartedEvent;
    state.here = run_.events.place[k];
  }

  void break_down(State& state, std::size_t k) {
    const auto& o = run_.events;
    const bool elsewhere =
        !state.driving && state.here.known() && o.place[k].known() && !roads_.same_ground(o.place[k], state.here);
    if (!state.on_duty || state.broken || elsewhere || !in_a_shift(run_, o.shuttle[k], o.time[k])) {
      findings_.add("breakdowns.on_duty", "{}: breaks down at {}, {}", name(k), clock(o.time[k]),
                    state.broken ? "out of order already"
                    : elsewhere  ? "elsewhere than it stands"
                                 : "outside its shifts");
    }
    state.broken = true;
    state.driving = false;
    state.until = o.time[k] + o.value[k];
    state.here = o.place[k];
  }

  void repair(State& state, std::size_t k) {
    const auto& o = run_.events;
    const bool there = !o.place[k].known() || !state.here.known() || roads_.same_ground(o.place[k], state.here);
    if (!state.broken || state.until != o.time[k] || !there) {
      findings_.add("breakdowns.repaired", "{}: is repaired at {}, and was not to be then, or there", name(k),
                    clock(o.time[k]));
    }
    state.broken = false;
  }

  void require_in_order(const State& state, std::size_t k) {
    if (!state.broken) return;
    findings_.add("breakdowns.still", "{}: event {} at {}, while it is out of order", name(k), run_.events.kind[k],
                  clock(run_.events.time[k]));
  }

  const Run& run_;
  const Roads& roads_;
  Findings& findings_;
  std::vector<State> states_;
};

/// The tables say so as well: no drive and no visit begins, or goes on, before the repair.
void check_still(const Run& run, const Breakdowns& breakdowns, Findings& findings) {
  using Breakdown = Breakdowns::Breakdown;
  const auto any = [&](std::int64_t shuttle, const auto& holds) {
    const auto& all = breakdowns.of_shuttle(shuttle);
    return std::any_of(all.begin(), all.end(), holds);
  };
  const auto& l = run.legs;
  for (std::size_t k = 0; k < l.shuttle.size(); ++k) {
    const auto drives = [&](const Breakdown& one) { return l.departure[k] < one.until && l.arrival[k] > one.from; };
    if (!any(l.shuttle[k], drives)) continue;
    findings.add("breakdowns.still", "{}: drives from {} to {}, out of order", run.shuttle_name(l.shuttle[k]),
                 clock(l.departure[k]), clock(l.arrival[k]));
  }
  const auto& v = run.stops;
  for (std::size_t k = 0; k < v.shuttle.size(); ++k) {
    const auto begins = [&](const Breakdown& one) { return v.begin[k] > one.from && v.begin[k] < one.until; };
    if (!any(v.shuttle[k], begins)) continue;
    findings.add("breakdowns.still", "{}: a visit begins at {}, out of order", run.shuttle_name(v.shuttle[k]),
                 clock(v.begin[k]));
  }
}

}  // namespace

void check_breakdowns(const Run& run, const Roads& roads, const Breakdowns& breakdowns, Findings& findings) {
  check_allowed(run, findings);
  BrokenShuttles shuttles{run, roads, findings};
  for (std::size_t k = 0; k < run.events.time.size(); ++k) shuttles.event(k);
  shuttles.finish();
  check_still(run, breakdowns, findings);
}

}  // namespace navette::verify
