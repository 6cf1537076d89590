#pragma once

#include <cstdint>
#include <vector>

#include "dispatch/plan/fleet_problem.h"
#include "dispatch/policies/insertion_dispatcher.h"

namespace navette {

/// Cheapest insertion at once, and every few minutes a new plan for all who are not yet on board.
///
/// A new plan is proposed only if it takes less operating time than the one that stands and keeps every promise; it may
/// change shuttle and order of everybody who still waits. Once planning anew finds nothing better, it rests until
/// somebody is accepted.
class RollingPlanDispatcher : public Dispatcher {
 public:
  RollingPlanDispatcher(const TravelTimeOracle& oracle, WaitingPolicy waiting, const DispatchSettings& settings)
      : insertion_{oracle, waiting}, waiting_{waiting}, settings_{settings} {}
  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;
  void recall(std::span<const PendingTrip> pending, const FleetView& fleet, const Proposal& decided) override;

 private:
  /// Whom somebody was promised to, and when to plan anew.
  void remember(std::span<const PendingTrip> pending, Milliseconds now, const Proposal& proposal);
  [[nodiscard]] plan::FleetProblem rest_of(const FleetView& fleet) const;
  /// Returns whether it proposes anything.
  bool plan_anew(const FleetView& fleet, Proposal& proposal);

  InsertionDispatcher insertion_;
  WaitingPolicy waiting_;
  DispatchSettings settings_;
  IdVector<RequestId, ShuttleId> only_;  // by request: the one shuttle that may serve it; short of those not accepted
  Milliseconds next_ = kNever;           // when to plan anew; kNever: not before somebody is accepted
  std::uint64_t times_ = 0;              // planned anew so far: the seed of the next search
};

}  // namespace navette
