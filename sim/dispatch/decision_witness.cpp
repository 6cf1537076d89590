#include "dispatch/decision_witness.h"

#include <algorithm>

#include "dispatch/policies/batch_dispatcher.h"

namespace navette {
namespace {

bool accepts(const Verdict& verdict) { return verdict.kind == VerdictKind::accept; }

// Requests that a proposal brings to each shuttle: new ones, and those taken from another.
std::vector<std::pair<ShuttleId, RequestId>> brought(const Proposal& proposal, const FleetView& fleet) {
  std::vector<std::pair<ShuttleId, RequestId>> all;
  for (std::size_t i = 0; i < proposal.inserted.size(); ++i) {
    all.emplace_back(proposal.insertions[i].shuttle, proposal.inserted[i]);
  }
  for (const ProposedPlan& plan : proposal.plans) {
    const auto standing = fleet.schedule(plan.shuttle).stops();
    for (const PlannedVisit& visit : plan.visits) {
      const bool stood = std::any_of(standing.begin(), standing.end(),
                                     [&](const PlannedStop& stop) { return stop.request == visit.request; });
      if (visit.kind == StopKind::pickup && !stood) all.emplace_back(plan.shuttle, visit.request);
    }
  }
  return all;
}

}  // namespace

DecisionWitness::DecisionWitness(std::unique_ptr<Dispatcher> policy, Explanation explanation, RequestId request)
    : policy_{std::move(policy)}, explanation_{std::move(explanation)}, request_{request} {
  auto* batch = dynamic_cast<BatchDispatcher*>(policy_.get());
  if (batch == nullptr) return;
  jointly_ = true;
  batch->tell_unplaced([this](const PendingTrip& trip, const FleetView& fleet) {
    if (trip.request == request_) unplaced_ = explanation_.examine(trip, fleet);
  });
}

void DecisionWitness::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  unplaced_.clear();
  policy_->dispatch(pending, fleet, proposal);
  const auto decided = std::find_if(proposal.verdicts.begin(), proposal.verdicts.end(), [&](const Verdict& verdict) {
    return verdict.request == request_ && verdict.kind != VerdictKind::defer;
  });
  if (decided == proposal.verdicts.end()) return;
  const auto trip =
      std::find_if(pending.begin(), pending.end(), [&](const PendingTrip& one) { return one.request == request_; });
  examined_ = {};
  examined_.jointly = jointly_ && trip->contract < 0;
  examined_.others = static_cast<int>(pending.size()) - 1;
  examined_.others_accepted =
      static_cast<int>(std::count_if(proposal.verdicts.begin(), proposal.verdicts.end(), [&](const Verdict& verdict) {
        return accepts(verdict) && verdict.request != request_;
      }));
  if (examined_.jointly) return examine_joint(*trip, fleet, proposal);
  SupposedPlans plans{fleet};
  explanation_.suppose_before(request_, pending, proposal, fleet, plans);
  examined_.candidates = explanation_.examine(*trip, fleet);
}

void DecisionWitness::examine_joint(const PendingTrip& trip, const FleetView& fleet, const Proposal& proposal) {
  std::vector<CandidateShuttle> alone = explanation_.examine(trip, fleet);
  const bool refused = !unplaced_.empty();
  examined_.candidates = refused ? unplaced_ : alone;
  for (std::size_t c = 0; refused && c < alone.size(); ++c) {
    examined_.candidates[c].alone = alone[c].best;
    examined_.candidates[c].price = alone[c].price;
  }
  for (const auto& [shuttle, request] : brought(proposal, fleet)) {
    CandidateShuttle* to = candidate(shuttle);
    if (request != request_ && to != nullptr) to->given.push_back(request);
  }
}

CandidateShuttle* DecisionWitness::candidate(ShuttleId shuttle) {
  const auto found = std::find_if(examined_.candidates.begin(), examined_.candidates.end(),
                                  [shuttle](const CandidateShuttle& one) { return one.shuttle == shuttle; });
  return found == examined_.candidates.end() ? nullptr : &*found;
}

}  // namespace navette
