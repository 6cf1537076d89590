#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "core/errors.h"

/// What every target defines: reads the bytes as if a user had given them. May throw InputError, and nothing else.
void read_hostile(std::string_view bytes);

namespace navette::fuzz {

/// The bytes as a file; the readers take names. One file per process, in memory where the system has /dev/shm.
inline std::filesystem::path as_file(std::string_view bytes, const std::string& suffix) {
  static const std::filesystem::path folder =
      std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
  auto name = folder / ("navette-fuzz-" + std::to_string(::getpid()) + suffix);
  std::ofstream{name, std::ios::binary | std::ios::trunc} << bytes;
  return name;
}

/// Reads a file and forgets it. The reader's own complaints are what a user would see.
template <class Read>
void attempt(const std::filesystem::path& file, Read&& read) {
  try {
    read(file);
  } catch (const InputError&) {
  }
  std::filesystem::remove(file);
}

}  // namespace navette::fuzz
