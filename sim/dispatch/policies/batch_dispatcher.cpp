#include "dispatch/policies/batch_dispatcher.h"

#include <fmt/format.h>

#include <algorithm>

#include "dispatch/batch/assignable.h"
#include "dispatch/batch/assignment.h"
#include "dispatch/policies/contracts_first.h"

namespace navette {
namespace {

bool same_visit(const PlannedStop& a, const PlannedStop& b) {
  return a.kind == b.kind && a.request == b.request && a.location == b.location;
}

std::vector<std::vector<PlannedStop>> all_stops(const FleetView& fleet) {
  std::vector<std::vector<PlannedStop>> all;
  for (std::size_t s = 0; s < fleet.size(); ++s) all.push_back(stops_shown(fleet, ShuttleId{s}));
  return all;
}

// Whether what stood is there still, in its order.
bool keeps_order(std::span<const PlannedStop> standing, std::span<const PlannedStop> stops) {
  std::size_t next = 0;
  for (const PlannedStop& stop : stops) {
    if (next < standing.size() && same_visit(stop, standing[next])) ++next;
  }
  return next == standing.size();
}

// Where each trip goes into the standing plan, one after another, so that the new one comes out.
void add_insertions(ShuttleId shuttle, std::span<const PlannedStop> standing, std::span<const PlannedStop> stops,
                    std::span<const PendingTrip* const> accepted, std::span<const std::int32_t> choices,
                    Milliseconds cost, Proposal& proposal) {
  std::vector<PlannedStop> plan{standing.begin(), standing.end()};
  const auto in_plan = [&](const PlannedStop& stop) {
    return std::any_of(plan.begin(), plan.end(), [&](const PlannedStop& other) { return same_visit(stop, other); });
  };
  for (std::size_t k = 0; k < accepted.size(); ++k) {
    const RequestId request = accepted[k]->request;
    Insertion insertion{shuttle, 0, 0, k == 0 ? cost : Milliseconds{0}, choices[k]};
    std::int32_t before = 0;
    std::vector<PlannedStop> next;
    for (const PlannedStop& stop : stops) {
      const bool own = stop.request == request;
      if (own) (stop.kind == StopKind::pickup ? insertion.pickup_after : insertion.dropoff_after) = before;
      if (!own && !in_plan(stop)) continue;
      next.push_back(stop);
      before += own ? 0 : 1;
    }
    plan = std::move(next);
    proposal.insertions.push_back(insertion);
    proposal.inserted.push_back(request);
  }
}

}  // namespace

void BatchDispatcher::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  if (!window_.closes(pending, fleet.now(), proposal)) return;
  SupposedPlans plans{fleet};
  const auto trips = decide_contracts(pending, fleet, search_, plans, proposal);
  std::vector<ShuttleId> fixed;
  for (std::size_t i = 0; i < proposal.inserted.size(); ++i) {
    fixed.push_back(proposal.insertions[i].shuttle);
    const auto trip = std::find_if(pending.begin(), pending.end(), [&](const PendingTrip& candidate) {
      return candidate.request == proposal.inserted[i];
    });
    remember(*trip, proposal.insertions[i].choice);
  }
  if (trips.empty()) return;
  const std::vector<std::vector<PlannedStop>> standing = all_stops(fleet);
  Decisions decided = decide_jointly(trips, fleet, fixed, plans);
  // Beyond what one shuttle gets in one assignment, there may be room still.
  std::vector<const PendingTrip*> left;
  for (const PendingTrip* trip : trips) {
    const bool accepted = std::any_of(decided.begin(), decided.end(), [trip](const Decided& one) {
      return std::find(one.accepted.begin(), one.accepted.end(), trip) != one.accepted.end();
    });
    if (!accepted) left.push_back(trip);
  }
  std::vector<const PendingTrip*> refused;
  insert_in_turn(left, fleet, plans, decided, refused);
  for (const PendingTrip* trip : refused) {
    if (unplaced_) unplaced_(*trip, fleet);
    proposal.refuse(trip->request, search_.refusal_reason(*trip, fleet, Sharing::allowed));
  }
  propose(decided, standing, proposal);
}

void BatchDispatcher::recall(std::span<const PendingTrip> pending, const FleetView& /*fleet*/,
                             const Proposal& decided) {
  window_.recall(pending, decided);
  for (const Verdict& verdict : decided.verdicts) {
    if (verdict.kind != VerdictKind::accept) continue;
    const auto trip = std::find_if(pending.begin(), pending.end(),
                                   [&](const PendingTrip& candidate) { return candidate.request == verdict.request; });
    remember(*trip, verdict.choice);
  }
}

std::string BatchDispatcher::report() const {
  const std::string of = fmt::format("batch: of {} joint decisions, ", joint_);
  const int nodes = settings_.batch.max_nodes;
  if (unproven_ == 0) return of + fmt::format("all are proven to be the best, within {} nodes each", nodes);
  return of + fmt::format("{} are not proven to be the best within {} nodes; the largest gap is {:.3f}", unproven_,
                          nodes, largest_gap_ / 1'000);
}

void BatchDispatcher::insert_in_turn(std::span<const PendingTrip* const> trips, const FleetView& fleet,
                                     SupposedPlans& plans, Decisions& decided, std::vector<const PendingTrip*>& left) {
  for (const PendingTrip* trip : trips) {
    const auto insertion = search_.search(*trip, fleet);
    if (!insertion) {
      left.push_back(trip);
      continue;
    }
    Decided& one = decided[insertion->shuttle];
    one.stops = search_.stops_with(*trip, *insertion, fleet);
    one.accepted.push_back(trip);
    one.choices.push_back(insertion->choice);
    one.cost += insertion->cost;
    one.changed = true;
    plans.suppose(insertion->shuttle, one.stops);
  }
}

BatchDispatcher::Decisions BatchDispatcher::decide_jointly(std::span<const PendingTrip* const> trips,
                                                           const FleetView& fleet, std::span<const ShuttleId> fixed,
                                                           SupposedPlans& plans) {
  const std::vector<std::vector<PlannedStop>> standing = all_stops(fleet);
  Decisions in_turn{std::vector<Decided>(fleet.size())};
  std::vector<const PendingTrip*> left;
  insert_in_turn(trips, fleet, plans, in_turn, left);
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    if (in_turn[ShuttleId{s}].changed) plans.suppose(ShuttleId{s}, standing[s]);
  }

  const Assignable assignable{trips, fleet, settings_, only_, fixed, plans};
  TripGraph graph{assignable, fleet, search_, objective_, plans};
  IdVector<ShuttleId, std::vector<std::int32_t>> known(fleet.size());
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleId shuttle{s};
    graph.grow(shuttle, settings_);
    // What stands, with what insertion in turn would add: so there is always an answer.
    const Decided& turn = in_turn[shuttle];
    JointTrip trip;
    trip.built = assignable.taken_from(shuttle);
    trip.choices.assign(trip.built.size(), 0);
    for (std::size_t k = 0; k < turn.accepted.size(); ++k) {
      trip.built.push_back(
          static_cast<std::int32_t>(std::find(trips.begin(), trips.end(), turn.accepted[k]) - trips.begin()));
      trip.choices.push_back(turn.choices[k]);
    }
    trip.members = trip.built;
    std::sort(trip.members.begin(), trip.members.end());
    trip.stops = turn.changed ? turn.stops : standing[s];
    known[shuttle] = trip.members;
    if (!trip.members.empty()) graph.add(shuttle, std::move(trip));
  }

  const Assignment assignment = assign(assignable, graph, known, settings_.batch.max_nodes);
  ++joint_;
  unproven_ += assignment.gap > 0 ? 1 : 0;
  largest_gap_ = std::max(largest_gap_, assignment.gap);
  Decisions decided{std::vector<Decided>(fleet.size())};
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleId shuttle{s};
    Decided& one = decided[shuttle];
    const auto own = assignable.taken_from(shuttle);
    const JointTrip* trip = assignment.trips[shuttle];
    if (trip == nullptr) {
      one.stops = stops_shown(fleet, shuttle);
      one.changed = one.rewritten = !own.empty();
      continue;
    }
    one.stops = trip->stops;
    one.cost = trip->cost;
    one.changed = trip->members != own || !keeps_order(standing[s], one.stops);
    for (std::size_t k = 0; k < trip->built.size(); ++k) {
      const auto row = static_cast<std::size_t>(trip->built[k]);
      if (row >= trips.size()) continue;  // accepted earlier
      one.accepted.push_back(trips[row]);
      one.choices.push_back(trip->choices[k]);
    }
    const std::size_t earlier = trip->members.size() - one.accepted.size();
    one.rewritten =
        earlier != own.size() || !keeps_order(standing[s], one.stops) || (!own.empty() && one.accepted.size() > 1);
    plans.suppose(shuttle, one.stops);
  }
  return decided;
}

void BatchDispatcher::propose(const Decisions& decided, std::span<const std::vector<PlannedStop>> standing,
                              Proposal& proposal) {
  for (std::size_t s = 0; s < decided.size(); ++s) {
    const ShuttleId shuttle{s};
    const Decided& one = decided[shuttle];
    if (!one.changed) continue;
    for (std::size_t k = 0; k < one.accepted.size(); ++k) {
      proposal.verdicts.push_back({one.accepted[k]->request, VerdictKind::accept, RefusalReason::none, one.choices[k]});
      remember(*one.accepted[k], one.choices[k]);
    }
    if (!one.rewritten) {
      add_insertions(shuttle, standing[s], one.stops, one.accepted, one.choices, one.cost, proposal);
      continue;
    }
    ProposedPlan plan{shuttle, {}};
    for (const PlannedStop& stop : one.stops) plan.visits.push_back({stop.kind, stop.request});
    proposal.plans.push_back(std::move(plan));
  }
}

void BatchDispatcher::remember(const PendingTrip& trip, std::int32_t choice) {
  while (only_.size() <= trip.request.index()) only_.push_back(ShuttleId{});
  only_[trip.request] =
      trip.choices == nullptr ? trip.only : trip.choices->pairs[static_cast<std::size_t>(choice)].only;
}

}  // namespace navette
