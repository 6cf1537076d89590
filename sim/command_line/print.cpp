#include <cerrno>
#include <cstdio>
#include <cstring>

#include "command_line/commands.h"
#include "core/errors.h"

namespace navette {

void print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw OutputError{std::string{"stdout cannot be written: "} + std::strerror(errno)};
  }
}

const char* version() { return NAVETTE_VERSION; }

}  // namespace navette
