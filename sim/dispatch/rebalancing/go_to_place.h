#pragma once

#include <utility>

#include "dispatch/rebalancing/rebalancer.h"

namespace navette {

/// Back to the depot, whenever there is nothing to do.
class ReturnToDepot final : public Rebalancer {
 public:
  [[nodiscard]] RebalancingMoment moment() const override { return RebalancingMoment::when_idle; }
  void rebalance(const FleetView& fleet, std::span<const ShuttleId> idle, const DemandForecast& forecast,
                 std::vector<Move>& moves) override;
};

/// To the waiting place that is reached soonest, whenever there is nothing to do. Ties: the one listed first.
class NearestWaitingPlace final : public Rebalancer {
 public:
  /// The oracle must outlive it.
  NearestWaitingPlace(const TravelTimeOracle& oracle, std::vector<Location> places)
      : query_{oracle}, places_{std::move(places)} {}
  [[nodiscard]] RebalancingMoment moment() const override { return RebalancingMoment::when_idle; }
  void rebalance(const FleetView& fleet, std::span<const ShuttleId> idle, const DemandForecast& forecast,
                 std::vector<Move>& moves) override;

 private:
  TravelTimeQuery query_;
  std::vector<Location> places_;
};

}  // namespace navette
