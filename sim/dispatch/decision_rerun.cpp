#include "dispatch/decision_rerun.h"

#include <algorithm>
#include <array>

#include "dispatch/insertion/hopeless.h"

namespace navette {
namespace {

// Of one kind, the smallest first; ties: the first shuttle.
std::vector<Relaxation> of_kind(RelaxationKind kind, const std::vector<CandidateShuttle>& candidates) {
  std::vector<Relaxation> all;
  for (const CandidateShuttle& candidate : candidates) {
    std::copy_if(candidate.relaxations.begin(), candidate.relaxations.end(), std::back_inserter(all),
                 [kind](const Relaxation& one) { return one.kind == kind; });
  }
  std::stable_sort(all.begin(), all.end(), [](const Relaxation& a, const Relaxation& b) { return a.by < b.by; });
  return all;
}

// By how much the shuttle's limit would have to be relaxed, looked at alone; 0: that would not help.
Milliseconds likely(const Relaxation& limit, const std::vector<CandidateShuttle>& candidates) {
  for (const CandidateShuttle& candidate : candidates) {
    for (const Relaxation& one : candidate.relaxations) {
      if (one.same_limit(limit)) return one.by;
    }
  }
  return Milliseconds{0};
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

const PendingTrip& DecisionRerun::own() const {
  return *std::find_if(pending_.begin(), pending_.end(),
                       [&](const PendingTrip& trip) { return trip.request == request_; });
}

bool DecisionRerun::accepts(const Widening& by) {
  std::vector<PendingTrip> asked{pending_.begin(), pending_.end()};
  const std::int32_t contract = own().contract;
  for (PendingTrip& trip : asked) {
    const bool is_own = trip.request == request_;
    if (is_own || (contract >= 0 && trip.contract == contract)) {
      Widening widening = by;
      if (!is_own) widening.seats = widening.wheelchairs = 0;
      if (!is_own && (by.seats > 0 || by.wheelchairs > 0)) widening.only = ShuttleId{};
      if (taxi_.sends_away(trip, widening, fleet_)) return false;
      const auto wider = taxi_.widen()(trip, widening, fleet_);
      if (!wider || hopeless(*wider, fleet_) != RefusalReason::none) return false;
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

bool DecisionRerun::accepts(const Relaxation& relaxation) {
  const SupposedRelaxation wider{fleet_, relaxation, waiting_};
  if (!wider.holds()) return false;
  std::optional<SupposedRelaxation> when_asked;
  if (taxi_.other_fleet() != nullptr) when_asked.emplace(*taxi_.other_fleet(), relaxation, waiting_);
  return accepts(Widening{});
}

void DecisionRerun::own_limits(const std::vector<CandidateShuttle>& candidates, std::vector<Relaxation>& found) {
  const auto relax = [&](RelaxationKind kind, Milliseconds Widening::*limit) {
    const auto with = [&](Milliseconds more) {
      Widening widening;
      widening.*limit = more;
      return accepts(widening);
    };
    const auto known = of_kind(kind, candidates);
    const auto by = least_by(with, {.likely = known.empty() ? Milliseconds{0} : known.front().by, .between = jointly_});
    if (by && with(*by)) found.push_back({.kind = kind, .shuttle = chosen_, .by = *by});
  };
  relax(RelaxationKind::wait, &Widening::wait);
  relax(RelaxationKind::travel_time, &Widening::later);
  if (found.empty()) both_own_limits(candidates, found);
  relax(RelaxationKind::ride, &Widening::ride);
}

void DecisionRerun::both_own_limits(const std::vector<CandidateShuttle>& candidates, std::vector<Relaxation>& found) {
  const auto both = [&](Milliseconds wait, Milliseconds later) { return accepts({.wait = wait, .later = later}); };
  const auto known = of_kind(RelaxationKind::wait_and_travel_time, candidates);
  const Relaxation likely = known.empty() ? Relaxation{} : known.front();
  const auto wait = least_by([&](Milliseconds more) { return both(more, 7 * kDay); }, {.likely = likely.by});
  const auto later =
      wait ? least_by([&](Milliseconds more) { return both(*wait, more); }, {.likely = likely.later}) : std::nullopt;
  if (!later || !both(*wait, *later)) return;
  found.push_back({.kind = RelaxationKind::wait_and_travel_time, .shuttle = chosen_, .by = *wait, .later = *later});
}

void DecisionRerun::places(const std::vector<CandidateShuttle>& candidates, std::vector<Relaxation>& found) {
  const Load party = own().pickup.change;
  std::optional<Relaxation> fewest;
  const auto count = [](const Relaxation& one) { return one.seats + one.wheelchairs; };
  for (const CandidateShuttle& candidate : candidates) {
    const bool lacked = std::any_of(candidate.relaxations.begin(), candidate.relaxations.end(),
                                    [](const Relaxation& one) { return one.kind == RelaxationKind::places; });
    if (!lacked && !jointly_) continue;
    for (int wheelchairs = 0; wheelchairs <= party.wheelchairs(); ++wheelchairs) {
      for (int seats = wheelchairs == 0 ? 1 : 0; seats <= party.seats(); ++seats) {
        const Relaxation one{
            .kind = RelaxationKind::places, .shuttle = candidate.shuttle, .seats = seats, .wheelchairs = wheelchairs};
        if (fewest && count(*fewest) <= count(one)) break;
        if (accepts({.seats = seats, .wheelchairs = wheelchairs, .only = one.shuttle})) fewest = one;
      }
    }
  }
  if (fewest) found.push_back(*fewest);
}

void DecisionRerun::others(const std::vector<CandidateShuttle>& candidates, std::vector<Relaxation>& found) {
  const ServiceId service = own().service;
  std::array<std::optional<Relaxation>, kRelaxationKinds> least;
  for (std::size_t s = 0; s < fleet_.size(); ++s) {
    const ShuttleId shuttle{s};
    if (fleet_.shuttle(shuttle).service != service) continue;
    for (const auto& [limit, most] : possible_relaxations(fleet_, shuttle)) {
      const Milliseconds alone = likely(limit, candidates);
      if (!jointly_ && alone == Milliseconds{0}) continue;
      auto& known = least[static_cast<std::size_t>(limit.kind)];
      Relaxation relaxation = limit;
      const auto by = least_by(
          [&](Milliseconds more) {
            relaxation.by = more;
            return accepts(relaxation);
          },
          {.likely = alone,
           .most = known ? std::min(most, known->by - Milliseconds{1}) : most,
           .between = jointly_ && !known});
      if (!by) continue;
      relaxation.by = *by;
      known = relaxation;
    }
  }
  for (const auto& one : least) {
    if (one) found.push_back(*one);
  }
}

std::vector<Relaxation> DecisionRerun::enough(const std::vector<CandidateShuttle>& candidates) {
  std::vector<Relaxation> found;
  own_limits(candidates, found);
  places(candidates, found);
  others(candidates, found);
  std::stable_sort(found.begin(), found.end(),
                   [](const Relaxation& a, const Relaxation& b) { return a.kind < b.kind; });
  return found;
}

}  // namespace navette
