#pragma once

#include <filesystem>
#include <string>

namespace navette {

/// The SHA-256 of a file's bytes, 64 hexadecimal digits. Throws InputError if it cannot be read.
std::string file_sha256(const std::filesystem::path& file);

}  // namespace navette
