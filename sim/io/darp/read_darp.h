#pragma once

#include <filesystem>

#include "io/darp/darp_instance.h"

namespace navette {

/// Reads a file of Cordeau's format: a header `vehicles, requests (n or 2n), maximum route duration, capacity, maximum
/// ride`, then rows `id x y service load earliest latest`; fields are parted by blanks or tabs.
/// Throws InputError with all that is wrong: file, line, what was found, what is allowed.
DarpInstance read_darp(const std::filesystem::path& file);

}  // namespace navette
