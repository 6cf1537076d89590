#include "dispatch/decision_rerun.h"

#include <algorithm>

#include "dispatch/insertion/hopeless.h"

namespace navette {
namespace {

constexpr std::size_t kMostTried = 5;  // of one kind, the smallest first

// How many of what: comparable within a kind.
std::int64_t size_of(const Relaxation& relaxation) {
  return relaxation.kind == RelaxationKind::places ? relaxation.seats + relaxation.wheelchairs : relaxation.by.count;
}

// Of one kind, the smallest first; ties: the first shuttle.
std::vector<Relaxation> of_kind(RelaxationKind kind, const std::vector<CandidateShuttle>& candidates) {
  std::vector<Relaxation> all;
  for (const CandidateShuttle& candidate : candidates) {
    std::copy_if(candidate.relaxations.begin(), candidate.relaxations.end(), std::back_inserter(all),
                 [kind](const Relaxation& one) { return one.kind == kind; });
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Relaxation& a, const Relaxation& b) { return size_of(a) < size_of(b); });
  return all;
}

ShuttleId shuttle_given(RequestId request, const Proposal& proposal) {
  for (std::size_t i = 0; i < proposal.inserted.size(); ++i) {
    if (proposal.inserted[i] == request) return proposal.insertions[i].shuttle;
  }
  for (const ProposedPlan& plan : proposal.plans) {
    for (const PlannedVisit& visit : plan.visits) {
      if (visit.request == request) return plan.shuttle;
    }
  }
  return ShuttleId{};
}

}  // namespace

bool DecisionRerun::accepts(const Widening& by) {
  std::vector<PendingTrip> asked{pending_.begin(), pending_.end()};
  const auto own =
      std::find_if(asked.begin(), asked.end(), [&](const PendingTrip& trip) { return trip.request == request_; });
  const std::int32_t contract = own->contract;
  for (PendingTrip& trip : asked) {
    const bool is_own = trip.request == request_;
    if (is_own || (contract >= 0 && trip.contract == contract)) {
      Widening widening = by;
      if (!is_own) widening.seats = widening.wheelchairs = 0;
      const auto wider = widen_(trip, widening, fleet_);
      if (!wider || hopeless(*wider, fleet_) != RefusalReason::none) return false;
      if (too_costly_ && too_costly_(*wider, fleet_)) return false;
      trip = *wider;
    }
    trip.at_once = true;
  }
  Proposal proposal;
  policy_.dispatch(asked, fleet_, proposal);
  const bool accepted = std::any_of(proposal.verdicts.begin(), proposal.verdicts.end(), [&](const Verdict& verdict) {
    return verdict.request == request_ && verdict.kind == VerdictKind::accept;
  });
  if (accepted) chosen_ = shuttle_given(request_, proposal);
  return accepted;
}

bool DecisionRerun::accepts(const Relaxation& relaxation, WaitingPolicy waiting) {
  if (relaxation.kind == RelaxationKind::places) {
    return accepts({.seats = relaxation.seats, .wheelchairs = relaxation.wheelchairs, .only = relaxation.shuttle});
  }
  auto stops = relaxed_stops(fleet_, relaxation);
  if (!fleet_.plan(relaxation.shuttle, stops, waiting)) return false;
  const Supposition wider{fleet_, relaxation.shuttle, stops};
  return accepts(Widening{});
}

void DecisionRerun::own_limits(const std::vector<CandidateShuttle>& candidates, std::vector<Relaxation>& found) {
  const auto likely = [&](RelaxationKind kind) {
    const auto all = of_kind(kind, candidates);
    return all.empty() ? Milliseconds{0} : all.front().by;
  };
  const auto relax = [&](RelaxationKind kind, Milliseconds Widening::*limit) {
    const auto with = [&](Milliseconds more) {
      Widening widening;
      widening.*limit = more;
      return accepts(widening);
    };
    const auto by = least_by(with, likely(kind));
    if (by && with(*by)) found.push_back({.kind = kind, .shuttle = chosen_, .by = *by});
  };
  relax(RelaxationKind::wait, &Widening::wait);
  relax(RelaxationKind::travel_time, &Widening::later);
  if (found.empty()) {
    const auto both = [&](Milliseconds wait, Milliseconds later) { return accepts({.wait = wait, .later = later}); };
    const auto known = of_kind(RelaxationKind::wait_and_travel_time, candidates);
    const auto wait = least_by([&](Milliseconds more) { return both(more, 7 * kDay); },
                               known.empty() ? Milliseconds{0} : known.front().by);
    const auto later = wait ? least_by([&](Milliseconds more) { return both(*wait, more); },
                                       known.empty() ? Milliseconds{0} : known.front().later)
                            : std::nullopt;
    if (later && both(*wait, *later)) {
      found.push_back({.kind = RelaxationKind::wait_and_travel_time, .shuttle = chosen_, .by = *wait, .later = *later});
    }
  }
  relax(RelaxationKind::ride, &Widening::ride);
}

void DecisionRerun::others(RelaxationKind kind, const std::vector<CandidateShuttle>& candidates, WaitingPolicy waiting,
                           std::vector<Relaxation>& found) {
  std::vector<Relaxation> likely = of_kind(kind, candidates);
  if (likely.size() > kMostTried) likely.resize(kMostTried);
  for (Relaxation relaxation : likely) {
    if (!accepts(relaxation, waiting)) continue;
    if (kind != RelaxationKind::places && relaxation.by.count > 1) {
      Relaxation less = relaxation;
      less.by = relaxation.by - Milliseconds{1};
      if (accepts(less, waiting)) continue;  // the policy does something else then: not known to be the least
    }
    found.push_back(relaxation);
    return;
  }
}

std::vector<Relaxation> DecisionRerun::enough(const std::vector<CandidateShuttle>& candidates, WaitingPolicy waiting) {
  std::vector<Relaxation> found;
  own_limits(candidates, found);
  for (const RelaxationKind kind : {RelaxationKind::places, RelaxationKind::shift_end, RelaxationKind::shift_start,
                                    RelaxationKind::other_promise, RelaxationKind::pause}) {
    others(kind, candidates, waiting, found);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Relaxation& a, const Relaxation& b) { return a.kind < b.kind; });
  return found;
}

}  // namespace navette
