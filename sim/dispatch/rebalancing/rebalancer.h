#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/id.h"
#include "core/units.h"
#include "demand/forecast/demand_forecast.h"
#include "dispatch/rebalancing/rebalancing_settings.h"
#include "fleet/fleet_view.h"
#include "network/location.h"

namespace navette {

/// An idle shuttle is to wait elsewhere.
struct Move {
  ShuttleId shuttle;
  Location to;

  auto operator<=>(const Move&) const = default;
};

/// What a rebalancer hears of a request, once: when it is answered, or, asked for long before, when the ride begins.
struct SignOfDemand {
  Location origin;
  Milliseconds departure;  // earliest
};

/// When a rebalancer is to be asked.
enum class RebalancingMoment : std::int8_t { at_intervals, when_idle, after_answers };

/// Says where idle shuttles wait. It changes nothing itself: the simulation sends them, and calls them off as soon as a
/// request needs them.
class Rebalancer {
 public:
  Rebalancer() = default;
  Rebalancer(const Rebalancer&) = delete;
  Rebalancer& operator=(const Rebalancer&) = delete;
  virtual ~Rebalancer() = default;

  [[nodiscard]] virtual RebalancingMoment moment() const = 0;
  /// There was demand here.
  virtual void hear(const SignOfDemand& /*sign*/) {}
  /// Adds at most one move per idle shuttle. `idle`: those that stand with nothing to do, in order. The fleet shows
  /// those on the way to wait elsewhere with that stop as their first.
  virtual void rebalance(const FleetView& fleet, std::span<const ShuttleId> idle, const DemandForecast& forecast,
                         std::vector<Move>& moves) = 0;
};

/// By the settings; nullptr: shuttles stay. `places`: settings.places, on the road. The oracle must outlive it.
std::unique_ptr<Rebalancer> make_rebalancer(const RebalancingSettings& settings, const TravelTimeOracle& oracle,
                                            WaitingPolicy waiting, std::vector<Location> places);

/// Whether a shuttle that has left the stop before at `leave`, empty, has `idle` time to be elsewhere before `next`.
///
/// The end of its shift is all that a shuttle may have ahead that drives first: it spends every other gap at the next
/// stop. One that waits first may leave in any gap long enough.
bool leaves_a_gap(const PlannedStop& next, Milliseconds leave, Milliseconds idle, WaitingPolicy waiting);

}  // namespace navette
