#include "fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_hostile({reinterpret_cast<const char*>(data), size});  // NOLINT: libFuzzer hands over bytes
  return 0;
}
