#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/territory/building_site.h"
#include "io/territory/lay_roads.h"

namespace navette::territory {

/// A building with what happens in it.
struct Building {
  Plot plot;
  std::string kind;  // value of the tag `building`
  int dwellings = 0;
  int residents = 0;
  TerritoryMap::Tags tags;  // what it is besides a building
};

/// A point of interest without a building of its own.
struct Amenity {
  Point place;
  TerritoryMap::Tags tags;
};

/// A named place and those who live there.
struct NamedPlace {
  Point centre;
  std::string kind;  // value of the tag `place`
  std::string name;
  int residents = 0;
};

struct BuiltUp {
  std::vector<Building> buildings;
  std::vector<Amenity> amenities;
  std::vector<NamedPlace> places;
};

/// Fills streets with facilities and houses, nearest to the centre first, and open country with homesteads.
///
/// One dwelling per 2.2 inhabitants; where plots run out, houses near the centre get more storeys. Residents of
/// all places sum to the inhabitants, and so do the residents of all buildings.
BuiltUp build(const RoadPlan& plan, const std::vector<Homestead>& homesteads, BuildingSite& site, Names& names,
              std::uint64_t seed);

}  // namespace navette::territory
