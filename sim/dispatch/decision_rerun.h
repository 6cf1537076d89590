#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dispatch/dispatcher.h"
#include "dispatch/explanation.h"

namespace navette {

/// Makes one decision again, by the policy itself, with one limit relaxed for one request: all that is told to have
/// been enough was accepted so, and refused with a millisecond less.
///
/// Of the two ways of a contract the limits of both are widened: they are one request. Where one shuttle is looked at
/// after the other, what each lacks tells all that can be enough; where several requests are decided jointly, each
/// limit of each shuttle is tried.
class DecisionRerun {
 public:
  /// `pending`: as they were decided. All must outlive it. The policy is asked as if somebody waited for the answer, so
  /// that it collects nothing; what it remembers of that, its `recall` of the real decision undoes.
  DecisionRerun(Dispatcher& policy, const TaxiCheck& taxi, std::span<const PendingTrip> pending, const FleetView& fleet,
                RequestId request, WaitingPolicy waiting, bool jointly)
      : policy_{policy},
        taxi_{taxi},
        pending_{pending},
        fleet_{fleet},
        request_{request},
        waiting_{waiting},
        jointly_{jointly} {}

  /// In the order of kinds, at most one of each. `candidates`: what each shuttle would need, looked at alone.
  std::vector<Relaxation> enough(const std::vector<CandidateShuttle>& candidates);
  /// Whether the policy decides as it did, when nothing is changed: else nothing can be told.
  [[nodiscard]] bool repeats() { return !accepts(Widening{}); }

 private:
  bool accepts(const Widening& by);
  bool accepts(const Relaxation& relaxation);
  [[nodiscard]] const PendingTrip& own() const;
  void own_limits(const std::vector<CandidateShuttle>& candidates, std::vector<Relaxation>& found);
  void both_own_limits(const std::vector<CandidateShuttle>& candidates, std::vector<Relaxation>& found);
  void places(const std::vector<CandidateShuttle>& candidates, std::vector<Relaxation>& found);
  /// Of the fleet, or of others.
  void others(const std::vector<CandidateShuttle>& candidates, std::vector<Relaxation>& found);

  Dispatcher& policy_;
  const TaxiCheck& taxi_;
  std::span<const PendingTrip> pending_;
  const FleetView& fleet_;
  RequestId request_;
  WaitingPolicy waiting_;
  bool jointly_;
  ShuttleId chosen_;  // by the last that was accepted
};

}  // namespace navette
