#pragma once

#include <map>
#include <utility>
#include <vector>

#include "dispatch/rebalancing/rebalancer.h"

namespace navette {

/// Where trips carry shuttles away, shuttles are brought back, at the rate at which it is expected: a plan of flows
/// between zones, that looks at the forecast and not at where shuttles are.
///
/// For the time from `lead` to `lead + interval` ahead, each zone's expected departures less its expected arrivals are
/// what it will lack; zones that will have too many send to those that will lack some, with least driving in total.
/// Flows are fractions of a shuttle: what a pair of zones owes adds up, and as soon as it is one, an idle shuttle of
/// the first zone sets out for the second. What is owed is forgotten with the day. Source: MATSim DRT's feedforward
/// strategy, which records the last iteration where this asks the forecast.
class Feedforward final : public Rebalancer {
 public:
  /// The oracle must outlive it.
  Feedforward(RebalancingSettings settings, const TravelTimeOracle& oracle)
      : settings_{std::move(settings)}, query_{oracle} {}

  [[nodiscard]] RebalancingMoment moment() const override { return RebalancingMoment::at_intervals; }
  void rebalance(const FleetView& fleet, std::span<const ShuttleId> idle, const DemandForecast& forecast,
                 std::vector<Move>& moves) override;

 private:
  /// What each zone will lack (positive) or have too many of. [1/1000 shuttle]
  [[nodiscard]] std::vector<std::int64_t> imbalance(const FleetView& fleet, const DemandForecast& forecast);
  [[nodiscard]] Milliseconds drive(const DemandForecast& forecast, std::int32_t from, std::int32_t to,
                                   const FleetView& fleet);

  using ZonePair = std::pair<std::int32_t, std::int32_t>;
  RebalancingSettings settings_;
  TravelTimeQuery query_;
  std::map<ZonePair, std::int64_t> owed_;  // [1/1000 shuttle]
  std::map<ZonePair, Milliseconds> drives_;
  Milliseconds day_ = kNever;  // midnight of the day foretold
};

}  // namespace navette
