#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dispatch/dispatcher.h"
#include "dispatch/explanation.h"

namespace navette {

/// Makes one decision again, by the policy itself, with one limit widened for one request: all that is told to have
/// been enough was accepted so, and refused with a millisecond less.
///
/// Of the two ways of a contract the limits of both are widened: they are one request.
class DecisionRerun {
 public:
  /// `pending`: as they were decided. All must outlive it. The policy is asked as if somebody waited for the answer, so
  /// that it collects nothing; what it remembers of that, its `recall` of the real decision undoes.
  DecisionRerun(Dispatcher& policy, const Widen& widen, const TooCostly& too_costly,
                std::span<const PendingTrip> pending, const FleetView& fleet, RequestId request)
      : policy_{policy}, widen_{widen}, too_costly_{too_costly}, pending_{pending}, fleet_{fleet}, request_{request} {}

  /// In the order of kinds, at most one of each. `candidates`: what each shuttle would need, looked at alone.
  std::vector<Relaxation> enough(const std::vector<CandidateShuttle>& candidates, WaitingPolicy waiting);
  /// Whether the policy decides as it did, when nothing is changed: else nothing can be told.
  [[nodiscard]] bool repeats() { return !accepts({}); }

 private:
  bool accepts(const Widening& by);
  bool accepts(const Relaxation& relaxation, WaitingPolicy waiting);
  void own_limits(const std::vector<CandidateShuttle>& candidates, std::vector<Relaxation>& found);
  /// Of the fleet, or of others.
  void others(RelaxationKind kind, const std::vector<CandidateShuttle>& candidates, WaitingPolicy waiting,
              std::vector<Relaxation>& found);

  Dispatcher& policy_;
  const Widen& widen_;
  const TooCostly& too_costly_;
  std::span<const PendingTrip> pending_;
  const FleetView& fleet_;
  RequestId request_;
  ShuttleId chosen_;  // by the last that was accepted
};

}  // namespace navette
