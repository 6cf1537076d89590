#pragma once

#include <map>
#include <span>
#include <vector>

#include "dispatch/batch/assignable.h"
#include "dispatch/dispatch_settings.h"
#include "dispatch/insertion/insertion_search.h"
#include "dispatch/policies/supposed_plans.h"

namespace navette {

/// Requests that one shuttle could serve together beside what it keeps, and how.
struct JointTrip {
  std::vector<std::int32_t> members;  // rows of Assignable::requests, ascending
  std::vector<std::int32_t> built;    // the same in the order of their insertion
  std::vector<std::int32_t> choices;  // pair of places, of each of `built`
  std::vector<PlannedStop> stops;     // all that the shuttle then has to do, times planned
  Milliseconds cost;                  // more than what it keeps, by the objective
};

/// The trips that each shuttle could serve: the request-vehicle and trip-vehicle graphs of Alonso-Mora, Samaranayake,
/// Wallar, Frazzoli and Rus, PNAS 114 (2017).
///
/// A set of requests is looked at only if each smaller one by one is a trip of the shuttle. Its way is the cheapest of:
/// one of them put into the way of the others, where that costs least. For one request that is exact; for more, orders
/// that no insertion leads to are not seen.
class TripGraph {
 public:
  /// `plans` shows what the shuttles keep. All must outlive the graph.
  TripGraph(const Assignable& requests, const FleetView& fleet, InsertionSearch& search, PlanObjective& objective,
            SupposedPlans& plans)
      : requests_{requests},
        fleet_{fleet},
        search_{search},
        objective_{objective},
        plans_{plans},
        trips_(fleet.size()) {}

  /// Finds the trips of a shuttle.
  void grow(ShuttleId shuttle, const DispatchSettings& settings);
  /// Adds a trip whose way is known, its cost not; unless one of the same members is known that costs less.
  void add(ShuttleId shuttle, JointTrip trip);

  using Trips = std::map<std::vector<std::int32_t>, JointTrip>;  // by members
  [[nodiscard]] const Trips& trips(ShuttleId shuttle) const { return trips_[shuttle]; }

 private:
  /// Whether there is a way; `trips` holds all smaller ones.
  bool build(ShuttleId shuttle, const std::vector<std::int32_t>& members, std::span<const PlannedStop> kept);
  void keep(ShuttleId shuttle, JointTrip trip);
  /// What its members cost for exceeding their limits.
  [[nodiscard]] Milliseconds penalty_of(const JointTrip& trip) const;
  [[nodiscard]] Milliseconds cost_of(ShuttleId shuttle, const JointTrip& trip, std::span<const PlannedStop> kept);

  const Assignable& requests_;
  const FleetView& fleet_;
  InsertionSearch& search_;
  PlanObjective& objective_;
  SupposedPlans& plans_;
  IdVector<ShuttleId, Trips> trips_;
};

}  // namespace navette
