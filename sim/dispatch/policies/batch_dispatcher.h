#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "dispatch/dispatcher.h"
#include "dispatch/insertion/insertion_search.h"
#include "dispatch/objective/plan_objective.h"
#include "dispatch/policies/collection_window.h"
#include "dispatch/policies/supposed_plans.h"

namespace navette {

/// Collects requests for a while, then assigns them jointly, and with them those accepted earlier who still wait and
/// may change shuttle within their promises: as many as possible, then at the least cost.
///
/// Trips that one shuttle could serve are found as in Alonso-Mora et al., PNAS 114 (2017), and chosen from by set
/// packing. What cheapest insertion in turn would do is among the choices, so that the joint decision serves no fewer
/// and costs no more. Who is left over is inserted if anybody can, else refused; an accepted passenger never is.
class BatchDispatcher : public Dispatcher {
 public:
  BatchDispatcher(const TravelTimeOracle& oracle, WaitingPolicy waiting, const DispatchSettings& settings)
      : search_{oracle, waiting, settings.objective},
        objective_{oracle, settings.objective},
        window_{settings.batch.window},
        settings_{settings} {}
  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;
  void recall(std::span<const PendingTrip> pending, const FleetView& fleet, const Proposal& decided) override;
  /// From here on the function is told of each request that neither the assignment nor insertion after it finds a place
  /// for, while the view shows the fleet as the decision leaves it.
  using Unplaced = std::function<void(const PendingTrip& trip, const FleetView& fleet)>;
  void tell_unplaced(Unplaced unplaced) { unplaced_ = std::move(unplaced); }
  /// How many joint decisions were made, and of how many it is not proven that they are the best.
  [[nodiscard]] std::string report() const override;

 private:
  /// What one shuttle is to do, and which new requests that holds, in the order of their insertion.
  struct Decided {
    std::vector<PlannedStop> stops;
    std::vector<const PendingTrip*> accepted;
    std::vector<std::int32_t> choices;  // of places, of each
    Milliseconds cost;                  // added
    bool changed = false;
    bool rewritten = false;  // somebody accepted earlier comes or goes, or may stand elsewhere in the order
  };
  using Decisions = IdVector<ShuttleId, Decided>;

  /// In turn, by cheapest insertion on what the view shows.
  void insert_in_turn(std::span<const PendingTrip* const> trips, const FleetView& fleet, SupposedPlans& plans,
                      Decisions& decided, std::vector<const PendingTrip*>& left);
  /// `fixed`: shuttles from which nobody is taken.
  Decisions decide_jointly(std::span<const PendingTrip* const> trips, const FleetView& fleet,
                           std::span<const ShuttleId> fixed, SupposedPlans& plans);
  /// `standing`: by shuttle, before the decisions.
  void propose(const Decisions& decided, std::span<const std::vector<PlannedStop>> standing, Proposal& proposal);
  void remember(const PendingTrip& trip, std::int32_t choice);

  InsertionSearch search_;
  PlanObjective objective_;
  CollectionWindow window_;
  DispatchSettings settings_;
  Unplaced unplaced_;                    // empty: nobody wants to know
  IdVector<RequestId, ShuttleId> only_;  // by request: the one shuttle that may serve it; short of those not accepted
  int joint_ = 0;                        // decisions
  int unproven_ = 0;                     // of them
  double largest_gap_ = 0;               // thousandths of the objective's unit
};

}  // namespace navette
