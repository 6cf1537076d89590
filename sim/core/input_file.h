#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace navette {

/// Files that people give are regular files (or links to one): a device or a pipe may never end, and cannot be read
/// twice. All that reads files comes through here, also what hands a name on to a library.

/// What a file must be to be read: the largest that is taken, and what to do about a larger one.
struct InputLimit {
  std::uintmax_t bytes;  // 0: any size
  const char* cure = "leave out what lies elsewhere";
};
inline constexpr InputLimit kAnySize{0};

/// Why the file cannot be read, without its name: "there is no such file", "is a named pipe; a regular file is needed".
/// Empty: it can. Never blocks.
std::string why_unreadable(const std::filesystem::path& file, InputLimit limit = kAnySize);

/// Throws InputError, with the file's name, unless it can be read.
void check_input_file(const std::filesystem::path& file, InputLimit limit = kAnySize);

/// A file in memory, or why it is not, without its name.
struct InputBytes {
  std::string bytes;
  std::string why;  // empty: all of the file was read
};

/// Reads the file; also a file that grows beyond the limit underway is too large.
InputBytes try_read_input_file(const std::filesystem::path& file, InputLimit limit);

/// The bytes of the file. Throws InputError, with the file's name, if it cannot be read.
std::string read_input_file(const std::filesystem::path& file, InputLimit limit);

}  // namespace navette
