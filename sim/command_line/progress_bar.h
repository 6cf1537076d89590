#pragma once

#include <memory>

namespace navette {

/// A line on the terminal that fills as the work gets done, and goes away at its end.
class ProgressBar {
 public:
  explicit ProgressBar(bool shown);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

  /// share: of the work, 0 to 1.
  void update(double share);

 private:
  struct Line;
  std::unique_ptr<Line> line_;  // none if not shown
};

}  // namespace navette
