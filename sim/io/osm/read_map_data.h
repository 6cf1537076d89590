#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "demand/map_data.h"

namespace navette {

/// What of the map could not be read. Outlines that do not close, or whose nodes or ways the file lacks, are skipped.
struct MapDataReport {
  int broken_buildings = 0;
  int broken_facilities = 0;
  std::vector<std::string> broken_communes;  // by name; common at the edge of an extract
};

/// Reads what an OpenStreetMap file tells of people: buildings, places, facilities, communes. docs/map-data.md says
/// which tags count.
///
/// Reads the file three times (relations, ways, nodes), so that memory holds only what is used and the order of objects
/// in the file does not matter. All results are in order of (node, way, relation; id).
/// Throws InputError as `read_osm` does; a map without any of it is no error.
MapData read_map_data(const std::filesystem::path& file, MapDataReport* report = nullptr);

}  // namespace navette
