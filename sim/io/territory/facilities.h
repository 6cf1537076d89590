#pragma once

#include <vector>

#include "io/territory/settlements.h"
#include "io/territory/territory_map.h"

namespace navette::territory {

/// Something that a settlement of this size has: in a building of its own, or in somebody's ground floor.
struct Facility {
  TerritoryMap::Tags tags;
  bool own_building = false;
  const char* building = "yes";  // value of the tag `building`
  double width = 0;              // [m] of its own building
  double depth = 0;              // [m]
  bool at_the_edge = false;      // outskirts rather than centre
};

/// What towns, villages and hamlets have, by their inhabitants. `first_town`: has the only station.
std::vector<Facility> facilities_of(const Settlement& settlement, bool first_town);

}  // namespace navette::territory
