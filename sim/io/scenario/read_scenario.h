#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario.h"

namespace navette {

/// Reads a scenario file, and the CSV files it names, with `overrides` ("service.max_wait_time=600") in place.
///
/// Keys, units, defaults and ranges: docs/scenario-format.md. Throws one InputError with everything that is wrong, each
/// message with file and line (or the override), key, what was found and what is allowed. The file of roads is named
/// but not read. Into `warnings`: keys that have no effect, such as what an override replaces.
Scenario read_scenario(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                       std::vector<std::string>& warnings);

/// The scenario as a results file keeps it, without what is in other files: no requests, no residents, no shuttles of
/// a list; services have no kind, area, stops, hubs nor courses, which the file keeps in tables. `name`: stands in
/// messages for the file. Throws InputError if it is not one of ours.
Scenario read_kept_scenario(std::string_view toml, const std::string& name);

}  // namespace navette
