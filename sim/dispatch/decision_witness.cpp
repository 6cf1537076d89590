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

DecisionWitness::DecisionWitness(std::unique_ptr<Dispatcher> policy, Explanation explanation, RequestId request,
                                 WitnessSettings settings)
    : policy_{std::move(policy)},
      explanation_{std::move(explanation)},
      request_{request},
      settings_{std::move(settings)} {
  auto* batch = dynamic_cast<BatchDispatcher*>(policy_.get());
  if (batch == nullptr) return;
  jointly_ = true;
  batch->tell_unplaced([this](const PendingTrip& trip, const FleetView& fleet) {
    if (!rerunning_ && trip.request == request_) unplaced_ = explanation_.examine(trip, fleet);
  });
}

void DecisionWitness::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  const auto trip =
      std::find_if(pending.begin(), pending.end(), [&](const PendingTrip& one) { return one.request == request_; });
  if (trip != pending.end() && (asked_at_ >= kNever || trip->service != asked_)) {
    asked_at_ = fleet.now();
    asked_ = trip->service;
    asked_then_.reset();
  }
  unplaced_.clear();
  explanation_.taxi().as_of(asked_then_.get());
  policy_->dispatch(pending, fleet, proposal);
  const auto decided = std::find_if(proposal.verdicts.begin(), proposal.verdicts.end(), [&](const Verdict& verdict) {
    return verdict.request == request_ && verdict.kind != VerdictKind::defer;
  });
  if (trip == pending.end()) return;
  if (decided == proposal.verdicts.end()) {
    if (explanation_.taxi().needed() && !asked_then_) asked_then_ = std::make_unique<AskedMoment>(pending, fleet);
    return;
  }
  ExaminedDecision decision;
  decision.service = trip->service;
  decision.asked_at = asked_at_;
  decision.other_time = trip->at_once;
  decision.accepted = accepts(*decided);
  // Other times that are tried in vain tell nothing of the one asked for.
  if (decision.other_time && !decision.accepted) {
    asked_at_ = kNever;
    return;
  }
  examine(*trip, fleet, pending, proposal, decision);
  asked_at_ = kNever;
  keep(std::move(decision));
}

void DecisionWitness::keep(ExaminedDecision decision) {
  // A round begins with the first service.
  const bool new_round = decisions_.empty() || decision.service <= decisions_.back().service;
  if (!decision.other_time && (new_round || decision.accepted)) decisions_.clear();
  decisions_.push_back(std::move(decision));
}

void DecisionWitness::examine(const PendingTrip& trip, const FleetView& fleet, std::span<const PendingTrip> pending,
                              const Proposal& proposal, ExaminedDecision& decision) {
  decision.jointly = jointly_ && trip.contract < 0;
  decision.others = static_cast<int>(pending.size()) - 1;
  decision.others_accepted =
      static_cast<int>(std::count_if(proposal.verdicts.begin(), proposal.verdicts.end(), [&](const Verdict& verdict) {
        return accepts(verdict) && verdict.request != request_;
      }));
  if (decision.jointly) {
    examine_joint(trip, fleet, proposal, decision);
  } else {
    SupposedPlans plans{fleet};
    explanation_.suppose_before(request_, pending, proposal, fleet, plans);
    decision.candidates = explanation_.examine(trip, fleet);
  }
  if (!decision.accepted) find_enough(trip, pending, fleet, proposal, decision);
}

void DecisionWitness::find_enough(const PendingTrip& trip, std::span<const PendingTrip> pending, const FleetView& fleet,
                                  const Proposal& proposal, ExaminedDecision& decision) {
  const std::vector<CandidateShuttle> candidates = decision.candidates;
  const bool jointly = jointly_ || trip.contract >= 0 || pending.size() > 1;
  DecisionRerun rerun{settings_.reruns != nullptr ? *settings_.reruns : *policy_,
                      explanation_.taxi(),
                      pending,
                      fleet,
                      trip.request,
                      settings_.waiting,
                      jointly};
  rerunning_ = true;
  if (rerun.repeats()) {
    decision.enough = rerun.enough(candidates);
  } else {
    decision.unknown.emplace_back("what would have been enough is not known: decided alone, it is accepted");
  }
  rerunning_ = false;
  if (settings_.reruns == nullptr) policy_->recall(pending, fleet, proposal);
}

void DecisionWitness::examine_joint(const PendingTrip& trip, const FleetView& fleet, const Proposal& proposal,
                                    ExaminedDecision& decision) {
  const std::vector<CandidateShuttle> unplaced = std::move(unplaced_);
  std::vector<CandidateShuttle> alone = explanation_.examine(trip, fleet);
  const bool refused = !unplaced.empty();
  decision.candidates = refused ? unplaced : alone;
  for (CandidateShuttle& candidate : decision.candidates) {
    for (const CandidateShuttle& before : alone) {
      if (!refused || before.shuttle != candidate.shuttle) continue;
      candidate.alone = before.best;
      candidate.price = before.price;
    }
    for (const auto& [shuttle, request] : brought(proposal, fleet)) {
      if (request != request_ && shuttle == candidate.shuttle) candidate.given.push_back(request);
    }
  }
}

}  // namespace navette
