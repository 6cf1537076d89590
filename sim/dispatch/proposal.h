#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "core/units.h"
#include "dispatch/refusal_reason.h"
#include "fleet/planned_stop.h"

namespace navette {

/// Where one trip request fits into one shuttle's schedule, and what that costs.
struct Insertion {
  ShuttleId shuttle;
  std::int32_t pickup_after = 0;   // rank of the planned stop before the pickup; 0 is the shuttle's origin
  std::int32_t dropoff_after = 0;  // rank, in the old schedule, of the planned stop before the drop-off
  Milliseconds cost;               // added, by the policy's objective; as a rule operating time: driving and dwell
  std::int32_t choice = 0;         // pair of places, row of StopChoices::pairs; 0 where there is one pair only

  auto operator<=>(const Insertion&) const = default;
};

enum class VerdictKind : std::int8_t { accept, refuse, defer };

/// What the policy decides about one pending request.
struct Verdict {
  RequestId request;
  VerdictKind kind = VerdictKind::defer;
  RefusalReason reason = RefusalReason::none;  // refuse only
  std::int32_t choice = 0;                     // accept only: pair of places, row of StopChoices::pairs

  bool operator==(const Verdict&) const = default;
};

/// A visit in a proposed plan; the simulation knows its place, window and dwell.
struct PlannedVisit {
  StopKind kind = StopKind::pickup;
  RequestId request;  // pickup and dropoff only

  bool operator==(const PlannedVisit&) const = default;
};

/// A new order of all the visits one shuttle has still to make.
struct ProposedPlan {
  ShuttleId shuttle;
  std::vector<PlannedVisit> visits;

  bool operator==(const ProposedPlan&) const = default;
};

/// What a policy wants done. It changes nothing itself: the simulation checks the whole and applies it, or rejects it.
struct Proposal {
  std::vector<Verdict> verdicts;  // one per pending request
  // Compact form of plans: of accepted requests, in the order of `inserted`. Each counts ranks in the schedule as the
  // insertions before it leave it.
  std::vector<Insertion> insertions;
  std::vector<RequestId> inserted;
  std::vector<ProposedPlan> plans;  // at most one per shuttle, none for a shuttle with an insertion
  Milliseconds wake_at = kNever;    // ask again then, with the deferred requests, or none

  bool operator==(const Proposal&) const = default;
  void clear() {
    verdicts.clear();
    insertions.clear();
    inserted.clear();
    plans.clear();
    wake_at = kNever;
  }
  void accept(RequestId request, const Insertion& insertion) {
    verdicts.push_back({request, VerdictKind::accept, RefusalReason::none, insertion.choice});
    insertions.push_back(insertion);
    inserted.push_back(request);
  }
  void refuse(RequestId request, RefusalReason reason) {
    verdicts.push_back({request, VerdictKind::refuse, reason, 0});
  }
  void defer(RequestId request) { verdicts.push_back({request, VerdictKind::defer, RefusalReason::none, 0}); }
};

}  // namespace navette
