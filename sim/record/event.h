#pragma once

#include <cstdint>

#include "core/id.h"
#include "core/units.h"
#include "network/location.h"

namespace navette {

/// Codes as stored in the results file; never renumbered.
enum class EventKind : std::int8_t {
  submitted = 0,  // the service hears of a request
  accepted = 1,   // and is promised a ride by `shuttle`
  refused = 2,    // `value` holds the RefusalReason
  deferred = 3,   // decided later
  offered = 4,    // another time was offered; `value` holds it: from when the passenger would be ready [ms]
  cancelled = 5,  // by the passenger, before pickup
  no_show = 6,    // the shuttle came, the passenger did not
  boarding = 7,   // service at the pickup begins
  alighting = 8,  // service at the drop-off begins: the trip has arrived
  shift_started = 9,
  shift_ended = 10,     // back at the depot
  departed = 11,        // the shuttle leaves `place`
  arrived = 12,         // the shuttle reaches `place`
  diverted = 13,        // on the way, at `place`, it was given another target
  promise_broken = 14,  // `value` holds how late, past the promised latest time [ms]
  reassigned = 15,      // a new plan gives who waits to another `shuttle`, within the promise
  never_made = 16,      // whoever wanted to ask could not, or gave up; `value` holds the NeverMadeCause
  declined = 17,        // the time offered was left; `value` holds it [ms]
  asked_again = 18,     // after a refusal; `value` holds its RefusalReason
  delayed = 19,         // something unforeseen puts visits of `shuttle` off; `value` holds by how much at most [ms]
  broke_down = 20,      // `shuttle` is out of order, at `place`; `value` holds for how long [ms]
  repaired = 21,        // `shuttle`, or one in its stead, goes on from `place`
  went_round = 22       // closed roads make `shuttle` go round, or wait for them; `value` holds by how much longer [ms]
};

/// One thing that happened. The log is in order of time, then of decision.
struct Event {
  Milliseconds time;
  EventKind kind = EventKind::submitted;
  RequestId request;       // invalid: concerns none
  ShuttleId shuttle;       // invalid: concerns none
  Location place;          // invalid: has none
  std::int64_t value = 0;  // by kind; else 0
};

}  // namespace navette
