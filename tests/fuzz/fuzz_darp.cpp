#include "fuzz/fuzz_target.h"
#include "io/darp/read_darp.h"

using namespace navette;

// An instance of Cordeau's format.
void read_hostile(std::string_view bytes) {
  fuzz::attempt(fuzz::as_file(bytes, ".txt"), [](const auto& file) { (void)read_darp(file); });
}
