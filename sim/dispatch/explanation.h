#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "dispatch/insertion/insertion_search.h"
#include "dispatch/policies/supposed_plans.h"
#include "dispatch/relaxation.h"
#include "dispatch/taxi_check.h"

namespace navette {

/// One shuttle of the service, as the decision found it: it could serve, at a cost, or for a reason could not.
struct CandidateShuttle {
  ShuttleId shuttle{};
  std::optional<Insertion> best;               // its cheapest way; nothing: it cannot serve
  Milliseconds price;                          // of limits that `best` exceeds; part of its cost
  RefusalReason reason = RefusalReason::none;  // what its best way lacked
  std::vector<Relaxation> relaxations;         // of each kind that suffices alone; at most one per other passenger
  // Of one that was decided jointly with others, see DecisionWitness:
  std::optional<Insertion> alone;  // if it cannot serve: its cheapest way before the others were assigned; with `price`
  std::vector<RequestId> given;    // others that the decision brought to this shuttle
};

/// Examines one request against each shuttle that may serve it, at the moment of its decision.
///
/// `sharing`: none for `first_come`, allowed for policies that decide as `insertion` does. Each answer is that of the
/// policy's own search, asked again with one limit widened: feasibility can only grow with it, so the least is found by
/// bisection. A limit is widened by a week at most.
class Explanation {
 public:
  Explanation(const TravelTimeOracle& oracle, WaitingPolicy waiting, Sharing sharing,
              const ObjectiveSettings& objective = {}, Widen widen = widened, TooCostly too_costly = {})
      : search_{oracle, waiting, objective},
        waiting_{waiting},
        sharing_{sharing},
        taxi_{std::move(widen), std::move(too_costly)} {}

  /// In the order of shuttles. Costs are by the objective.
  std::vector<CandidateShuttle> examine(const PendingTrip& trip, const FleetView& fleet);
  /// Shows the fleet as a policy's insertions leave it, up to the one of this request.
  void suppose_before(RequestId request, std::span<const PendingTrip> pending, const Proposal& proposal,
                      const FleetView& fleet, SupposedPlans& plans);

  /// Who would go to a taxi, and as of which moment.
  [[nodiscard]] TaxiCheck& taxi() { return taxi_; }

 private:
  std::optional<Insertion> search(const PendingTrip& trip, const FleetView& fleet);
  /// Whether the candidate could serve the trip so, and no taxi would.
  bool serves(const PendingTrip& trip, const Widening& by, const FleetView& fleet);
  /// Whether the shuttle could serve the trip if its plan were bound by the limits of the relaxation.
  bool serves(const PendingTrip& trip, const FleetView& fleet, const Relaxation& relaxation);
  void relax_own(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate);
  void relax_wait_and_travel_time(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate);
  void relax_places(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate);
  /// Of the shuttle, of its driver, of its passengers.
  void relax_others(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate);

  InsertionSearch search_;
  WaitingPolicy waiting_;
  Sharing sharing_;
  TaxiCheck taxi_;
};

}  // namespace navette
