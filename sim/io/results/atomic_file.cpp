#include "io/results/atomic_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <fstream>

#include "core/errors.h"

namespace navette {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& name) { return name.has_parent_path() ? name.parent_path() : fs::path{"."}; }

std::string why(int error) { return std::generic_category().message(error); }

[[noreturn]] void fail(const fs::path& name, int error) {
  throw OutputError{fmt::format("{}: cannot be written: {}; no half file was left. Free space there or write elsewhere",
                                name.string(), why(error))};
}

std::string temporary_prefix(const fs::path& name) { return name.filename().string() + ".tmp-"; }

/// The process that wrote a temporary file of `name`, if `found` is the name of one.
std::optional<pid_t> writer_of(const std::string& found, const std::string& prefix) {
  if (found.rfind(prefix, 0) != 0) return {};
  pid_t process = 0;
  const char* const last = found.data() + found.size();
  const auto [end, error] = std::from_chars(found.data() + prefix.size(), last, process);
  if (error != std::errc{} || end != last || process <= 0) return {};
  return process;
}

bool is_gone(pid_t process) { return ::kill(process, 0) != 0 && errno == ESRCH; }

/// Removes a temporary file, unless its writer may be alive: a writer holds a lock, also one on another machine.
void remove_leftover(const fs::path& leftover, pid_t writer) {
  if (!is_gone(writer)) return;
  const int descriptor = ::open(leftover.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);  // NOLINT(*-vararg): POSIX
  if (descriptor < 0) return;
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) ::unlink(leftover.c_str());
  ::close(descriptor);
}

/// A file that passes the size limit raises SIGXFSZ, which by default kills: the error of write() says it better.
void survive_file_size_limit() {
  struct sigaction now {};
  if (::sigaction(SIGXFSZ, nullptr, &now) == 0 && now.sa_handler == SIG_DFL) std::signal(SIGXFSZ, SIG_IGN);
}

/// Whether an open file still goes by this name: the writer before may have renamed it while it was waited for.
bool still_named(int descriptor, const fs::path& name) {
  struct stat open_file {};
  struct stat named_file {};
  return ::fstat(descriptor, &open_file) == 0 && ::lstat(name.c_str(), &named_file) == 0 &&
         open_file.st_ino == named_file.st_ino && open_file.st_dev == named_file.st_dev;
}

/// Takes away the permissions that the file which is to be replaced does not give, if there is one.
void narrow(int descriptor, const fs::path& replaced) {
  struct stat made {};
  struct stat before {};
  if (::fstat(descriptor, &made) != 0 || ::lstat(replaced.c_str(), &before) != 0 || !S_ISREG(before.st_mode)) return;
  const mode_t kept = made.st_mode & (before.st_mode | S_IRUSR | S_IWUSR) & 0777U;
  if (kept != (made.st_mode & 0777U)) ::fchmod(descriptor, kept);
}

/// After a rename only a synced folder is sure to hold the new name. Some file systems cannot: then nothing is lost
/// but that certainty.
void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);  // NOLINT(*-vararg): POSIX
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

void remove_leftovers(const fs::path& name) {
  const std::string prefix = temporary_prefix(name);
  std::error_code ignored;  // a folder that cannot be read is told when the file is made
  std::vector<std::pair<fs::path, pid_t>> found;
  for (fs::directory_iterator entry{folder_of(name), ignored}, end; !ignored && entry != end;
       entry.increment(ignored)) {
    const auto writer = writer_of(entry->path().filename().string(), prefix);
    if (writer) found.emplace_back(entry->path(), *writer);
  }
  for (const auto& [leftover, writer] : found) remove_leftover(leftover, writer);
}

AtomicFile::AtomicFile(fs::path name, unsigned mode) : name_{std::move(name)} {
  survive_file_size_limit();
  remove_leftovers(name_);
  temporary_ = folder_of(name_) / fmt::format("{}{}", temporary_prefix(name_), ::getpid());
  // A file of our own number is left from an earlier process with it, or from a writer of ours that is still open.
  // NOLINTNEXTLINE(*-vararg): POSIX
  descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
  if (descriptor_ < 0) fail(name_, errno);
  const bool taken = ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  // Else the truncation below would cut the finished file of another thread.
  if (taken || !still_named(descriptor_, temporary_)) {
    ::close(std::exchange(descriptor_, -1));
    throw OutputError{fmt::format("{}: is being written already", name_.string())};
  }
  narrow(descriptor_, name_);
  if (::ftruncate(descriptor_, 0) != 0) {
    const int error = errno;
    close_and_remove();
    fail(name_, error);
  }
}

AtomicFile::~AtomicFile() { close_and_remove(); }

void AtomicFile::close_and_remove() noexcept {
  if (descriptor_ < 0) return;
  ::unlink(temporary_.c_str());
  ::close(std::exchange(descriptor_, -1));
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  constexpr std::size_t kPiece = std::size_t{1} << 30;  // Linux writes at most 2 GiB at once
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), std::min(bytes.size(), kPiece));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail(name_, written < 0 ? errno : ENOSPC);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void AtomicFile::commit() {
  if (::fsync(descriptor_) != 0) {
    const int error = errno;
    close_and_remove();
    fail(name_, error);
  }
  // Renamed while its lock is held, so that nobody takes it for a leftover.
  if (::rename(temporary_.c_str(), name_.c_str()) != 0) {
    const int error = errno;
    close_and_remove();
    fail(name_, error);
  }
  ::close(std::exchange(descriptor_, -1));
  sync_folder(folder_of(name_));
}

namespace {

// Whether a file begins so; true if there is none, or it is empty.
bool begins_with(const fs::path& name, std::string_view signature) {
  std::ifstream file{name, std::ios::binary};
  std::string begin(signature.size(), '\0');
  file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return file.gcount() == 0 || begin == signature;
}

}  // namespace

void write_file_atomically(const fs::path& name, std::span<const std::byte> bytes) {
  AtomicFile file{name};
  file.write(bytes);
  file.commit();
}

void check_output_name(const fs::path& name, std::string_view signature) {
  std::error_code ignored;
  const fs::path folder = folder_of(name);
  if (!name.has_filename() || fs::is_directory(name, ignored)) {
    throw InputError{fmt::format("output {}: is a folder, a file name is needed", name.string())};
  }
  if (!fs::is_directory(folder, ignored)) {
    throw InputError{fmt::format("output {}: there is no folder {}; make it first", name.string(), folder.string())};
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    throw InputError{
        fmt::format("output {}: the folder {} is not writable: {}", name.string(), folder.string(), why(errno))};
  }
  if (fs::exists(fs::symlink_status(name, ignored)) && !fs::is_regular_file(name, ignored)) {
    throw InputError{fmt::format("output {}: is not an ordinary file and is not replaced", name.string())};
  }
  if (!begins_with(name, signature)) {
    throw InputError{
        fmt::format("output {}: this file is there already and is of another kind; it is not replaced", name.string())};
  }
  remove_leftovers(name);
}

}  // namespace navette
