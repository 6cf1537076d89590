#include <cerrno>
#include <cstdio>
#include <cstring>

#include "command_line/commands.h"
#include "core/errors.h"
#include "core/printable.h"

namespace navette {

void print(const std::string& any_text) {
  const std::string text = printable(any_text);  // names are from files: a terminal is not to act on them
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw OutputError{std::string{"stdout cannot be written: "} + std::strerror(errno)};
  }
}

const char* version() { return NAVETTE_VERSION; }

}  // namespace navette
