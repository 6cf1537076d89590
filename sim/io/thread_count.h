#pragma once

namespace navette {

/// How many threads work while this lives. The number is the calling thread's for good otherwise, and in Python the
/// next run may want another.
///
/// A process may be forked and go on in both halves: the calling thread's pool ends before each fork, since its threads
/// do not survive one, and waiting for them would never end.
class ThreadCount {
 public:
  /// `wanted`: 0 for as many as there are.
  explicit ThreadCount(int wanted);
  ThreadCount(const ThreadCount&) = delete;
  ThreadCount& operator=(const ThreadCount&) = delete;
  ~ThreadCount();

  [[nodiscard]] static int get();
  /// Ends the calling thread's pool, until work is shared out again: with nothing to do, threads turn round for
  /// milliseconds before they sleep.
  static void let_go();

 private:
  int before_;
};

}  // namespace navette
