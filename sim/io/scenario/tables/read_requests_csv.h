#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/errors.h"
#include "engine/scenario.h"

namespace navette {

/// Whether some shuttle of the fleet could carry this party, were it empty.
bool fits_some_shuttle(const GivenRequest& request, const std::vector<GivenShuttle>& shuttles);

/// Reads a requests.csv (columns: docs/scenario-format.md), in order of (submitted_at, row). Adds all that is wrong to
/// `errors`, with file and line. `shuttles`: who must be able to carry every party; empty: not checked.
/// `services`: by what names a request may ask for one.
std::vector<GivenRequest> read_requests_csv(const std::filesystem::path& file,
                                            const std::vector<GivenShuttle>& shuttles, InputErrors& errors,
                                            const std::vector<std::string>& services = {});

}  // namespace navette
