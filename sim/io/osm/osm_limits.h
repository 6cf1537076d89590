#pragma once

#include <filesystem>

namespace navette {

/// Throws InputError, naming the file, if it would unpack to far more than a map holds, or if one XML tag of it is
/// longer than any that OpenStreetMap writes: libraries read such files for hours, or fill memory. docs/network.md has
/// the limits. Reads the file once (of .pbf, the heads of its blobs).
void check_osm_limits(const std::filesystem::path& file);

}  // namespace navette
