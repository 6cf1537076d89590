#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dispatch/dispatch_settings.h"
#include "dispatch/pending_trip.h"
#include "fleet/fleet_view.h"

namespace navette::test {

/// What serving a few trips costs at least, found by trying every assignment to shuttles and every order of their
/// stops, written to judge the policies and sharing no code with them (brute_force_sequence.h).
class JointOptimum {
 public:
  /// No shuttle may have set out, nor have anything to do. Each trip has one pair of places, and all one service.
  JointOptimum(std::span<const PendingTrip> trips, const FleetView& fleet, const ObjectiveSettings& objective);

  /// Of plans that serve exactly this set of trips, one bit each: the least cost; none: it cannot be done.
  [[nodiscard]] std::optional<double> cost(std::uint32_t set) const { return cost_[set]; }
  /// How many can be served at most.
  [[nodiscard]] int most() const;

 private:
  std::vector<std::optional<double>> cost_;
};

/// What the plans that stand cost, as `JointOptimum` counts it.
double cost_of_plans(const FleetView& fleet, const ObjectiveSettings& objective);

}  // namespace navette::test
