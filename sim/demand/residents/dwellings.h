#pragma once

#include <cstdint>

#include "demand/map_data.h"

namespace navette {

/// How many dwellings a building is taken to hold: as tagged, else by its use, storeys and footprint.
///
/// house, farmhouse: 1. Apartments: storeys (3 if unknown) x footprint / 90 m2, at least 2; 6 if mapped as a point.
/// Unspecified: none below 25 m2 (a shed), 1 up to 250 m2 or if mapped as a point; beyond, as apartments if its
/// storeys are tagged 2 or more, else one for each 250 m2, at most 4, and none above 2,000 m2 (a hall).
/// All are assumptions.
std::int32_t dwellings_of(const Building& building);

}  // namespace navette
