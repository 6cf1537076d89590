#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demand/census.h"
#include "demand/map_data.h"
#include "demand/residents/polygon_index.h"

namespace navette {

/// Where inhabitants are counted together: a commune with a border, or a settlement known by its name.
struct Zone {
  std::string name;
  std::string code;
  std::int64_t asked = -1;  // inhabitants; negative: unknown
  std::string source;       // where `asked` comes from: "census.csv:4", "the map's population tag"
  int level = 8;            // admin_level of the border
  PolygonIndex area;        // empty: a settlement around `centre`, or what lies elsewhere
  bool from_user = false;   // the border comes from the user's polygons
  Coordinate centre;
  double reach = 0;  // [m] how far the settlement's buildings lie from its centre; 0: it has a border
};

/// The zones of a map, and what is known of them together.
struct ZonePlan {
  std::vector<Zone> zones;               // the last: all that lies elsewhere, without border or centre
  std::int64_t rest = -1;                // inhabitants of all zones without a number of their own; negative: unknown
  std::vector<NamedPlace> other_places;  // settlements without a number: nearer ones keep buildings from known ones
  bool elsewhere_is_empty = false;       // the user's polygons say where people live
  bool unnumbered_are_empty = false;     // so do the user's totals: polygons without one are empty too
  bool by_census = false;                // totals are given, but none of the whole territory
  std::vector<std::string> notes;        // sentences for the user
  std::int32_t left_out = 0;             // totals of communes that lie outside the map
};

/// How far buildings of a settlement lie from its centre: by its kind (city 3 km, town 1.5 km, village 700 m, suburb
/// 500 m, hamlet 300 m, single farm 150 m), or for larger ones a circle of 1,000 inhabitants per km2. [m]
/// An assumption.
double reach_of(PlaceKind kind, std::int64_t inhabitants);

/// Brings totals, borders and settlements together.
///
/// A total belongs to the commune of its code, else of its name (the user's polygons if there are any, else the map's
/// borders of admin_level 8, else those of the first of kBoundaryLevels that has it), else to the settlement of its
/// name. Without a total for the whole territory, `population` in polygons and tags tells of what the census does not.
/// Throws InputError if a total belongs to nothing or to two things, two totals belong to one or one lies within
/// another, what is left of the
/// whole is negative, or the polygons do not overlap the map.
ZonePlan plan_zones(const MapData& map, const Census& census, const MapBox& frame);

}  // namespace navette
