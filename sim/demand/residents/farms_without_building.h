#pragma once

#include <vector>

#include "demand/map_data.h"

namespace navette {

/// Single farms and houses that the map names but draws no dwelling for within 100 m: one dwelling each is assumed
/// there, since buildings are mapped unevenly. In order of `map.places`.
std::vector<Coordinate> farms_without_building(const MapData& map);

}  // namespace navette
