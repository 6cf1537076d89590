#include "fuzz/fuzz_target.h"
#include "io/osm/read_map_data.h"
#include "io/osm/read_osm.h"
#include "network/build/build_road_graph.h"

using namespace navette;

// An extract of OpenStreetMap: XML where it begins like XML, else a PBF.
void read_hostile(std::string_view bytes) {
  const bool xml = !bytes.empty() && bytes.front() == '<';
  fuzz::attempt(fuzz::as_file(bytes, xml ? ".osm" : ".osm.pbf"), [](const auto& file) {
    const auto extract = read_osm(file, RoadRules{});
    (void)build_road_graph(extract.roads);
    (void)read_map_data(file);
  });
}
