#pragma once

#include <cstdint>
#include <string>

namespace navette::verify {

// The HDF5 library believes what a file says; so the file is asked first. Handles are hid_t.

/// Why the file is not complete in itself, with the path of what lies elsewhere ("/requests is a link to another
/// file"); empty: it is.
std::string what_lies_elsewhere(std::int64_t file);

/// Why a column of one dimension, of this many rows, cannot be what it claims, for a file of this size; empty: it can.
std::string impossible_column(std::int64_t dataset, std::uint64_t rows, std::uint64_t file_size);

/// Whether a text of variable length is longer than the file that it stands in.
bool impossible_text(std::int64_t attribute, std::uint64_t file_size);

}  // namespace navette::verify
