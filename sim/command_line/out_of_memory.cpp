#include "command_line/out_of_memory.h"

#include <unistd.h>

#include <new>
#include <string_view>

#include "command_line/exit_code.h"

namespace navette {
namespace {

constexpr std::string_view kInWords =
    "error: out of memory; a smaller territory or record.trajectories=false need less\n";
constexpr std::string_view kInJson =
    R"({"level":"error","message":"out of memory; a smaller territory or record.trajectories=false need less"})"
    "\n";

// Nothing is allocated here.
[[noreturn]] void end(std::string_view message) {
  const auto written = ::write(STDERR_FILENO, message.data(), message.size());
  static_cast<void>(written);  // there is nothing left to be done about it
  ::_exit(exit_internal_error);
}

void end_with_words() { end(kInWords); }
void end_with_json() { end(kInJson); }

}  // namespace

void end_when_out_of_memory(bool log_as_json) { std::set_new_handler(log_as_json ? end_with_json : end_with_words); }

}  // namespace navette
