#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <utility>

namespace osmium {
class OSMObject;
}

namespace navette {

/// Which objects of a file are visited.
enum class OsmKinds { nodes, ways, relations, ways_and_relations };

/// Throws InputError unless the file is there, is not empty, and is named `.osm.pbf`, `.osm.gz`, `.osm.bz2` or `.osm`.
void check_osm_file(const std::filesystem::path& file);

/// A plain extract of OpenStreetMap, to be read several times.
class OsmFile {
 public:
  /// Throws InputError, naming the file and the cause, if it is not there, or is an answer of a server that did not
  /// finish, a change file or a history.
  explicit OsmFile(std::filesystem::path file);

  /// Calls `visit` for every living object of the given kinds, in the order of the file. What JOSM marked as deleted is
  /// not living.
  /// Throws InputError, naming the file, if it is broken, truncated, or holds a history.
  void visit(OsmKinds kinds, const std::function<void(const osmium::OSMObject&)>& visit) const;

 private:
  std::filesystem::path file_;
  std::set<std::pair<char, std::int64_t>> deleted_;
};

}  // namespace navette
