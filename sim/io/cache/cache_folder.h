#pragma once

#include <filesystem>
#include <optional>

namespace navette {

/// Where prepared networks are kept: $NAVETTE_CACHE, else `navette` in the cache folder of the XDG base directory
/// specification ($XDG_CACHE_HOME, else ~/.cache). Nothing: there is none, or NAVETTE_CACHE is empty, which switches
/// the cache off.
std::optional<std::filesystem::path> cache_folder();

}  // namespace navette
