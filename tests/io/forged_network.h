#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "io/cache/network_cache.h"

namespace navette::test {

/// The columns of a cached network as they lie in its file, numbers of four bytes but for the first and the places.
using RawColumns = std::vector<std::vector<std::byte>>;

/// A small network with everything that is awkward, prepared.
PreparedNetwork small_network(std::uint64_t seed);

/// Writes the file of a cached network again, its columns changed, with checksums that are right and the key it had.
void forge(const std::filesystem::path& file, const std::function<void(RawColumns&)>& change);

/// Drives across a network as a run would. Returns all driving times and ways as one text.
std::string drive_across(const PreparedNetwork& network);

}  // namespace navette::test
