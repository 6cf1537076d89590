#pragma once

#include <filesystem>
#include <vector>

#include "core/errors.h"
#include "engine/scenario.h"

namespace navette {

/// Reads a shuttles.csv (columns: docs/scenario-format.md), in the order of its rows; several rows of one shuttle_id
/// are the pieces of a split shift. Adds all that is wrong to `errors`, with file and line.
std::vector<GivenShuttle> read_shuttles_csv(const std::filesystem::path& file, InputErrors& errors);

}  // namespace navette
