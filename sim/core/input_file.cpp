#include "core/input_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "core/errors.h"

namespace navette {
namespace {

std::string kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  return "something else";
}

/// A file open for reading, or why it is not.
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& file, InputLimit limit)
      // Without O_NONBLOCK a pipe that nobody writes to would wait for ever.
      : id_{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)} {  // NOLINT(*-vararg): POSIX
    const int error = errno;
    struct stat about {};
    const bool known = id_ >= 0 ? ::fstat(id_, &about) == 0 : ::stat(file.c_str(), &about) == 0;
    if (known && !S_ISREG(about.st_mode)) {
      why_ = fmt::format("is {}; a regular file is needed", kind_of(about.st_mode));
    } else if (id_ < 0) {
      why_ = error == ENOENT ? "there is no such file"
                             : fmt::format("cannot be read: {}", std::system_category().message(error));
    } else if (const auto size = static_cast<std::uintmax_t>(about.st_size); limit.bytes > 0 && size > limit.bytes) {
      why_ = too_large(limit);
    }
  }
  ~Descriptor() {
    if (id_ >= 0) ::close(id_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  static std::string too_large(InputLimit limit) {
    return limit.bytes >= 1'000'000 ? fmt::format("is larger than {} MB; {}", limit.bytes / 1'000'000, limit.cure)
                                    : fmt::format("is larger than {} kB; {}", limit.bytes / 1'000, limit.cure);
  }
  [[nodiscard]] int id() const { return id_; }
  [[nodiscard]] const std::string& why() const { return why_; }

 private:
  int id_;
  std::string why_;
};

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
  throw InputError{fmt::format("{}: {}", file.string(), why)};
}

}  // namespace

std::string why_unreadable(const std::filesystem::path& file, InputLimit limit) {
  return Descriptor{file, limit}.why();
}

void check_input_file(const std::filesystem::path& file, InputLimit limit) {
  if (const std::string why = why_unreadable(file, limit); !why.empty()) refuse(file, why);
}

InputBytes try_read_input_file(const std::filesystem::path& file, InputLimit limit) {
  const Descriptor opened{file, limit};
  if (!opened.why().empty()) return {{}, opened.why()};
  std::string bytes;
  std::array<char, 65'536> block{};
  for (;;) {
    const ssize_t count = ::read(opened.id(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return {{}, fmt::format("cannot be read: {}", std::system_category().message(errno))};
    if (count == 0) return {std::move(bytes), {}};
    bytes.append(block.data(), static_cast<std::size_t>(count));
    if (limit.bytes > 0 && bytes.size() > limit.bytes) return {{}, Descriptor::too_large(limit)};
  }
}

std::string read_input_file(const std::filesystem::path& file, InputLimit limit) {
  InputBytes read = try_read_input_file(file, limit);
  if (!read.why.empty()) refuse(file, read.why);
  return std::move(read.bytes);
}

}  // namespace navette
