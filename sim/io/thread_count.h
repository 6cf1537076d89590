#pragma once

#include <omp.h>

namespace navette {

/// How many threads work while this lives. The number is the calling thread's for good otherwise, and in Python the
/// next run may want another.
class ThreadCount {
 public:
  /// `wanted`: 0 for as many as there are.
  explicit ThreadCount(int wanted) : before_{omp_get_max_threads()} {
    if (wanted > 0) omp_set_num_threads(wanted);
  }
  ThreadCount(const ThreadCount&) = delete;
  ThreadCount& operator=(const ThreadCount&) = delete;
  ~ThreadCount() { omp_set_num_threads(before_); }

  [[nodiscard]] int get() const { return omp_get_max_threads(); }

 private:
  int before_;
};

}  // namespace navette
