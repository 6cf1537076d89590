#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "dispatch/rebalancing/rebalancer.h"

namespace navette {

/// Shares `count` shuttles out in proportion to demand: one after the other to the zone with the greatest
/// demand / (2 * shuttles it has + 1). Zones without demand get none. Ties: the first zone.
/// Source: the method of Webster (Sainte-Lague); Balinski and Young, Fair Representation, 1982.
std::vector<std::int64_t> share_out(std::int64_t count, const std::vector<double>& demand);

/// At intervals, as many idle shuttles as each zone lacks are sent there, with least driving in total.
///
/// A zone has those that are idle in it, those on the way to wait in it, and those that will soon be free in it. What
/// it should have comes of the requests expected from it within the horizon: see RebalancingTarget. Sources: Pavone,
/// Smith, Frazzoli and Rus, International Journal of Robotics Research 31 (2012); Bischoff and Maciejewski, Procedia
/// Computer Science 170 (2020), whose target is `estimated_demand`.
class MinCostFlow final : public Rebalancer {
 public:
  /// The oracle must outlive it.
  MinCostFlow(RebalancingSettings settings, const TravelTimeOracle& oracle, WaitingPolicy waiting)
      : settings_{std::move(settings)}, query_{oracle}, waiting_{waiting} {}

  [[nodiscard]] RebalancingMoment moment() const override { return RebalancingMoment::at_intervals; }
  void rebalance(const FleetView& fleet, std::span<const ShuttleId> idle, const DemandForecast& forecast,
                 std::vector<Move>& moves) override;

 private:
  [[nodiscard]] std::vector<std::int64_t> targets(const std::vector<double>& demand, std::int64_t shuttles) const;

  RebalancingSettings settings_;
  TravelTimeQuery query_;
  WaitingPolicy waiting_;
};

}  // namespace navette
