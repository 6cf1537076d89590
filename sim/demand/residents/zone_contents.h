#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "demand/map_data.h"
#include "demand/residents/zones.h"

namespace navette {

/// A place where households can live, and how many dwellings it has.
struct HomeSite {
  Coordinate place;
  std::int32_t dwellings = 1;  // >= 1
};

/// What of the map lies in one zone.
struct ZoneContents {
  std::vector<HomeSite> homes;          // buildings with dwellings, and farms without a building
  std::int64_t dwellings = 0;           // in all of them
  std::vector<Coordinate> road_points;  // points along its roads
  std::vector<Coordinate> places;       // settlements
};

/// Gives each building, road point and settlement to the one zone it lies in.
///
/// First the zones with a known number of inhabitants that have a border; then the settlements with a known number:
/// the one with the smallest distance / reach, if that is at most 1 and no settlement without a number is nearer in
/// the same sense; then borders without a number; at last elsewhere. Ties: the first zone.
std::vector<ZoneContents> assign_to_zones(const ZonePlan& plan, const MapData& map,
                                          std::span<const Coordinate> road_points, Coordinate middle);

}  // namespace navette
