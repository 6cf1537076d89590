#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/coordinate.h"

namespace navette {

enum class PlaceKind : std::int8_t { city = 0, town, suburb, village, hamlet, isolated };

/// A named settlement of the map.
struct NamedPlace {
  std::string name;
  PlaceKind kind = PlaceKind::village;
  Coordinate place;
  std::int32_t population = -1;  // as tagged; negative: unknown
};

enum class BuildingUse : std::int8_t { house = 0, apartments, farmhouse, unspecified, not_a_dwelling };

struct Building {
  Coordinate place;     // of its middle
  float footprint = 0;  // [m2] 0: mapped as a point
  BuildingUse use = BuildingUse::unspecified;
  std::int16_t dwellings = -1;  // as tagged; negative: unknown
  std::int16_t levels = -1;     // storeys as tagged; negative: unknown
};

/// What people go to. `administration`: town hall, post office, advice centres. `station`: train or main bus stop.
enum class FacilityKind : std::int8_t {
  doctor = 0,
  pharmacy,
  hospital,
  supermarket,
  small_shop,
  school,            // up to the age of 10
  secondary_school,  // from 11
  workplace,
  administration,
  leisure,
  market,
  station
};
inline constexpr int kFacilityKinds = 12;

struct Facility {
  FacilityKind kind = FacilityKind::small_shop;
  Coordinate place;
  std::string name;
  double size = 1;  // attraction relative to others of its kind: floor area, pupils, jobs; > 0
};

/// One closed ring of a polygon, last point not repeated.
using Ring = std::vector<Coordinate>;
/// A place lies in it if an odd number of its rings is around the place, so that rings within rings are holes.
using Polygon = std::vector<Ring>;
/// A place lies in it if it lies in one of the polygons, which may overlap.
using Area = std::vector<Polygon>;

/// An area whose inhabitants are known or counted apart.
struct Commune {
  std::string name;
  std::string code;              // INSEE or the like; may be empty
  Area area;                     // empty: known by name only
  std::int32_t population = -1;  // negative: unknown
  int level = 8;                 // admin_level of its boundary, one of kBoundaryLevels
};

/// Where the map shows a pole or platform at which buses halt.
struct MapStop {
  std::string name;  // may be empty
  Coordinate place;
};

/// What a map tells about people rather than roads.
struct MapData {
  std::vector<NamedPlace> places;
  std::vector<Building> buildings;
  std::vector<Facility> facilities;
  std::vector<Commune> communes;
  std::vector<MapStop> stops;
};

}  // namespace navette
