#pragma once

#include <vector>

#include "io/territory/road_network.h"

namespace navette::territory {

/// Where each mesh vertex on a road or river comes to lie once bends are rounded, still without new crossings:
/// where rounding would make two of them touch, the mesh's own place is kept.
std::vector<Point> round_bends(const RoadNetwork& network);

}  // namespace navette::territory
