#pragma once

#include <cstdint>
#include <vector>

#include "core/coordinate.h"
#include "core/units.h"

namespace navette {

/// Where a shuttle goes that has nothing to do. docs/rebalancing.md.
enum class RebalancingStrategy : std::int8_t { stay = 0, depot, waiting_place, min_cost_flow, plus_one, feedforward };

/// How many shuttles a zone should have; for `min_cost_flow`.
enum class RebalancingTarget : std::int8_t {
  demand_share = 0,  // all shuttles that are or will soon be free, shared out in proportion to the requests expected
  estimated_demand   // target_alpha * requests expected + target_beta, rounded down
};

/// What the scenario says of idle shuttles.
struct RebalancingSettings {
  RebalancingStrategy strategy = RebalancingStrategy::stay;
  std::vector<Coordinate> places;              // to wait at; for `waiting_place`
  Milliseconds interval{1'800'000};            // > 0; between two looks at the fleet: `min_cost_flow`, `feedforward`
  Milliseconds horizon{3'600'000};             // > 0; how far ahead demand counts: `min_cost_flow`, `plus_one`
  Milliseconds lead{900'000};                  // by how much `feedforward` is ahead of the demand
  Milliseconds min_idle_time{1'800'000};       // who has less time before it must set out stays
  Milliseconds max_time_before_idle{900'000};  // who will be free by then counts as free: `min_cost_flow`
  RebalancingTarget target = RebalancingTarget::demand_share;
  double target_alpha = 0.5;
  double target_beta = 0.5;

  /// Whether the strategy needs to know what is to be expected.
  [[nodiscard]] bool learns() const {
    return strategy == RebalancingStrategy::min_cost_flow || strategy == RebalancingStrategy::feedforward;
  }
};

}  // namespace navette
