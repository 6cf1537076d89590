#include "io/map_objects.h"

#include <fstream>

#include "support/temporary_folder.h"

namespace navette {

std::string tag(const std::string& key, const std::string& value) {
  return R"(<tag k=")" + key + R"(" v=")" + value + R"("/>)";
}

std::string way(int id, const std::vector<int>& nodes, const std::string& tags) {
  std::string text = "<way id=\"" + std::to_string(id) + "\">";
  for (const int node : nodes) text += "<nd ref=\"" + std::to_string(node) + "\"/>";
  return text + tags + "</way>\n";
}

std::string relation(int id, const std::vector<std::pair<int, std::string>>& ways, const std::string& tags) {
  std::string text = "<relation id=\"" + std::to_string(id) + "\">";
  for (const auto& [ref, role] : ways) {
    text += R"(<member type="way" ref=")" + std::to_string(ref) + R"(" role=")" + role + R"("/>)";
  }
  return text + tags + "</relation>\n";
}

MapData map_of(const std::string& objects, MapDataReport* report) {
  const TemporaryFolder folder;
  std::string text = "<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\">\n" + objects;
  // Behind what uses them: the order in the file must not matter.
  for (int row = 0; row < 10; ++row) {
    for (int column = 0; column < 10; ++column) {
      text += "<node id=\"" + std::to_string(10 * row + column) + "\" lat=\"" + std::to_string(43.9 + 0.0001 * row) +
              "\" lon=\"" + std::to_string(2.0 + 0.0001 * column) + "\"/>\n";
    }
  }
  const auto file = folder.path() / "map.osm";
  std::ofstream{file} << text << "</osm>\n";
  return read_map_data(file, report);
}

}  // namespace navette
