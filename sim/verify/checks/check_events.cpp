#include <algorithm>
#include <vector>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

/// How far a request has come in the log.
enum class Step { unknown, submitted, accepted, aboard, ended };

class TripOrder {
 public:
  TripOrder(const Run& run, Findings& findings) : run_{run}, findings_{findings}, steps_(run.requests.size()) {}

  void event(std::size_t k) {
    const std::int64_t request = run_.events.request[k];
    if (request < 0) return;
    Step& step = steps_[static_cast<std::size_t>(request)];
    const auto from = [&](bool legal, Step next) {
      if (!legal) {
        findings_.add("events.trip_order", "{}: event {} at {} comes out of turn",
                      run_.name(static_cast<std::size_t>(request)), run_.events.kind[k], clock(run_.events.time[k]));
      }
      step = next;
    };
    switch (run_.events.kind[k]) {
      case kSubmittedEvent:
        return from(step == Step::unknown, Step::submitted);
      case kDeferredEvent:
      case kOfferedEvent:
      case kDeclinedEvent:
      case kAskedAgainEvent:
        return from(step == Step::submitted, Step::submitted);
      case kNeverMadeEvent:
        return from(step == Step::unknown, Step::ended);
      case kAcceptedEvent:
        return from(step == Step::submitted, Step::accepted);
      case kReassignedEvent:
        return from(step == Step::accepted, Step::accepted);
      case kRefusedEvent:
        return from(step == Step::submitted, Step::ended);
      case kCancelledEvent:
        return from(step == Step::submitted || step == Step::accepted, Step::ended);
      case kNoShowEvent:
        return from(step == Step::accepted, Step::ended);
      case kBoardingEvent:
        return from(step == Step::accepted, Step::aboard);
      case kAlightingEvent:
        return from(step == Step::aboard, Step::ended);
      default:
        return;
    }
  }

 private:
  const Run& run_;
  Findings& findings_;
  std::vector<Step> steps_;
};

/// One shuttle as the log shows it, compared with its legs.
struct ShuttleState {
  bool on_duty = false;
  bool driving = false;
  std::int64_t must_leave_at = kNone;  // after a diversion
  std::vector<std::size_t> legs;       // rows of /legs
  std::size_t next_leg = 0;
};

class ShuttleOrder {
 public:
  ShuttleOrder(const Run& run, const Roads& roads, Findings& findings)
      : run_{run}, roads_{roads}, findings_{findings}, states_(run.shuttles.size()) {
    for (std::size_t k = 0; k < run.legs.shuttle.size(); ++k) {
      states_[static_cast<std::size_t>(run.legs.shuttle[k])].legs.push_back(k);
    }
  }

  void event(std::size_t k) {
    const auto& o = run_.events;
    if (o.shuttle[k] < 0) return;
    ShuttleState& state = states_[static_cast<std::size_t>(o.shuttle[k])];
    const auto require = [&](bool legal) {
      if (legal && (state.must_leave_at == kNone || o.kind[k] == kDepartedEvent)) return;
      findings_.add("events.shuttle_order", "{}: event {} at {} comes out of turn", run_.shuttle_name(o.shuttle[k]),
                    o.kind[k], clock(o.time[k]));
    };
    switch (o.kind[k]) {
      case kShiftStartedEvent:
        require(!state.on_duty);
        state.on_duty = true;
        break;
      case kShiftEndedEvent:
        require(state.on_duty && !state.driving);
        state.on_duty = false;
        break;
      case kDepartedEvent:
        require(state.on_duty && !state.driving && (state.must_leave_at == kNone || state.must_leave_at == o.time[k]));
        state.driving = true;
        state.must_leave_at = kNone;
        compare_with_leg(state, k, true);
        break;
      case kArrivedEvent:
      case kDivertedEvent:
        require(state.driving);
        state.driving = false;
        if (o.kind[k] == kDivertedEvent) state.must_leave_at = o.time[k];
        compare_with_leg(state, k, false);
        break;
      case kBrokeDownEvent:
        require(state.on_duty);
        if (!state.driving) break;
        state.driving = false;
        compare_with_leg(state, k, false);
        break;
      case kWentRoundEvent:
        require(state.on_duty && state.driving);
        break;
      case kBoardingEvent:
      case kAlightingEvent:
      case kNoShowEvent:
      case kRepairedEvent:
        require(state.on_duty && !state.driving);
        break;
      default:
        break;
    }
  }

  void finish() {
    for (std::size_t s = 0; s < states_.size(); ++s) {
      const ShuttleState& state = states_[s];
      if (state.driving || state.on_duty) {
        findings_.add("events.shuttle_order", "{}: the log ends while it is {}", run_.shuttles.id[s],
                      state.driving ? "driving" : "on duty");
      }
      if (state.next_leg != state.legs.size()) {
        findings_.add("events.legs", "{}: {} legs, {} of them in the log", run_.shuttles.id[s], state.legs.size(),
                      state.next_leg);
      }
    }
  }

 private:
  void compare_with_leg(ShuttleState& state, std::size_t k, bool departs) {
    const auto& o = run_.events;
    const auto& l = run_.legs;
    bool agrees = state.next_leg < state.legs.size();
    if (agrees) {
      const std::size_t leg = state.legs[state.next_leg];
      agrees = o.time[k] == (departs ? l.departure[leg] : l.arrival[leg]) &&
               roads_.same_ground(o.place[k], departs ? l.from[leg] : l.to[leg]) &&
               (departs || (o.kind[k] != kArrivedEvent) == (l.diverted[leg] == 1));
    }
    if (!departs) ++state.next_leg;
    if (!agrees) {
      findings_.add("events.legs", "{}: event {} at {} has no leg that agrees with it", run_.shuttle_name(o.shuttle[k]),
                    o.kind[k], clock(o.time[k]));
    }
  }

  const Run& run_;
  const Roads& roads_;
  Findings& findings_;
  std::vector<ShuttleState> states_;
};

bool carries_value(std::int64_t kind) {
  switch (kind) {
    case kRefusedEvent:
    case kOfferedEvent:
    case kPromiseBrokenEvent:
    case kDeclinedEvent:
    case kAskedAgainEvent:
    case kNeverMadeEvent:
    case kDelayedEvent:
    case kBrokeDownEvent:
    case kWentRoundEvent:
      return true;
    default:
      return false;
  }
}

}  // namespace

void check_events(const Run& run, const Roads& roads, Findings& findings) {
  const auto& o = run.events;
  TripOrder trips{run, findings};
  ShuttleOrder shuttles{run, roads, findings};
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (k > 0 && o.time[k] < o.time[k - 1]) {
      findings.add("events.order", "event {} at {} comes after one at {}", k, clock(o.time[k]), clock(o.time[k - 1]));
    }
    if (o.value[k] != 0 && !carries_value(o.kind[k])) {
      findings.add("events.value", "event {} at {} carries the value {}", k, clock(o.time[k]), o.value[k]);
    }
    trips.event(k);
    shuttles.event(k);
  }
  shuttles.finish();
}

}  // namespace navette::verify
