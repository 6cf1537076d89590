#include "engine/booking/request_stream.h"

#include <string_view>

namespace navette {
namespace {

// FNV-1a, 64 bits: Fowler, Noll and Vo.
std::uint64_t fingerprint(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char letter : text) {
    hash ^= static_cast<unsigned char>(letter);
    hash *= 0x100000001b3U;
  }
  return hash;
}

}  // namespace

RandomStream stream_of(const TripRequest& asked, Purpose purpose, std::uint64_t seed) {
  const std::uint64_t key = fingerprint(asked.name);
  return {seed, purpose, static_cast<std::uint32_t>(key), static_cast<std::int32_t>(key >> 32U)};
}

}  // namespace navette
