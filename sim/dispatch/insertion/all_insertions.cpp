#include <algorithm>
#include <tuple>

#include "dispatch/insertion/insertion_search.h"

namespace navette {

std::vector<FeasibleInsertion> InsertionSearch::search_all(const PendingTrip& trip, const FleetView& fleet,
                                                           ShuttleId only) {
  start();
  std::vector<FeasibleInsertion> found;
  for_each_choice(trip, fleet, [&](const PendingTrip& pair) {
    for (std::size_t s = 0; s < fleet.size(); ++s) {
      const ShuttleNow shuttle{fleet, ShuttleId{s}};
      if (only.valid() && only != shuttle.id) continue;
      if (!pair.may_ride(fleet.shuttle(shuttle.id), shuttle.id)) continue;
      const std::size_t first_open_rank = fleet.first_open_rank(shuttle.id);
      for (std::size_t i = 0; i < shuttle.size(); ++i) {
        for (std::size_t j = i; j < shuttle.size(); ++j) {
          if (!position_allowed(shuttle, first_open_rank, i, j) || !carries(shuttle, pair, i, j)) continue;
          assemble(shuttle, pair, i, j, drives_of(pair, shuttle, i, j), candidate_);
          if (!plan_candidate(shuttle)) continue;
          const bool late =
              candidate_[i].begin > pair.limits.latest_pickup || candidate_[j + 1].begin > pair.limits.latest_dropoff;
          Insertion insertion{shuttle.id, static_cast<std::int32_t>(i), static_cast<std::int32_t>(j), {}, choice_};
          const InsertionFigures figures = figures_of(trip, insertion, shuttle, candidate_);
          if (late && !worth_being_late(pair, shuttle, i, j, figures.operating_time)) continue;
          insertion.cost = bounded_ ? figures.operating_time : added_cost(pair, shuttle);
          const Milliseconds price = penalised_ ? penalty(pair, insertion) : Milliseconds{0};
          insertion.cost += price;
          found.push_back({insertion, figures, price, late});
        }
      }
    }
  });
  count_lookups();
  std::sort(found.begin(), found.end(), [](const FeasibleInsertion& one, const FeasibleInsertion& other) {
    const Insertion& a = one.insertion;
    const Insertion& b = other.insertion;
    return std::tie(one.late, a.cost, a.choice, a.shuttle, a.pickup_after, a.dropoff_after) <
           std::tie(other.late, b.cost, b.choice, b.shuttle, b.pickup_after, b.dropoff_after);
  });
  return found;
}

FeasibleInsertion InsertionSearch::with_figures(const PendingTrip& trip, const Insertion& insertion,
                                                const FleetView& fleet) {
  const auto stops = stops_with(trip, insertion, fleet);
  const InsertionFigures figures = figures_of(trip, insertion, ShuttleNow{fleet, insertion.shuttle}, stops);
  const auto limits =
      trip.choices == nullptr ? trip.limits : trip.between(static_cast<std::size_t>(insertion.choice)).limits;
  const bool late = figures.pickup > limits.latest_pickup || figures.dropoff > limits.latest_dropoff;
  return {insertion, figures, objective_.penalty(limits, figures.pickup, figures.dropoff), late};
}

}  // namespace navette
