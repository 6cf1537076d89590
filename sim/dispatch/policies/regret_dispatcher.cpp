#include "dispatch/policies/regret_dispatcher.h"

#include <algorithm>
#include <tuple>

#include "dispatch/policies/contracts_first.h"
#include "dispatch/policies/supposed_plans.h"

namespace navette {
namespace {

// Ties as in the search: (cost, choice of places, shuttle).
const Insertion* best_of(std::span<const std::optional<Insertion>> by) {
  const Insertion* best = nullptr;
  for (const auto& insertion : by) {
    if (!insertion) continue;
    if (best == nullptr || std::tie(insertion->cost, insertion->choice, insertion->shuttle) <
                               std::tie(best->cost, best->choice, best->shuttle)) {
      best = &*insertion;
    }
  }
  return best;
}

}  // namespace

std::size_t RegretDispatcher::most_regretted(std::span<const Open> open) const {
  using Urgency = std::tuple<int, std::int64_t, std::int64_t>;  // shuttles short of k, regret, cost below
  std::size_t chosen = 0;
  Urgency most{-1, 0, 0};
  std::vector<std::int64_t> costs;
  for (std::size_t r = 0; r < open.size(); ++r) {
    costs.clear();
    for (const auto& insertion : open[r].by) {
      if (insertion) costs.push_back(insertion->cost.count);
    }
    if (costs.empty()) continue;
    std::sort(costs.begin(), costs.end());
    const std::size_t counted = std::min(costs.size(), static_cast<std::size_t>(k_));
    std::int64_t regret = 0;
    for (std::size_t i = 1; i < counted; ++i) regret += costs[i] - costs[0];
    const Urgency urgency{k_ - static_cast<int>(counted), regret, -costs[0]};
    if (urgency <= most) continue;
    most = urgency;
    chosen = r;
  }
  return chosen;
}

void RegretDispatcher::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  if (!window_.closes(pending, fleet.now(), proposal)) return;
  SupposedPlans plans{fleet};
  std::vector<Open> open;
  for (const PendingTrip* trip : decide_contracts(pending, fleet, search_, plans, proposal)) {
    open.push_back({trip, std::vector<std::optional<Insertion>>(fleet.size())});
  }
  const auto look_at = [&](Open& one, ShuttleId shuttle) {
    one.by[shuttle.index()] = search_.search_one(*one.trip, fleet, shuttle, one.late);
  };
  // Plans only get fuller here: who cannot be served in time any more, by nobody, will be late.
  const auto look_at_late = [&](Open& one) {
    const bool in_time = std::any_of(one.by.begin(), one.by.end(), [](const auto& by) { return by.has_value(); });
    if (in_time || one.late || one.trip->largest_excess == Milliseconds{0}) return;
    one.late = true;
    for (std::size_t s = 0; s < fleet.size(); ++s) look_at(one, ShuttleId{s});
  };
  if (open.size() > 1) {
    for (Open& one : open) {
      for (std::size_t s = 0; s < fleet.size(); ++s) look_at(one, ShuttleId{s});
      look_at_late(one);
    }
  }
  while (!open.empty()) {
    // The last has nobody to give way to.
    if (open.size() == 1) open[0].by = {search_.search(*open[0].trip, fleet)};
    const std::size_t next = most_regretted(open);
    const PendingTrip& trip = *open[next].trip;
    const Insertion* best = best_of(open[next].by);
    if (best == nullptr) {
      proposal.refuse(trip.request, search_.refusal_reason(trip, fleet, Sharing::allowed));
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(next));
      continue;
    }
    const Insertion chosen = *best;
    proposal.accept(trip.request, chosen);
    open.erase(open.begin() + static_cast<std::ptrdiff_t>(next));
    if (open.empty()) break;
    plans.suppose(chosen.shuttle, search_.stops_with(trip, chosen, fleet));
    for (Open& one : open) {
      look_at(one, chosen.shuttle);
      look_at_late(one);
    }
  }
}

}  // namespace navette
