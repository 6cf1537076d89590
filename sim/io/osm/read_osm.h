#pragma once

#include <filesystem>

#include "network/build/road_rules.h"
#include "network/build/road_ways.h"

namespace navette {

/// What is read from one OpenStreetMap file.
struct OsmExtract {
  RawRoads roads;
};

/// Reads the drivable roads of an OpenStreetMap file: `.osm.pbf`, `.osm.gz`, `.osm.bz2` or `.osm`.
///
/// Reads the file twice (ways and relations, then nodes), so that memory holds only what roads use, and the order of
/// objects in the file does not matter. Only nodes of kept roads are handed on: whatever else lies in the file, however
/// far away, does not stretch the territory. Ways are sorted by id, nodes too.
/// Throws InputError, naming the file, if it is missing, of another kind, broken, truncated, or holds no drivable road.
OsmExtract read_osm(const std::filesystem::path& file, const RoadRules& rules);

}  // namespace navette
