#pragma once

#include <filesystem>
#include <functional>

namespace osmium {
class OSMObject;
}

namespace navette {

/// Which objects of a file are visited.
enum class OsmKinds { nodes, ways, relations, ways_and_relations };

/// Throws InputError unless the file is there, is not empty, and is named `.osm.pbf`, `.osm.gz`, `.osm.bz2` or `.osm`.
void check_osm_file(const std::filesystem::path& file);

/// Calls `visit` for every living object of the given kinds, in the order of the file.
/// Throws InputError, naming the file, if it is broken, truncated, or holds a history.
void visit_osm_file(const std::filesystem::path& file, OsmKinds kinds,
                    const std::function<void(const osmium::OSMObject&)>& visit);

}  // namespace navette
