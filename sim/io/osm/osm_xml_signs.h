#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <utility>

namespace navette {

/// Signs in an OpenStreetMap XML file that the reader of its objects does not see.
struct OsmXmlSigns {
  std::string problem;                              // why the file is no map that can be used; empty: nothing
  std::set<std::pair<char, std::int64_t>> deleted;  // 'n', 'w' or 'r' and id: deleted in JOSM, but still in its file
};

/// Reads through an XML file, also a packed one, once. What is no XML is left to the reader of objects to tell.
OsmXmlSigns read_osm_xml_signs(const std::filesystem::path& file);

}  // namespace navette
