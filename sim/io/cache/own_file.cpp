#include "io/cache/own_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace navette {
namespace {

class Descriptor {
 public:
  // NOLINTNEXTLINE(*-vararg): POSIX
  explicit Descriptor(const char* name) : number_{::open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void refuse(const std::string& why) { throw std::runtime_error{why}; }

}  // namespace

std::optional<MappedFile> map_own_file(const std::filesystem::path& name) {
  const Descriptor file{name.c_str()};
  if (file.number() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    if (errno == ELOOP) refuse("it is a link");
    refuse(std::generic_category().message(errno));
  }
  struct stat about {};
  if (::fstat(file.number(), &about) != 0) refuse(std::generic_category().message(errno));
  if (!S_ISREG(about.st_mode)) refuse("it is no ordinary file");
  if (about.st_uid != ::geteuid() && about.st_uid != 0) refuse("it belongs to another user");
  if ((about.st_mode & (S_IWGRP | S_IWOTH)) != 0) refuse("other users may write it");
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size == 0) refuse("it is cut off");
  void* const address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number(), 0);
  if (address == MAP_FAILED) refuse(std::generic_category().message(errno));  // NOLINT(*-cstyle-cast,*-int-to-ptr)
  std::shared_ptr<const void> keeper{address, [size](const void* begin) {
                                       // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): munmap takes it so
                                       ::munmap(const_cast<void*>(begin), size);
                                     }};
  return MappedFile{{static_cast<const std::byte*>(address), size}, std::move(keeper)};
}

}  // namespace navette
