// The only file that knows LEMON; compiled as C++17, since LEMON's headers are not C++20.
#include "dispatch/rebalancing/transport_problem.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <numeric>
#include <stdexcept>

namespace navette {

std::vector<Shipment> least_cost_shipments(const std::vector<std::int64_t>& supply,
                                           const std::vector<std::int64_t>& demand,
                                           const std::vector<std::int64_t>& cost) {
  const std::int64_t there_is = std::accumulate(supply.begin(), supply.end(), std::int64_t{0});
  const std::int64_t wanted = std::accumulate(demand.begin(), demand.end(), std::int64_t{0});
  if (there_is == 0 || wanted == 0) return {};

  using Graph = lemon::SmartDigraph;
  Graph graph;
  std::vector<Graph::Node> sources;
  std::vector<Graph::Node> sinks;
  std::vector<Graph::Arc> arcs;
  for (std::size_t i = 0; i < supply.size(); ++i) sources.push_back(graph.addNode());
  for (std::size_t j = 0; j < demand.size(); ++j) sinks.push_back(graph.addNode());
  for (const auto source : sources) {
    for (const auto sink : sinks) arcs.push_back(graph.addArc(source, sink));
  }
  Graph::NodeMap<std::int64_t> balance{graph};
  Graph::ArcMap<std::int64_t> costs{graph};
  for (std::size_t i = 0; i < supply.size(); ++i) balance[sources[i]] = supply[i];
  for (std::size_t j = 0; j < demand.size(); ++j) balance[sinks[j]] = -demand[j];
  for (std::size_t k = 0; k < arcs.size(); ++k) costs[arcs[k]] = cost[k];

  using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;
  Simplex simplex{graph};
  simplex.supplyMap(balance).costMap(costs).supplyType(there_is >= wanted ? Simplex::LEQ : Simplex::GEQ);
  if (simplex.run() != Simplex::OPTIMAL) throw std::logic_error{"a transportation problem without a solution"};

  std::vector<Shipment> shipments;
  for (std::size_t k = 0; k < arcs.size(); ++k) {
    const std::int64_t amount = simplex.flow(arcs[k]);
    if (amount <= 0) continue;
    shipments.push_back(
        {static_cast<std::int32_t>(k / demand.size()), static_cast<std::int32_t>(k % demand.size()), amount});
  }
  return shipments;
}

}  // namespace navette
