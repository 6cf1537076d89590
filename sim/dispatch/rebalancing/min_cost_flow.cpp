#include "dispatch/rebalancing/min_cost_flow.h"

#include <algorithm>
#include <cmath>

#include "dispatch/rebalancing/free_shuttles.h"
#include "dispatch/rebalancing/transport_problem.h"

namespace navette {

std::vector<std::int64_t> share_out(std::int64_t count, const std::vector<double>& demand) {
  std::vector<std::int64_t> shares(demand.size(), 0);
  for (; count > 0; --count) {
    std::size_t most = demand.size();
    for (std::size_t z = 0; z < demand.size(); ++z) {
      if (demand[z] <= 0) continue;
      // demand / (2 n + 1), compared without dividing
      const auto weight = [&](std::size_t zone) { return static_cast<double>(2 * shares[zone] + 1); };
      if (most == demand.size() || demand[z] * weight(most) > demand[most] * weight(z)) most = z;
    }
    if (most == demand.size()) break;
    ++shares[most];
  }
  return shares;
}

std::vector<std::int64_t> MinCostFlow::targets(const std::vector<double>& demand, std::int64_t shuttles) const {
  if (settings_.target == RebalancingTarget::demand_share) return share_out(shuttles, demand);
  std::vector<std::int64_t> wanted;
  for (const double expected : demand) {
    const double target = settings_.target_alpha * expected + settings_.target_beta;
    wanted.push_back(expected > 0 ? static_cast<std::int64_t>(std::floor(target)) : 0);
  }
  return wanted;
}

void MinCostFlow::rebalance(const FleetView& fleet, std::span<const ShuttleId> idle, const DemandForecast& forecast,
                            std::vector<Move>& moves) {
  if (idle.empty()) return;
  const Milliseconds now = fleet.now();
  std::vector<double> demand;
  for (std::size_t z = 0; z < forecast.zone_count(); ++z) {
    demand.push_back(forecast.departures(z, now, now + settings_.horizon));
  }
  // Who will be free without being sent anywhere.
  std::vector<std::int64_t> others(forecast.zone_count(), 0);
  std::int64_t shuttles = std::ssize(idle);
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleId id{s};
    if (std::find(idle.begin(), idle.end(), id) != idle.end()) continue;
    const Location place = free_by(fleet, id, now + settings_.max_time_before_idle, settings_.min_idle_time, waiting_);
    const std::int32_t zone = place.valid() ? zone_at(fleet, place, forecast) : -1;
    if (zone < 0) continue;
    ++others[static_cast<std::size_t>(zone)];
    ++shuttles;
  }
  std::vector<std::int64_t> lacking = targets(demand, shuttles);
  for (std::size_t z = 0; z < lacking.size(); ++z) {
    lacking[z] = std::max<std::int64_t>(lacking[z] - others[z], 0);
  }

  const std::vector<std::int64_t> one_each(idle.size(), 1);
  std::vector<std::int64_t> cost;
  for (const ShuttleId id : idle) {
    const Origin& here = fleet.origin(id);
    const std::int32_t zone = zone_at(fleet, here.location, forecast);
    for (std::size_t z = 0; z < lacking.size(); ++z) {
      const bool stays = zone == static_cast<std::int32_t>(z);
      cost.push_back(stays ? 0 : fleet.drive_now(query_, here.location, forecast.place(z), here.heading).count);
    }
  }
  for (const Shipment& shipment : least_cost_shipments(one_each, lacking, cost)) {
    const ShuttleId id = idle[static_cast<std::size_t>(shipment.source)];
    if (zone_at(fleet, fleet.origin(id).location, forecast) == shipment.sink) continue;
    moves.push_back({id, forecast.place(static_cast<std::size_t>(shipment.sink))});
  }
}

}  // namespace navette
