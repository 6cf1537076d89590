#include "command_line/in_child.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <new>
#include <system_error>

#include "command_line/exit_code.h"
#include "core/errors.h"
#include "core/input_file.h"

namespace navette {
namespace {

constexpr rlim_t kLeastSeconds = 10;
constexpr rlim_t kSecondsPerMegabyte = 20;  // verify takes a sixth of one: only a reading without end comes near

constexpr rlim_t kReplay = 100;  // times as long as a reading

constexpr rlim_t kWaitsPerSecond = 10;          // of processor time: others may have the processor, and disks are slow
constexpr rlim_t kLeastMemory = 2'000'000'000;  // [bytes]
constexpr rlim_t kMemoryPerByte = 100;          // of the file: verify takes some twenty
constexpr int kOutOfMemory = 99;                // exit code between the child and us

/// What the child has already. [bytes]
rlim_t memory_mapped() {
  std::ifstream about{"/proc/self/statm"};
  rlim_t pages = 0;
  about >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

[[noreturn]] void end_out_of_memory() { ::_exit(kOutOfMemory); }

/// A step takes time and memory by the size of the file; the rest is a file that leads the library astray.
void limit_step(const std::filesystem::path& file, StepTime time) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  const rlim_t bytes = failed ? 0 : size;
  const rlim_t of_reading = kLeastSeconds + bytes / 1'000'000 * kSecondsPerMegabyte;
  const rlim_t seconds = of_reading * (time == StepTime::of_replay ? kReplay : 1);
  const rlimit processor{seconds, seconds + 1};
  ::setrlimit(RLIMIT_CPU, &processor);
  ::alarm(static_cast<unsigned>(std::min<rlim_t>(seconds * kWaitsPerSecond, 1'000'000)));
  const rlim_t most = memory_mapped() + kLeastMemory + kMemoryPerByte * bytes;
  const rlimit memory{most, most};
  ::setrlimit(RLIMIT_AS, &memory);
  std::set_new_handler(end_out_of_memory);
}

}  // namespace

int in_child(const std::filesystem::path& file, StepTime time, const std::function<int()>& step) {
  check_input_file(file);
  const pid_t child = ::fork();
  if (child < 0) return step();  // no process to be had: without the net then
  if (child == 0) {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // who kills the command means its child too
    if (time != StepTime::any) limit_step(file, time);
    const int code = step();
    (void)std::fflush(nullptr);
    ::_exit(code);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemory) {
    throw InputError{
        fmt::format("{}: the file is damaged, it claims more than memory holds; make it again", file.string())};
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  if (WTERMSIG(status) == SIGINT || WTERMSIG(status) == SIGTERM) return exit_interrupted;
  if (WTERMSIG(status) == SIGPIPE) {  // whoever read our output has seen enough: end as the child did
    std::signal(SIGPIPE, SIG_DFL);
    (void)std::raise(SIGPIPE);
  }
  if (time == StepTime::of_replay && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGALRM)) {
    throw InputError{fmt::format(
        "{}: given up: the day takes far longer than one of a file of this size; it is damaged", file.string())};
  }
  if (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGALRM) {
    throw InputError{
        fmt::format("{}: the file is damaged, the HDF5 library finds no end in it; make it again", file.string())};
  }
  throw InputError{fmt::format("{}: the file is damaged, the HDF5 library failed on it; make it again", file.string())};
}

}  // namespace navette
