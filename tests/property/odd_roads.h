#pragma once

#include "core/random_stream.h"
#include "io/territory/territory_map.h"

namespace navette::test {

/// Makes the roads of a map as odd as real ones: motorways, tunnels and long bridges where nobody boards, ferries with
/// durations in the place of lanes, streets open to buses or in one direction only, speed limits that cannot be, ways
/// without length, nodes named twice in a row, and a second node where one is already.
void make_roads_odd(TerritoryMap& map, RandomStream& random);

}  // namespace navette::test
