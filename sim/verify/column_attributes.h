#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verify/findings.h"
#include "verify/hdf5_file.h"

namespace navette::verify {

/// What the results format says of the numbers in one column.
struct ColumnAttributes {
  std::string units;                    // empty: a text, without units
  std::optional<std::int64_t> missing;  // the value that stands for none
};

/// Of a column ("/requests/pickup"); nothing if the format does not know it.
std::optional<ColumnAttributes> documented_attributes(const std::string& column);

/// Whether readers take the numbers for what they are: units, missing values, scales, and dimensions that count rows.
void check_attributes(const Hdf5File& file, Findings& findings);

}  // namespace navette::verify
