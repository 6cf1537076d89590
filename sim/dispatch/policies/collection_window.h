#pragma once

#include <algorithm>
#include <span>

#include "dispatch/pending_trip.h"
#include "dispatch/proposal.h"

namespace navette {

/// Collects requests for some time from the first on, then all are decided together.
class CollectionWindow {
 public:
  explicit CollectionWindow(Milliseconds length) : length_{length} {}

  /// Whether those pending are to be decided now. If not, all are deferred until the window closes.
  bool closes(std::span<const PendingTrip> pending, Milliseconds now, Proposal& proposal) {
    if (pending.empty()) return false;
    // Who waits for the answer is asked about alone.
    if (std::any_of(pending.begin(), pending.end(), [](const PendingTrip& trip) { return trip.at_once; })) return true;
    if (until_ >= kNever) until_ = now + length_;
    if (now >= until_) {
      until_ = kNever;
      return true;
    }
    for (const PendingTrip& trip : pending) proposal.defer(trip.request);
    proposal.wake_at = until_;
    return false;
  }

  /// Leaves the window as if it had answered so itself.
  void recall(std::span<const PendingTrip> pending, const Proposal& decided) {
    if (pending.empty() ||
        std::any_of(pending.begin(), pending.end(), [](const PendingTrip& trip) { return trip.at_once; }))
      return;
    until_ = decided.verdicts.front().kind == VerdictKind::defer ? decided.wake_at : kNever;
  }

 private:
  Milliseconds length_;
  Milliseconds until_ = kNever;  // kNever: nothing is collected
};

}  // namespace navette
