#pragma once

#include <vector>

#include "dispatch/rebalancing/rebalancer.h"

namespace navette {

/// Where there was a request there will be another: for each one answered, accepted or refused, the idle shuttle that
/// reaches its origin soonest is sent there, to replace the one that takes it away. If none is idle, nobody is.
///
/// Needs no forecast. Source: Ruch, Gaechter, Hakenberg and Frazzoli, 'The +1 method', IEEE Transactions on Network
/// Science and Engineering 7 (2020); MATSim DRT's plus-one strategy. Ties: the first shuttle.
class PlusOne final : public Rebalancer {
 public:
  /// The oracle must outlive it.
  explicit PlusOne(const TravelTimeOracle& oracle) : query_{oracle} {}

  [[nodiscard]] RebalancingMoment moment() const override { return RebalancingMoment::after_answers; }
  void hear(const SignOfDemand& sign) override { heard_.push_back(sign); }
  void rebalance(const FleetView& fleet, std::span<const ShuttleId> idle, const DemandForecast& forecast,
                 std::vector<Move>& moves) override;

 private:
  TravelTimeQuery query_;
  std::vector<SignOfDemand> heard_;  // since it was last asked
};

}  // namespace navette
