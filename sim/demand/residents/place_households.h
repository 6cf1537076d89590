#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/coordinate.h"
#include "demand/residents/zone_contents.h"

namespace navette {

/// Homes of `households` on sites, in the order of sites: systematic sampling of dwellings, so that each site gets its
/// share by dwellings, rounded down or up. `start` in [0, 1) says where sampling starts. `sites` may be empty only if
/// there is no household.
std::vector<Coordinate> place_households(std::span<const HomeSite> sites, std::size_t households, double start);

}  // namespace navette
