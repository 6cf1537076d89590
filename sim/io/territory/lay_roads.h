#pragma once

#include <cstdint>
#include <vector>

#include "io/territory/path_search.h"
#include "io/territory/road_network.h"
#include "io/territory/settlements.h"

namespace navette::territory {

/// A house or farm in open country, and the mesh vertex of the road or driveway that leads there.
struct Homestead {
  int vertex = -1;
  bool farm = false;
};

/// Rivers from border to border past the towns; a later one ends where it meets an earlier one.
void lay_rivers(RoadNetwork& network, PathSearch& search, const Settlements& settlements, double km2,
                std::uint64_t seed);

/// The axis through the towns (primary), their spokes (secondary) and the roads between villages (tertiary).
void lay_main_roads(RoadNetwork& network, PathSearch& search, const Settlements& settlements, std::uint64_t seed);

/// A first road to each hamlet, from whatever road is nearest.
void lay_hamlet_roads(RoadNetwork& network, PathSearch& search, const Settlements& settlements);

/// Streets of towns, villages and hamlets, by their size.
void lay_streets(RoadNetwork& network, const Settlements& settlements, std::uint64_t seed);

/// Dead-end lanes into empty country, and lanes that join roads far apart by the network, until the countryside has
/// its share of both and its roads their total length. [m]
void lay_lanes(RoadNetwork& network, PathSearch& search, double target_metres, std::uint64_t seed);

/// Farms where lanes end, houses along roads, farms behind a driveway (a service road). `zones`: settlement_zones().
std::vector<Homestead> lay_homesteads(RoadNetwork& network, const std::vector<int>& zones, int count,
                                      std::uint64_t seed);

/// Field tracks; no public roads.
void lay_tracks(RoadNetwork& network, PathSearch& search, int count, std::uint64_t seed);

}  // namespace navette::territory
