#pragma once

#include <memory>
#include <vector>

#include "dispatch/dispatcher.h"
#include "dispatch/explanation.h"

namespace navette {

class BatchDispatcher;

/// What was found at the decision on one request.
struct ExaminedDecision {
  bool jointly = false;                      // by `batch`: with all requests of that moment at once
  int others = 0;                            // new requests decided in the same call
  int others_accepted = 0;                   // of them
  std::vector<CandidateShuttle> candidates;  // in the order of shuttles; empty: it was not asked about
};

/// Decides as a policy does, and examines one request at the moment when that is decided on it.
///
/// Of several decided in turn, on the plans as those decided before leave them. Under `batch`, who is refused is
/// examined on the plans as the assignment of the others leaves them, where nobody could take it; who is accepted, on
/// those before, as if it had been asked alone: which of several goes where is decided by what all cost together.
/// A relaxation of a limit of its own would be enough in the joint decision too: either that puts the request into the
/// assignment, or it assigns the others as before and then finds the place told. (Of equally good assignments, the
/// solver might choose another.) It is the least with the others where they were; another assignment might need less.
class DecisionWitness final : public Dispatcher {
 public:
  DecisionWitness(std::unique_ptr<Dispatcher> policy, Explanation explanation, RequestId request);

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;
  /// Of the last decision on the request.
  [[nodiscard]] const ExaminedDecision& examined() const { return examined_; }

 private:
  void examine_joint(const PendingTrip& trip, const FleetView& fleet, const Proposal& proposal);
  CandidateShuttle* candidate(ShuttleId shuttle);

  std::unique_ptr<Dispatcher> policy_;
  bool jointly_ = false;
  Explanation explanation_;
  RequestId request_;
  ExaminedDecision examined_;
  std::vector<CandidateShuttle> unplaced_;  // as `batch` found no place for the request
};

}  // namespace navette
