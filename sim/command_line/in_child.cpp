#include "command_line/in_child.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <system_error>

#include "command_line/exit_code.h"
#include "core/errors.h"

namespace navette {
namespace {

constexpr rlim_t kLeastSeconds = 10;
constexpr rlim_t kSecondsPerMegabyte = 20;  // verify takes a sixth of one: only a reading without end comes near

rlimit reading_time(const std::filesystem::path& file) {
  std::error_code failed;
  const auto bytes = std::filesystem::file_size(file, failed);
  const rlim_t seconds = kLeastSeconds + (failed ? 0 : bytes / 1'000'000 * kSecondsPerMegabyte);
  return {seconds, seconds + 1};
}

}  // namespace

int in_child(const std::filesystem::path& file, StepTime time, const std::function<int()>& step) {
  const pid_t child = ::fork();
  if (child < 0) return step();  // no process to be had: without the net then
  if (child == 0) {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // who kills the command means its child too
    if (time == StepTime::of_reading) {
      const rlimit seconds = reading_time(file);
      ::setrlimit(RLIMIT_CPU, &seconds);
    }
    const int code = step();
    (void)std::fflush(nullptr);
    ::_exit(code);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  if (WTERMSIG(status) == SIGINT || WTERMSIG(status) == SIGTERM) return exit_interrupted;
  if (WTERMSIG(status) == SIGPIPE) {  // whoever read our output has seen enough: end as the child did
    std::signal(SIGPIPE, SIG_DFL);
    (void)std::raise(SIGPIPE);
  }
  if (WTERMSIG(status) == SIGXCPU) {
    throw InputError{
        fmt::format("{}: the file is damaged, the HDF5 library finds no end in it; make it again", file.string())};
  }
  throw InputError{fmt::format("{}: the file is damaged, the HDF5 library failed on it; make it again", file.string())};
}

}  // namespace navette
