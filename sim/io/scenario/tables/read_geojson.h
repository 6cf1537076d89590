#pragma once

#include <filesystem>
#include <vector>

#include "core/errors.h"
#include "demand/map_data.h"

namespace navette {

/// Reads the outlines of communes from a GeoJSON FeatureCollection of Polygons and MultiPolygons (WGS84) with a name
/// or a code each; docs/scenario-format.md says what the properties may be called.
/// All that is wrong goes into `errors`, with the file and the number of the feature.
std::vector<Commune> read_communes(const std::filesystem::path& file, InputErrors& errors);

/// Reads all polygons of a GeoJSON file as one area; names are not needed, and a single feature or geometry will do.
Area read_area(const std::filesystem::path& file, InputErrors& errors);

}  // namespace navette
