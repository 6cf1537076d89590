#pragma once

#include <filesystem>

#include "io/territory/territory_map.h"

namespace navette {

/// Writes the map as an OpenStreetMap file (.osm.pbf). The bytes depend on the map alone: no time stamp, no
/// compression. Written beside and renamed when complete. Throws OutputError.
void write_territory(const TerritoryMap& map, const std::filesystem::path& file);

}  // namespace navette
