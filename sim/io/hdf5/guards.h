#pragma once

#include <cstdint>
#include <string>

namespace navette::hdf5 {

// What is asked of a file before anything in it is read: the library itself believes what a file says.

/// Throws Error unless all that the file holds lies in it: links to other files, datasets stored in other files or put
/// together from them, and links of a user's own kind are refused.
void check_self_contained(std::int64_t file);

/// Throws Error if a dataset claims more rows, larger chunks or longer texts than its bytes in the file can hold.
/// `rows`: of one dimension, as it claims. `file_size`: [bytes]
void check_plausible(std::int64_t dataset, std::uint64_t rows, std::uint64_t file_size, const std::string& what);

/// Throws Error if a text attribute claims to be longer than the file.
void check_attribute_text(std::int64_t attribute, std::uint64_t file_size, const std::string& what);

}  // namespace navette::hdf5
