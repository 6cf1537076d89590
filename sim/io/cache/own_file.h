#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

namespace navette {

/// A file in memory, read-only.
struct MappedFile {
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> keeper;  // of the mapping
};

/// Maps a file that nobody but this user (or root) can have written. Nothing: there is none.
///
/// Throws std::runtime_error that says why it is not to be trusted: it is another user's, others may write it, or it is
/// no ordinary file (a pipe is not waited for, a link not followed).
std::optional<MappedFile> map_own_file(const std::filesystem::path& name);

}  // namespace navette
