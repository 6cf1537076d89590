#include "dispatch/explanation.h"

#include <algorithm>

namespace navette {
namespace {

void widen(Milliseconds& limit, Milliseconds by) {
  if (limit < kNever) limit += by;
}

bool told_already(const std::vector<RequestId>& told, RequestId request) {
  return std::find(told.begin(), told.end(), request) != told.end();
}

}  // namespace

std::optional<Milliseconds> least_by(const std::function<bool(Milliseconds)>& suffices, Milliseconds likely,
                                     Milliseconds most) {
  std::int64_t too_little = 0;
  std::int64_t enough = most.count;
  if (enough <= 0) return std::nullopt;
  if (likely.count > 0 && likely < most && suffices(likely)) {
    enough = likely.count;
    if (enough > 1 && !suffices(Milliseconds{enough - 1})) return likely;
    enough = std::max<std::int64_t>(1, enough - 1);
  } else if (!suffices(most)) {
    return std::nullopt;
  } else if (likely < most) {
    too_little = likely.count;
  }
  while (enough - too_little > 1) {
    const std::int64_t middle = too_little + (enough - too_little) / 2;
    (suffices(Milliseconds{middle}) ? enough : too_little) = middle;
  }
  return Milliseconds{enough};
}

std::vector<PlannedStop> relaxed_stops(const FleetView& fleet, const Relaxation& relaxation) {
  auto stops = stops_shown(fleet, relaxation.shuttle);
  switch (relaxation.kind) {
    case RelaxationKind::shift_end:
    case RelaxationKind::shift_start: {
      const Milliseconds moved =
          relaxation.kind == RelaxationKind::shift_start ? Milliseconds{-relaxation.by.count} : relaxation.by;
      stops[relaxation.rank].earliest += moved;
      stops[relaxation.rank].latest += moved;
      break;
    }
    case RelaxationKind::pause:
      widen(stops[relaxation.rank].latest, relaxation.by);
      break;
    default:
      for (PlannedStop& stop : stops) {
        if (stop.request != relaxation.other) continue;
        widen(stop.latest, relaxation.by);
        widen(stop.max_ride, relaxation.by);
      }
  }
  return stops;
}

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
  const auto wider = widen_(trip, by, fleet);
  return wider && search(*wider, fleet) && !(too_costly_ && too_costly_(*wider, fleet));
}

std::vector<CandidateShuttle> Explanation::examine(const PendingTrip& trip, const FleetView& fleet) {
  std::vector<CandidateShuttle> candidates;
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    CandidateShuttle candidate;
    candidate.shuttle = ShuttleId{s};
    if (!trip.may_ride(fleet.shuttle(candidate.shuttle), candidate.shuttle)) continue;
    const auto only = widen_(trip, {.only = candidate.shuttle}, fleet);
    if (only) candidate.best = search(*only, fleet);
    if (candidate.best) {
      candidate.price = search_.with_figures(*only, *candidate.best, fleet).price;
    } else {
      candidate.reason =
          only ? search_.refusal_reason(*only, fleet, sharing_) : RefusalReason::too_far_away;  // no course in time
      relax_own(trip, fleet, candidate);
      if (only) {
        relax_places(trip, fleet, candidate);
        relax_shifts(trip, fleet, candidate);
        relax_promises(trip, fleet, candidate);
        relax_pauses(trip, fleet, candidate);
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
  auto stops = relaxed_stops(fleet, relaxation);
  if (!fleet.plan(relaxation.shuttle, stops, waiting_)) return false;
  const Supposition wider{fleet, relaxation.shuttle, stops};
  return serves(trip, Widening{.only = relaxation.shuttle}, fleet);
}

void Explanation::relax_shifts(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate) {
  const auto planned = stops_shown(fleet, candidate.shuttle);
  std::optional<Relaxation> end;
  std::optional<Relaxation> start;
  for (std::size_t k = 0; k < planned.size(); ++k) {
    if (planned[k].kind != StopKind::depot) continue;
    const bool opens = planned[k].opens_shift;
    // Up to the neighbouring shift, and not into the past.
    Milliseconds most = 7 * kDay;
    if (opens) {
      const Milliseconds free = fleet.origin_ready(candidate.shuttle);
      most = planned[k].latest - (k == 0 ? free : std::max(free, planned[k - 1].latest));
    } else if (k + 1 < planned.size()) {
      most = std::min(most, planned[k + 1].earliest - planned[k].earliest);
    }
    Relaxation moved{.kind = opens ? RelaxationKind::shift_start : RelaxationKind::shift_end,
                     .shuttle = candidate.shuttle,
                     .rank = k};
    const auto by = least_by(
        [&](Milliseconds more) {
          moved.by = more;
          return serves(trip, fleet, moved);
        },
        Milliseconds{0}, most);
    if (!by) continue;
    auto& kept = opens ? start : end;
    if (kept && kept->by <= *by) continue;
    moved.by = *by;
    moved.shift = opens ? planned[k].earliest - *by : planned[k].latest + *by;
    kept = moved;
  }
  if (end) candidate.relaxations.push_back(*end);
  if (start) candidate.relaxations.push_back(*start);
}

void Explanation::relax_promises(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate) {
  std::vector<RequestId> told;
  for (const PlannedStop& stop : stops_shown(fleet, candidate.shuttle)) {
    if (!stop.request.valid() || told_already(told, stop.request)) continue;
    told.push_back(stop.request);
    Relaxation promise{.kind = RelaxationKind::other_promise, .shuttle = candidate.shuttle, .other = stop.request};
    const auto by = least_by([&](Milliseconds more) {
      promise.by = more;
      return serves(trip, fleet, promise);
    });
    if (!by) continue;
    promise.by = *by;
    candidate.relaxations.push_back(promise);
  }
}

void Explanation::relax_pauses(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate) {
  const auto planned = stops_shown(fleet, candidate.shuttle);
  std::optional<Relaxation> least;
  for (std::size_t k = 0; k < planned.size(); ++k) {
    if (planned[k].kind != StopKind::pause) continue;
    Relaxation later{.kind = RelaxationKind::pause, .shuttle = candidate.shuttle, .rank = k};
    const auto by = least_by([&](Milliseconds more) {
      later.by = more;
      return serves(trip, fleet, later);
    });
    if (!by || (least && least->by <= *by)) continue;
    later.by = *by;
    later.shift = planned[k].latest + *by;
    least = later;
  }
  if (least) candidate.relaxations.push_back(*least);
}

}  // namespace navette
