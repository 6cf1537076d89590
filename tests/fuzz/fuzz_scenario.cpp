#include "fuzz/fuzz_target.h"
#include "io/scenario/read_scenario.h"

using namespace navette;

// A scenario file. What it names beside itself is not there, which is an error like others.
void read_hostile(std::string_view bytes) {
  fuzz::attempt(fuzz::as_file(bytes, ".toml"), [](const auto& file) {
    std::vector<std::string> warnings;
    (void)read_scenario(file, {}, warnings);
  });
}
