#include <utility>

#include "dispatch/rebalancing/feedforward.h"
#include "dispatch/rebalancing/go_to_place.h"
#include "dispatch/rebalancing/min_cost_flow.h"
#include "dispatch/rebalancing/plus_one.h"

namespace navette {

std::unique_ptr<Rebalancer> make_rebalancer(const RebalancingSettings& settings, const TravelTimeOracle& oracle,
                                            WaitingPolicy waiting, std::vector<Location> places) {
  switch (settings.strategy) {
    case RebalancingStrategy::stay:
      return nullptr;
    case RebalancingStrategy::depot:
      return std::make_unique<ReturnToDepot>();
    case RebalancingStrategy::waiting_place:
      return std::make_unique<NearestWaitingPlace>(oracle, std::move(places));
    case RebalancingStrategy::min_cost_flow:
      return std::make_unique<MinCostFlow>(settings, oracle, waiting);
    case RebalancingStrategy::plus_one:
      return std::make_unique<PlusOne>(oracle);
    case RebalancingStrategy::feedforward:
      return std::make_unique<Feedforward>(settings, oracle);
  }
  return nullptr;
}

bool leaves_a_gap(const PlannedStop& next, Milliseconds leave, Milliseconds idle, WaitingPolicy waiting) {
  if (next.opens_shift || next.kind == StopKind::wait) return false;
  if (!ends_rides(next.kind) && waiting == WaitingPolicy::drive_first) return false;
  return next.begin - next.drive - leave >= idle;
}

}  // namespace navette
