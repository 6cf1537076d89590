#include "dispatch/explanation.h"

#include <algorithm>

namespace navette {
std::optional<Insertion> Explanation::search(const PendingTrip& trip, const FleetView& fleet) {
  return sharing_ == Sharing::none ? search_.search_unshared(trip, fleet) : search_.search(trip, fleet);
}

void Explanation::suppose_before(RequestId request, std::span<const PendingTrip> pending, const Proposal& proposal,
                                 const FleetView& fleet, SupposedPlans& plans) {
  for (std::size_t i = 0; i < proposal.inserted.size() && proposal.inserted[i] != request; ++i) {
    const auto trip = std::find_if(pending.begin(), pending.end(), [&](const PendingTrip& candidate) {
      return candidate.request == proposal.inserted[i];
    });
    const Insertion& insertion = proposal.insertions[i];
    plans.suppose(insertion.shuttle, search_.stops_with(*trip, insertion, fleet));
  }
}

bool Explanation::serves(const PendingTrip& trip, const Widening& by, const FleetView& fleet) {
  if (taxi_.sends_away(trip, by, fleet)) return false;
  const auto wider = taxi_.widen()(trip, by, fleet);
  return wider && search(*wider, fleet);
}

std::vector<CandidateShuttle> Explanation::examine(const PendingTrip& trip, const FleetView& fleet) {
  std::vector<CandidateShuttle> candidates;
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    CandidateShuttle candidate;
    candidate.shuttle = ShuttleId{s};
    if (!trip.may_ride(fleet.shuttle(candidate.shuttle), candidate.shuttle)) continue;
    const auto only = taxi_.widen()(trip, {.only = candidate.shuttle}, fleet);
    if (only) candidate.best = search(*only, fleet);
    if (candidate.best) {
      candidate.price = search_.with_figures(*only, *candidate.best, fleet).price;
    } else {
      candidate.reason =
          only ? search_.refusal_reason(*only, fleet, sharing_) : RefusalReason::too_far_away;  // no course in time
      relax_own(trip, fleet, candidate);
      if (only) {
        relax_places(trip, fleet, candidate);
        relax_others(trip, fleet, candidate);
      } else if (candidate.relaxations.empty()) {
        continue;  // it runs another course
      }
    }
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

void Explanation::relax_own(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate) {
  const auto relax = [&](RelaxationKind kind, Milliseconds Widening::*limit) {
    const auto by = least_by([&](Milliseconds more) {
      Widening widening{.only = candidate.shuttle};
      widening.*limit = more;
      return serves(trip, widening, fleet);
    });
    if (by) candidate.relaxations.push_back({.kind = kind, .shuttle = candidate.shuttle, .by = *by});
  };
  relax(RelaxationKind::wait, &Widening::wait);
  relax(RelaxationKind::travel_time, &Widening::later);
  if (candidate.relaxations.empty()) relax_wait_and_travel_time(trip, fleet, candidate);
  relax(RelaxationKind::ride, &Widening::ride);
}

void Explanation::relax_wait_and_travel_time(const PendingTrip& trip, const FleetView& fleet,
                                             CandidateShuttle& candidate) {
  const auto both = [&](Milliseconds wait, Milliseconds later) {
    return serves(trip, {.wait = wait, .later = later, .only = candidate.shuttle}, fleet);
  };
  const auto wait = least_by([&](Milliseconds more) { return both(more, 7 * kDay); });
  if (!wait) return;
  const auto later = least_by([&](Milliseconds more) { return both(*wait, more); });
  if (!later) return;
  candidate.relaxations.push_back(
      {.kind = RelaxationKind::wait_and_travel_time, .shuttle = candidate.shuttle, .by = *wait, .later = *later});
}

void Explanation::relax_places(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate) {
  const Load party = trip.pickup.change;
  Relaxation places{.kind = RelaxationKind::places, .shuttle = candidate.shuttle};
  int fewest = party.seats() + party.wheelchairs() + 1;
  for (int wheelchairs = 0; wheelchairs <= party.wheelchairs(); ++wheelchairs) {
    for (int seats = 0; seats <= party.seats() && seats + wheelchairs < fewest; ++seats) {
      if (!serves(trip, {.seats = seats, .wheelchairs = wheelchairs, .only = candidate.shuttle}, fleet)) continue;
      fewest = seats + wheelchairs;
      places.seats = seats;
      places.wheelchairs = wheelchairs;
    }
  }
  if (places.seats + places.wheelchairs > 0) candidate.relaxations.push_back(places);
}

bool Explanation::serves(const PendingTrip& trip, const FleetView& fleet, const Relaxation& relaxation) {
  const SupposedRelaxation wider{fleet, relaxation, waiting_};
  if (!wider.holds()) return false;
  std::optional<SupposedRelaxation> when_asked;
  if (taxi_.other_fleet() != nullptr) when_asked.emplace(*taxi_.other_fleet(), relaxation, waiting_);
  return serves(trip, Widening{.only = relaxation.shuttle}, fleet);
}

void Explanation::relax_others(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate) {
  for (const auto& [limit, most] : possible_relaxations(fleet, candidate.shuttle)) {
    Relaxation relaxation = limit;
    const auto by = least_by(
        [&](Milliseconds more) {
          relaxation.by = more;
          return serves(trip, fleet, relaxation);
        },
        {.most = most});
    if (!by) continue;
    relaxation.by = *by;
    // Of shifts and pauses the least; of other passengers each.
    const auto same_kind = std::find_if(candidate.relaxations.begin(), candidate.relaxations.end(),
                                        [&](const Relaxation& told) { return told.kind == relaxation.kind; });
    if (relaxation.kind == RelaxationKind::other_promise || same_kind == candidate.relaxations.end()) {
      candidate.relaxations.push_back(relaxation);
    } else if (*by < same_kind->by) {
      *same_kind = relaxation;
    }
  }
  std::stable_sort(candidate.relaxations.begin(), candidate.relaxations.end(),
                   [](const Relaxation& a, const Relaxation& b) { return a.kind < b.kind; });
}

}  // namespace navette
