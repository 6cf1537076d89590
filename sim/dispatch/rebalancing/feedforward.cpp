#include "dispatch/rebalancing/feedforward.h"

#include <algorithm>
#include <cmath>

#include "dispatch/rebalancing/free_shuttles.h"
#include "dispatch/rebalancing/transport_problem.h"

namespace navette {
namespace {

constexpr std::int64_t kShuttle = 1'000;

}  // namespace

Milliseconds Feedforward::drive(const DemandForecast& forecast, std::int32_t from, std::int32_t to,
                                const FleetView& fleet) {
  const auto now = [&] {
    return fleet.drive_now(query_, forecast.place(static_cast<std::size_t>(from)),
                           forecast.place(static_cast<std::size_t>(to)));
  };
  if (fleet.roads_closed()) return now();  // not for long
  const auto [entry, is_new] = drives_.try_emplace({from, to});
  if (is_new) entry->second = now();
  return entry->second;
}

std::vector<std::int64_t> Feedforward::imbalance(const FleetView& fleet, const DemandForecast& forecast) {
  const Milliseconds from = fleet.now() + settings_.lead;
  const Milliseconds until = from + settings_.interval;
  std::vector<double> net(forecast.zone_count(), 0);
  for (const DemandForecast::Flow& flow : forecast.flows()) {
    if (flow.from == flow.to) continue;
    net[static_cast<std::size_t>(flow.from)] += forecast.expected(flow, from, until);
    const Milliseconds ride = drive(forecast, flow.from, flow.to, fleet);
    net[static_cast<std::size_t>(flow.to)] -= forecast.expected(flow, from - ride, until - ride);
  }
  std::vector<std::int64_t> lacking;
  lacking.reserve(net.size());
  for (const double shuttles : net) lacking.push_back(static_cast<std::int64_t>(std::floor(shuttles * kShuttle + 0.5)));
  return lacking;
}

void Feedforward::rebalance(const FleetView& fleet, std::span<const ShuttleId> idle, const DemandForecast& forecast,
                            std::vector<Move>& moves) {
  if (forecast.start() != day_) {
    owed_.clear();
    drives_.clear();  // zones are other ones
    day_ = forecast.start();
  }
  std::vector<std::int32_t> givers;
  std::vector<std::int32_t> takers;
  std::vector<std::int64_t> supply;
  std::vector<std::int64_t> demand;
  const std::vector<std::int64_t> lacking = imbalance(fleet, forecast);
  for (std::size_t z = 0; z < lacking.size(); ++z) {
    if (lacking[z] == 0) continue;
    (lacking[z] < 0 ? givers : takers).push_back(static_cast<std::int32_t>(z));
    (lacking[z] < 0 ? supply : demand).push_back(std::abs(lacking[z]));
  }
  std::vector<std::int64_t> cost;
  for (const std::int32_t giver : givers) {
    for (const std::int32_t taker : takers) cost.push_back(drive(forecast, giver, taker, fleet).count);
  }
  for (const Shipment& shipment : least_cost_shipments(supply, demand, cost)) {
    owed_[{givers[static_cast<std::size_t>(shipment.source)], takers[static_cast<std::size_t>(shipment.sink)]}] +=
        shipment.amount;
  }

  std::vector<bool> sent(idle.size(), false);
  for (auto& [zones, owed] : owed_) {
    for (std::size_t k = 0; k < idle.size() && owed >= kShuttle; ++k) {
      if (sent[k] || zone_at(fleet, fleet.origin(idle[k]).location, forecast) != zones.first) continue;
      sent[k] = true;
      owed -= kShuttle;
      moves.push_back({idle[k], forecast.place(static_cast<std::size_t>(zones.second))});
    }
  }
}

}  // namespace navette
