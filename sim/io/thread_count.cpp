#include "io/thread_count.h"

#include <omp.h>
#include <pthread.h>

namespace navette {
namespace {

// Only the thread that forks lives on in a child, but libgomp there would wait for its team as before: none may be
// left. Inside a parallel region, where nobody forks, this does nothing.
void end_team() { omp_pause_resource_all(omp_pause_soft); }

const int kBeforeForks = ::pthread_atfork(&end_team, nullptr, nullptr);

}  // namespace

ThreadCount::ThreadCount(int wanted) : before_{omp_get_max_threads()} {
  if (wanted > 0) omp_set_num_threads(wanted);
}

ThreadCount::~ThreadCount() { omp_set_num_threads(before_); }

int ThreadCount::get() { return omp_get_max_threads(); }

void ThreadCount::let_go() { end_team(); }

}  // namespace navette
