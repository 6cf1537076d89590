#pragma once

#include <vector>

#include "io/territory/buildings.h"

namespace navette::territory {

/// Divides the territory into communes, each the ground nearest to its town or village (Voronoi cells clipped to the
/// border, their lines bent a little), and adds them as administrative boundaries with the residents counted in them.
/// Neighbours share the ways of their common border.
void write_communes(const std::vector<Point>& border, const RoadPlan& plan, const BuiltUp& built, std::uint64_t seed,
                    MapBuilder& map);

}  // namespace navette::territory
