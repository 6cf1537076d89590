#pragma once

#include <string>

#include "network/road_snapper.h"

namespace navette {

/// Why a place is on no road where people may board, as the end of a sentence whose subject is the place:
/// "lies more than 500 m (territory.max_snap_distance) from any road", or the kind of road that alone is within reach.
std::string off_road(const RoadSnapper& snapper, Coordinate place, double reach);

/// Whether a road is within reach [m], but none where people may board.
bool only_barred_roads(const RoadSnapper& snapper, Coordinate place, double reach);

}  // namespace navette
