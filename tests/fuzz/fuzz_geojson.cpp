#include "fuzz/fuzz_target.h"
#include "io/scenario/tables/read_geojson.h"

using namespace navette;

// Outlines of communes, and of an area.
void read_hostile(std::string_view bytes) {
  fuzz::attempt(fuzz::as_file(bytes, ".geojson"), [](const auto& file) {
    InputErrors errors;
    (void)read_communes(file, errors);
    (void)read_area(file, errors);
  });
}
