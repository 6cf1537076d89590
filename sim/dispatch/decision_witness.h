#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dispatch/decision_rerun.h"
#include "dispatch/dispatcher.h"
#include "dispatch/explanation.h"

namespace navette {

class BatchDispatcher;

/// What was found at the decision on one request.
struct ExaminedDecision {
  ServiceId service{0};           // that was asked
  Milliseconds asked_at{kNever};  // the first time
  bool jointly = false;           // by `batch`: with all requests of that moment at once
  bool other_time = false;        // of another departure, that was offered
  bool accepted = false;
  int others = 0;                            // new requests decided in the same call
  int others_accepted = 0;                   // of them
  std::vector<CandidateShuttle> candidates;  // in the order of shuttles; empty: it was not asked about
  std::vector<Relaxation> enough;    // of one that was refused: each made the policy accept it, see DecisionRerun
  std::vector<std::string> unknown;  // what cannot be told, in sentences
};

/// How a witness has decisions made again.
struct WitnessSettings {
  WaitingPolicy waiting = WaitingPolicy::drive_first;
  Dispatcher* reruns = nullptr;  // decides as the policy does, and remembers nothing; nullptr: the policy itself
};

/// Decides as a policy does, and examines one request at the moment when that is decided on it.
///
/// Of several decided in turn, on the plans as those decided before leave them. Under `batch`, who is refused is
/// examined on the plans as the assignment of the others leaves them, where nobody could take it; who is accepted, on
/// those before, as if it had been asked alone: which of several goes where is decided by what all cost together.
/// Shuttle by shuttle that is what each lacked; what is told to have been enough was decided anew by the policy.
class DecisionWitness final : public Dispatcher {
 public:
  DecisionWitness(std::unique_ptr<Dispatcher> policy, Explanation explanation, RequestId request,
                  WitnessSettings settings = {});

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;
  void foresee(Foretold foretold) override { policy_->foresee(std::move(foretold)); }
  /// The request asks again: what was decided before tells nothing of that.
  void forget() {
    decisions_.clear();
    asked_at_ = kNever;
    asked_then_.reset();
  }
  /// Of the last decision of each service on the request, in the order asked, when it last asked; of one that accepted,
  /// the last only.
  [[nodiscard]] const std::vector<ExaminedDecision>& decisions() const { return decisions_; }
  /// The last of them; of a request that was never asked about, one without candidates.
  [[nodiscard]] ExaminedDecision examined() const {
    return decisions_.empty() ? ExaminedDecision{} : decisions_.back();
  }

 private:
  void examine(const PendingTrip& trip, const FleetView& fleet, std::span<const PendingTrip> pending,
               const Proposal& proposal, ExaminedDecision& decision);
  void examine_joint(const PendingTrip& trip, const FleetView& fleet, const Proposal& proposal,
                     ExaminedDecision& decision);
  void find_enough(const PendingTrip& trip, std::span<const PendingTrip> pending, const FleetView& fleet,
                   const Proposal& proposal, ExaminedDecision& decision);
  void keep(ExaminedDecision decision);

  std::unique_ptr<Dispatcher> policy_;
  bool jointly_ = false;
  bool rerunning_ = false;
  Explanation explanation_;
  RequestId request_;
  WitnessSettings settings_;
  std::vector<ExaminedDecision> decisions_;
  std::vector<CandidateShuttle> unplaced_;  // as `batch` found no place for the request
  Milliseconds asked_at_ = kNever;          // the service that decides
  ServiceId asked_;
  std::unique_ptr<AskedMoment> asked_then_;  // if that matters: a taxi might have taken it, and it is decided later
};

}  // namespace navette
