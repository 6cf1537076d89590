#pragma once

#include <cstdint>
#include <vector>

#include "demand/map_data.h"
#include "engine/scenario.h"

namespace navette {

/// The shuttles of a scenario that leaves its fleet to the map.
///
/// Number: fleet.size, else one per 2,500 inhabitants, at least two; `inhabitants` are those made, or where demand is
/// given, 0: the `population` tags of the places count then. Depots: those given, else the largest places, one
/// for every two shuttles, which take them in turn. Places rank by kind (city, town, village, ...), then population,
/// then name; where the map names none, the depot is the middle one of its buildings.
/// Throws InputError if the map shows neither a place nor a building.
std::vector<GivenShuttle> fleet_by_rule(const FleetRule& rule, const MapData& map, std::int64_t inhabitants);

}  // namespace navette
