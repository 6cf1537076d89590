#include "io/thread_count.h"

#include <omp.h>
#include <unistd.h>

namespace navette {
namespace {

const pid_t kLoadedIn = ::getpid();

}  // namespace

ThreadCount::ThreadCount(int wanted) : before_{omp_get_max_threads()} {
  if (::getpid() != kLoadedIn) wanted = 1;
  if (wanted > 0) omp_set_num_threads(wanted);
}

ThreadCount::~ThreadCount() { omp_set_num_threads(before_); }

int ThreadCount::get() { return omp_get_max_threads(); }

void ThreadCount::let_go() {
  if (::getpid() == kLoadedIn) omp_pause_resource_all(omp_pause_soft);  // else there are none
}

}  // namespace navette
