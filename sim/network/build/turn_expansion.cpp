#include "network/build/turn_expansion.h"

#include <algorithm>

#include "network/build/u_turn_detours.h"

namespace navette {
namespace {

/// The directed roads that arrive at and leave each junction, in their own order.
struct RoadsAtJunctions {
  RoadsAtJunctions(std::size_t junctions, const std::vector<DirectedRoad>& roads)
      : arriving(junctions), leaving(junctions) {
    for (std::uint32_t r = 0; r < roads.size(); ++r) {
      arriving[roads[r].head].push_back(r);
      leaving[roads[r].tail].push_back(r);
    }
  }
  std::vector<std::vector<std::uint32_t>> arriving;
  std::vector<std::vector<std::uint32_t>> leaving;
};

/// The roads one may turn into from the end of `road`.
std::vector<std::uint32_t> allowed_turns(std::uint32_t road, const std::vector<DirectedRoad>& roads,
                                         const std::vector<std::uint32_t>& leaving,
                                         const std::vector<BannedTurn>& banned) {
  const std::int32_t back = roads[road].twin;
  std::vector<std::uint32_t> allowed;
  for (const std::uint32_t onto : leaving) {
    if (static_cast<std::int32_t>(onto) == back) continue;
    if (!std::binary_search(banned.begin(), banned.end(), BannedTurn{road, onto})) allowed.push_back(onto);
  }
  // A dead end, or no other way out: turn round.
  if (allowed.empty() && back >= 0) allowed.push_back(static_cast<std::uint32_t>(back));
  return allowed;
}

void pull_apart(const RoadsAtJunctions& at, const std::vector<DirectedRoad>& roads,
                const std::vector<BannedTurn>& banned, ExpandedNetwork& network) {
  network.nodes.clear();
  network.roads.assign(roads.size(), {});
  network.turns.clear();
  for (std::uint32_t v = 0; v < at.arriving.size(); ++v) {
    const bool expanded = network.junction_is_expanded[v];
    if (!expanded) network.nodes.push_back({v, -1});
    for (const std::uint32_t r : at.arriving[v]) {
      if (expanded) network.nodes.push_back({v, static_cast<std::int32_t>(r)});
      network.roads[r].second = static_cast<std::uint32_t>(network.nodes.size() - 1);
    }
    for (const std::uint32_t r : at.leaving[v]) {
      if (expanded) network.nodes.push_back({v, static_cast<std::int32_t>(r)});
      network.roads[r].first = static_cast<std::uint32_t>(network.nodes.size() - 1);
    }
    if (!expanded) continue;
    for (const std::uint32_t r : at.arriving[v]) {
      for (const std::uint32_t onto : allowed_turns(r, roads, at.leaving[v], banned)) {
        network.turns.emplace_back(network.roads[r].second, network.roads[onto].first);
      }
    }
  }
}

}  // namespace

ExpandedNetwork expand_turns(std::size_t junctions, const std::vector<DirectedRoad>& roads,
                             std::vector<BannedTurn> banned) {
  std::sort(banned.begin(), banned.end());
  banned.erase(std::unique(banned.begin(), banned.end()), banned.end());
  // To turn round is banned everywhere but at dead ends, without being told.
  banned.erase(
      std::remove_if(banned.begin(), banned.end(),
                     [&](BannedTurn turn) { return roads[turn.from].twin == static_cast<std::int32_t>(turn.onto); }),
      banned.end());

  const RoadsAtJunctions at{junctions, roads};
  ExpandedNetwork network;
  network.junction_is_expanded.resize(junctions);
  const auto expand = [&](std::uint32_t junction, std::int64_t& counter) {
    if (!network.junction_is_expanded[junction]) ++counter;
    network.junction_is_expanded[junction] = true;
  };
  for (const BannedTurn turn : banned) expand(roads[turn.from].head, network.expanded_for_restrictions);
  pull_apart(at, roads, banned, network);

  // Expanding more junctions only takes turns away, so a turn that is clean stays clean.
  for (std::vector<BannedTurn> unclean = banned; !unclean.empty();) {
    UTurnDetours detours{network, roads, junctions};
    std::vector<std::uint32_t> turning_points;
    unclean.erase(std::remove_if(unclean.begin(), unclean.end(),
                                 [&](BannedTurn turn) { return !detours.find(turn, turning_points); }),
                  unclean.end());
    for (const std::uint32_t junction : turning_points) expand(junction, network.expanded_against_u_turns);
    if (!unclean.empty()) pull_apart(at, roads, banned, network);
  }
  return network;
}

}  // namespace navette
