#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

namespace navette {

inline constexpr unsigned kReadableByAll = 0666;
inline constexpr unsigned kWritableByOwner = 0644;

/// A file that appears under its final name only when complete.
///
/// It is written beside the final name as `NAME.tmp-PID` and renamed by `commit`, on the same file system; without
/// `commit` it is removed. A writer that was killed leaves its temporary file behind; the next one for the same name
/// recognises it (nobody holds its lock and its process is gone) and removes it.
class AtomicFile {
 public:
  /// `mode`: its permissions before the user's umask; those of a file that it replaces are not widened. Removes what
  /// dead writers left. Throws OutputError if the temporary file cannot be made.
  explicit AtomicFile(std::filesystem::path name, unsigned mode = kReadableByAll);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  /// Appends. Throws OutputError (disk full, quota, file too large).
  void write(std::span<const std::byte> bytes);
  /// Brings all to the disk and gives the file its name, in place of a file that had it. Throws OutputError; then the
  /// name is as it was.
  void commit();

 private:
  void close_and_remove() noexcept;

  std::filesystem::path name_;
  std::filesystem::path temporary_;
  int descriptor_ = -1;
};

/// Writes a whole file so. Throws OutputError.
void write_file_atomically(const std::filesystem::path& name, std::span<const std::byte> bytes);

/// Removes what dead writers of a file of this name left.
void remove_leftovers(const std::filesystem::path& name);

/// To be asked before a long run: can a file of this name be written? Also removes what dead writers left.
/// `signature`: how files of this kind begin; a file that has the name but begins otherwise is not replaced, so that a
/// slip of the pen does not cost the user a scenario or a map.
/// Throws InputError if the folder is missing or not writable, or something else than such a file has the name.
void check_output_name(const std::filesystem::path& name, std::string_view signature = {});

}  // namespace navette
