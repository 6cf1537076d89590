#pragma once

#include <optional>
#include <vector>

#include "dispatch/insertion/candidate.h"
#include "dispatch/insertion/insertion_figures.h"
#include "dispatch/insertion/open_positions.h"
#include "dispatch/objective/plan_objective.h"
#include "dispatch/proposal.h"
#include "dispatch/trip_times.h"
#include "fleet/fleet_view.h"
#include "fleet/waiting_policy.h"

namespace navette {

/// Whether passengers of different requests may be on board together.
enum class Sharing : std::int8_t { allowed, none };

/// Finds the cheapest feasible insertion over all shuttles and all pairs of positions, exactly.
///
/// The order of the planned stops is kept; feasible means: for some choice of waiting at stops, all windows, ride
/// limits, promises, shifts, pauses and times at the wheel hold. Prunes only what a bound proves infeasible or dearer,
/// so the answer equals that of `search_unpruned`. Bounds on cost are those of added operating time; by another
/// objective only what is infeasible is left out. Where roads are closed, all pairs are looked at that reach the
/// pickup.
///
/// Where limits may be exceeded, that is done only if no shuttle keeps them. A shuttle that others may need meanwhile
/// then gives no more operating time than a ride of one's own takes, from door to door; one that has nothing to do
/// before gives any. The price is part of the cost: plans are as early as can be, so no other choice of waiting exceeds
/// the limits by less.
/// Ties: (cost, choice of places, shuttle, pickup_after, dropoff_after).
/// Source: cheapest insertion as in Jaw et al., Transportation Research B 20 (1986).
class InsertionSearch {
 public:
  /// The oracle must outlive the search.
  InsertionSearch(const TravelTimeOracle& oracle, WaitingPolicy waiting, const ObjectiveSettings& objective = {});

  std::optional<Insertion> search(const PendingTrip& trip, const FleetView& fleet);
  /// The cheapest by one shuttle; nothing: it may not serve the trip, or cannot.
  std::optional<Insertion> search_one(const PendingTrip& trip, const FleetView& fleet, ShuttleId shuttle,
                                      bool may_be_late = true);
  /// The same by trying every pair of positions of every shuttle: the measure for tests and benchmarks.
  std::optional<Insertion> search_unpruned(const PendingTrip& trip, const FleetView& fleet);

  /// Every feasible insertion, dearest last, and those that exceed limits behind all others; ties as above. Nothing is
  /// pruned: for those with an objective of their own. `only`: into this shuttle; invalid: into any.
  std::vector<FeasibleInsertion> search_all(const PendingTrip& trip, const FleetView& fleet, ShuttleId only = {});
  /// What an insertion that was found means.
  FeasibleInsertion with_figures(const PendingTrip& trip, const Insertion& insertion, const FleetView& fleet);

  /// The stops of the insertion's shuttle with the trip put in, times planned: what a next trip would find. The trip is
  /// held to its limits, see hold_to_limits.
  std::vector<PlannedStop> stops_with(const PendingTrip& trip, const Insertion& insertion, const FleetView& fleet);

  /// Why nothing was found; see RefusalReason. The most of all pairs of places.
  RefusalReason refusal_reason(const PendingTrip& trip, const FleetView& fleet, Sharing sharing);

  /// A ride of its own that delays nobody planned before: by the nearest shuttle that is idle at the time asked for,
  /// else by the one that is free first. Limits are exceeded, if they may be, only where no shuttle keeps them.
  std::optional<Insertion> search_unshared(const PendingTrip& trip, const FleetView& fleet);

 private:
  /// Looks at each pair of places the trip may choose from, in their order.
  template <class OnePair>
  void for_each_choice(const PendingTrip& trip, const FleetView& fleet, OnePair&& one_pair);
  /// A new search knows nothing of the one before.
  void start() {
    best_.reset();
    standing_.clear();
  }
  /// Tells who measures, if anybody does.
  void count_lookups();
  /// Looks for what keeps the limits, and for nothing else unless there is none.
  template <class OnePair>
  std::optional<Insertion> in_time_else_late(const PendingTrip& trip, const FleetView& fleet, bool may_be_late,
                                             OnePair&& one_pair);
  void search_pair(const PendingTrip& trip, const FleetView& fleet);
  void search_bounded(const PendingTrip& trip, const FleetView& fleet);
  /// All places in plans where the shuttle has nothing to do before.
  void search_unclaimed(const PendingTrip& trip, const FleetView& fleet);
  std::optional<Insertion> search_unshared(const PendingTrip& trip, const FleetView& fleet, bool may_exceed_limits);
  void search_pair_unpruned(const PendingTrip& trip, const FleetView& fleet);
  RefusalReason pair_refusal_reason(const PendingTrip& trip, const FleetView& fleet, Sharing sharing);
  /// All drop-offs behind one pickup.
  void search_position(const PendingTrip& trip, const OpenPositions& bounds, const ShuttleNow& shuttle,
                       std::size_t pickup_after);
  void search_later_dropoffs(const PendingTrip& trip, const OpenPositions& bounds, const ShuttleNow& shuttle,
                             std::size_t pickup_after, Milliseconds to_pickup, Milliseconds pickup_begin);
  /// The most operating time that whoever comes late is given of a shuttle that others may need.
  [[nodiscard]] static Milliseconds longest_detour(const PendingTrip& trip);
  /// Whether the shuttle has nobody to serve before this ride, and in it.
  [[nodiscard]] static bool is_unclaimed(const ShuttleNow& shuttle, std::size_t pickup_after,
                                         std::size_t dropoff_after);
  [[nodiscard]] static bool worth_being_late(const PendingTrip& trip, const ShuttleNow& shuttle,
                                             std::size_t pickup_after, std::size_t dropoff_after, Milliseconds added);
  /// Whether the pickup cannot be reached from this rank, even on open roads.
  [[nodiscard]] bool comes_too_late(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t rank) const;
  /// Whether an insertion that adds at least so much operating time may still be the best.
  [[nodiscard]] bool may_win(Milliseconds cost) const {
    return cost <= most_ && (!best_ || cost <= best_->cost || !bounded_);
  }
  /// Keeps the candidate if it is better than the best so far, and feasible.
  void consider(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after, std::size_t dropoff_after,
                const InsertionDrives& drives);
  /// The same, written down and counted anew, for the unpruned search.
  void consider_in_full(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after,
                        std::size_t dropoff_after, const InsertionDrives& drives);
  /// Keeps the stops of candidate_, times planned, if they are better than the best so far.
  void consider_planned(const PendingTrip& trip, const ShuttleNow& shuttle, Insertion insertion);
  /// What the stops of candidate_, times planned, cost for exceeding the limits of the trip.
  [[nodiscard]] Milliseconds penalty(const PendingTrip& trip, const Insertion& insertion) const {
    return objective_.penalty(trip.limits, candidate_[static_cast<std::size_t>(insertion.pickup_after)].begin,
                              candidate_[static_cast<std::size_t>(insertion.dropoff_after) + 1].begin);
  }
  /// By an objective other than operating time: what the stops of candidate_ add.
  Milliseconds added_cost(const PendingTrip& trip, const ShuttleNow& shuttle);
  /// Plans the candidate's times; false if no choice of waiting, or the driver, allows it.
  bool plan_candidate(const ShuttleNow& shuttle);
  /// Whether one way of serving the trip passes all that RefusalReason tests up to and with `level`.
  bool passes(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after, std::size_t dropoff_after,
              RefusalReason level);
  [[nodiscard]] InsertionDrives drives_of(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after,
                                          std::size_t dropoff_after) const;

  WaitingPolicy waiting_;
  TripTimes times_;
  PlanObjective objective_;
  bool bounded_;                // costs are at least added operating time
  bool penalised_;              // and grow with what exceeds a limit
  bool may_be_late_ = false;    // in this search: nothing keeps the limits
  Milliseconds most_ = kNever;  // added operating time that is of interest
  std::int32_t choice_ = 0;     // of places, being searched
  std::optional<Insertion> best_;
  std::vector<std::pair<ShuttleId, PlanFigures>> standing_;  // of shuttles looked at in this search
  std::vector<OpenPosition> open_;                           // used again, as the next
  OpenPositions::Scratch scratch_;
  std::vector<PlannedStop> candidate_;
};

template <class OnePair>
void InsertionSearch::for_each_choice(const PendingTrip& trip, const FleetView& fleet, OnePair&& one_pair) {
  choice_ = 0;
  if (trip.choices == nullptr) {
    times_.set(trip, fleet.labels());
    one_pair(trip);
    return;
  }
  for (std::size_t k = 0; k < trip.choices->pairs.size(); ++k) {
    choice_ = static_cast<std::int32_t>(k);
    const PendingTrip pair = trip.between(k);
    times_.set(pair, fleet.labels());
    one_pair(pair);
  }
}

}  // namespace navette
