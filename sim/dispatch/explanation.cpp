#include "dispatch/explanation.h"

#include <algorithm>

namespace navette {
namespace {

constexpr Milliseconds kMost = 7 * kDay;

// The least by which `suffices` holds, which once true stays true; nothing: not even the most.
template <class Suffices>
std::optional<Milliseconds> least(Suffices&& suffices, Milliseconds most = kMost) {
  if (most <= Milliseconds{0} || !suffices(most)) return std::nullopt;
  std::int64_t too_little = 0;
  std::int64_t enough = most.count;
  while (enough - too_little > 1) {
    const std::int64_t middle = too_little + (enough - too_little) / 2;
    (suffices(Milliseconds{middle}) ? enough : too_little) = middle;
  }
  return Milliseconds{enough};
}

void widen(Milliseconds& limit, Milliseconds by) {
  if (limit < kNever) limit += by;
}

}  // namespace

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

std::vector<CandidateShuttle> Explanation::examine(const PendingTrip& trip, const FleetView& fleet) {
  std::vector<CandidateShuttle> candidates;
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    CandidateShuttle candidate;
    candidate.shuttle = ShuttleId{s};
    if (!trip.may_ride(fleet.shuttle(candidate.shuttle), candidate.shuttle)) continue;
    PendingTrip only = trip;
    only.only = candidate.shuttle;
    candidate.best = search(only, fleet);
    if (candidate.best) {
      candidate.price = search_.with_figures(only, *candidate.best, fleet).price;
    } else {
      candidate.reason = search_.refusal_reason(only, fleet, sharing_);
      relax_own(only, fleet, candidate);
      relax_places(only, fleet, candidate);
      relax_shifts(only, fleet, candidate);
      relax_promises(only, fleet, candidate);
    }
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

void Explanation::relax_own(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate) {
  const auto relax = [&](RelaxationKind kind, Milliseconds& (*limit)(PendingTrip&)) {
    const auto by = least([&](Milliseconds more) {
      PendingTrip wider = trip;
      widen(limit(wider), more);
      return search(wider, fleet).has_value();
    });
    if (by) candidate.relaxations.push_back({.kind = kind, .shuttle = candidate.shuttle, .by = *by});
  };
  relax(RelaxationKind::wait, [](PendingTrip& wider) -> Milliseconds& { return wider.pickup.latest; });
  relax(RelaxationKind::travel_time, [](PendingTrip& wider) -> Milliseconds& { return wider.dropoff.latest; });
  if (candidate.relaxations.empty()) relax_wait_and_travel_time(trip, fleet, candidate);
  relax(RelaxationKind::ride, [](PendingTrip& wider) -> Milliseconds& { return wider.dropoff.max_ride; });
}

void Explanation::relax_wait_and_travel_time(const PendingTrip& trip, const FleetView& fleet,
                                             CandidateShuttle& candidate) {
  const auto serves = [&](Milliseconds wait, Milliseconds later) {
    PendingTrip wider = trip;
    widen(wider.pickup.latest, wait);
    widen(wider.dropoff.latest, later);
    return search(wider, fleet).has_value();
  };
  const auto wait = least([&](Milliseconds more) { return serves(more, kMost); });
  if (!wait) return;
  const auto later = least([&](Milliseconds more) { return serves(*wait, more); });
  candidate.relaxations.push_back({.kind = RelaxationKind::wait_and_travel_time,
                                   .shuttle = candidate.shuttle,
                                   .by = *wait,
                                   .later = later.value_or(kMost)});
}

void Explanation::relax_places(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate) {
  const Load party = trip.pickup.change;
  Relaxation places{.kind = RelaxationKind::places, .shuttle = candidate.shuttle};
  int fewest = party.seats() + party.wheelchairs() + 1;
  for (int wheelchairs = 0; wheelchairs <= party.wheelchairs(); ++wheelchairs) {
    for (int seats = 0; seats <= party.seats() && seats + wheelchairs < fewest; ++seats) {
      // A place more for a party is a party that needs a place less.
      PendingTrip smaller = trip;
      smaller.pickup.change = Load::of(party.seats() - seats, party.wheelchairs() - wheelchairs);
      smaller.dropoff.change = -smaller.pickup.change;
      if (!search(smaller, fleet)) continue;
      fewest = seats + wheelchairs;
      places.seats = seats;
      places.wheelchairs = wheelchairs;
    }
  }
  if (places.seats + places.wheelchairs > 0) candidate.relaxations.push_back(places);
}

bool Explanation::serves(const PendingTrip& trip, const FleetView& fleet, std::vector<PlannedStop>& stops) {
  if (!fleet.plan(trip.only, stops, waiting_)) return false;
  const Supposition wider{fleet, trip.only, stops};
  return search(trip, fleet).has_value();
}

void Explanation::relax_shifts(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate) {
  const auto planned = stops_shown(fleet, trip.only);
  std::optional<Relaxation> end;
  std::optional<Relaxation> start;
  for (std::size_t k = 0; k < planned.size(); ++k) {
    if (planned[k].kind != StopKind::depot) continue;
    const bool opens = planned[k].opens_shift;
    // Up to the neighbouring shift, and not into the past.
    Milliseconds most = kMost;
    if (opens) {
      const Milliseconds free = fleet.origin_ready(trip.only);
      most = planned[k].latest - (k == 0 ? free : std::max(free, planned[k - 1].latest));
    } else if (k + 1 < planned.size()) {
      most = std::min(most, planned[k + 1].earliest - planned[k].earliest);
    }
    const auto by = least(
        [&](Milliseconds more) {
          auto stops = planned;
          const Milliseconds moved = opens ? -more : more;
          stops[k].earliest += moved;
          stops[k].latest += moved;
          return serves(trip, fleet, stops);
        },
        most);
    if (!by) continue;
    auto& kept = opens ? start : end;
    if (kept && kept->by <= *by) continue;
    kept = Relaxation{.kind = opens ? RelaxationKind::shift_start : RelaxationKind::shift_end,
                      .shuttle = trip.only,
                      .by = *by,
                      .shift = opens ? planned[k].earliest - *by : planned[k].latest + *by};
  }
  if (end) candidate.relaxations.push_back(*end);
  if (start) candidate.relaxations.push_back(*start);
}

void Explanation::relax_promises(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate) {
  const auto planned = stops_shown(fleet, trip.only);
  std::vector<RequestId> told;
  for (const PlannedStop& stop : planned) {
    if (!stop.request.valid() || std::find(told.begin(), told.end(), stop.request) != told.end()) continue;
    told.push_back(stop.request);
    const auto by = least([&](Milliseconds more) {
      auto stops = planned;
      for (PlannedStop& other : stops) {
        if (other.request != told.back()) continue;
        widen(other.latest, more);
        widen(other.max_ride, more);
      }
      return serves(trip, fleet, stops);
    });
    if (!by) continue;
    candidate.relaxations.push_back(
        {.kind = RelaxationKind::other_promise, .shuttle = trip.only, .by = *by, .other = told.back()});
  }
}

}  // namespace navette
