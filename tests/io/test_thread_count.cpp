#include "io/thread_count.h"

#include <omp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

namespace navette {
namespace {

int threads_at_work() {
  int count = 0;
#pragma omp parallel reduction(+ : count)
  ++count;
  return count;
}

TEST_CASE("threads that were let go are there again when there is work") {
  const ThreadCount three{3};
  CHECK(threads_at_work() == 3);
  ThreadCount::let_go();
  ThreadCount::let_go();
  CHECK(threads_at_work() == 3);
}

TEST_CASE("in a process that was forked there is one thread, and none to let go") {
  const ThreadCount three{3};
  REQUIRE(threads_at_work() == 3);
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(20);  // whoever waits for threads that are not there waits for ever
    const ThreadCount wanted{3};
    ThreadCount::let_go();
    ::_exit(threads_at_work() == 1 ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace navette
