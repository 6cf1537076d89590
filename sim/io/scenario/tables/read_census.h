#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/errors.h"
#include "demand/census.h"

namespace navette {

/// Reads inhabitants per commune or town from a CSV file; columns and their other names: docs/scenario-format.md. Of
/// several columns of inhabitants, the one of the latest year counts; columns of no concern are passed over,
/// and so are rows without inhabitants (former communes).
/// All that is wrong goes into `errors`, with file and line; which column was read as what, into `notes`.
std::vector<CensusTotal> read_census_totals(const std::filesystem::path& file, InputErrors& errors,
                                            std::vector<std::string>* notes = nullptr);

/// Reads inhabitants by year of age from a CSV file with a row per commune and age.
std::vector<AgePyramid> read_age_pyramids(const std::filesystem::path& file, InputErrors& errors,
                                          std::vector<std::string>* notes = nullptr);

}  // namespace navette
