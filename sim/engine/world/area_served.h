#pragma once

#include <vector>

#include "core/coordinate.h"
#include "demand/map_data.h"

namespace navette {

/// Whether a place lies in the area, or within `buffer` [m] of its border. No rings: everything lies in it.
bool in_area(const std::vector<Ring>& area, double buffer, Coordinate place);

}  // namespace navette
