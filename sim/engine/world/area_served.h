#pragma once

#include "core/coordinate.h"
#include "demand/map_data.h"

namespace navette {

/// Whether a place lies in the area, or within `buffer` [m] of its border. No polygons: everything lies in it.
bool in_area(const Area& area, double buffer, Coordinate place);

}  // namespace navette
