#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demand/residents/population_parameters.h"
#include "demand/residents/zone_contents.h"
#include "demand/residents/zones.h"

namespace navette {

/// A commune of the population: how many live in it, and where they can.
struct SettledZone {
  std::string name;
  std::string code;
  std::int64_t asked = -1;  // as PopulationReport::Fit
  std::int64_t inhabitants = 0;
  std::vector<HomeSite> sites;  // not empty if anybody lives here
  std::int32_t buildings = 0;   // of the sites
  bool elsewhere = false;       // there is a census, but nothing tells how many live here
};

/// Decides how many people live in each zone, and on what.
///
/// - A zone of the user's polygons of which less than half of the area lies within the map's frame is cut by the map's
///   edge: its total is scaled by that share. Not so if it surrounds the whole map, since it may be drawn generously.
/// - Zones without a number share the rest of the whole territory by their dwellings; if the whole is unknown, each
///   has `inhabitants_per_dwelling`; but where the user gives polygons and totals, those without a total are empty.
/// - A zone without a dwelling is settled on its road points, else its settlements; one with none of these is left out.
/// Every choice that the user may want to know of becomes a sentence in `assumptions`, what is likely not as meant one
/// in `warnings`. Throws InputError if nobody lives on the map though somebody should.
std::vector<SettledZone> settle_zones(const ZonePlan& plan, const std::vector<ZoneContents>& contents,
                                      const MapBox& frame, const PopulationParameters& parameters,
                                      std::vector<std::string>& assumptions, std::vector<std::string>& warnings);

}  // namespace navette
