#include "io/cache/cache_folder.h"

#include <cstdlib>

namespace navette {
namespace {

// The specification says that a relative path is to be ignored.
std::optional<std::filesystem::path> absolute(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr || !std::filesystem::path{value}.is_absolute()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::filesystem::path> cache_folder() {
  if (const char* own = std::getenv("NAVETTE_CACHE")) {
    if (*own == '\0') return std::nullopt;
    return own;
  }
  if (const auto shared = absolute("XDG_CACHE_HOME")) return *shared / "navette";
  if (const auto home = absolute("HOME")) return *home / ".cache" / "navette";
  return std::nullopt;
}

}  // namespace navette
