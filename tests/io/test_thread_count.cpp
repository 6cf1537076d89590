#include "io/thread_count.h"

#include <omp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iterator>
#include <thread>

#include <catch2/catch.hpp>

namespace navette {
namespace {

int threads_at_work() {
  int count = 0;
#pragma omp parallel reduction(+ : count)
  ++count;
  return count;
}

#ifndef __clang__  // whose OpenMP keeps them, asleep
std::ptrdiff_t threads_there() {
  const std::filesystem::directory_iterator tasks{"/proc/self/task"};
  return std::distance(begin(tasks), end(tasks));
}

TEST_CASE("threads that were let go end") {
  const std::ptrdiff_t before = threads_there();
  const ThreadCount many{9};
  CHECK(threads_at_work() == 9);
  REQUIRE(threads_there() >= before + 4);  // some may be left of an earlier test
  ThreadCount::let_go();
  for (int wait = 0; wait < 1'000 && threads_there() > before; ++wait) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  CHECK(threads_there() <= before);
}
#endif

TEST_CASE("threads that were let go are there again when there is work") {
  const ThreadCount three{3};
  CHECK(threads_at_work() == 3);
  ThreadCount::let_go();
  ThreadCount::let_go();
  CHECK(threads_at_work() == 3);
}

TEST_CASE("a process that was forked has threads of its own, and lets them go") {
  const ThreadCount three{3};
  REQUIRE(threads_at_work() == 3);
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(20);  // whoever waits for threads that are not there waits for ever
    const ThreadCount wanted{3};
    ThreadCount::let_go();
    ::_exit(threads_at_work() == 3 ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace navette
