#pragma once

#include <cstddef>
#include <vector>

#include "verify/run.h"

namespace navette::verify {

/// Which shuttles the log tells as out of order, and when.
class Breakdowns {
 public:
  explicit Breakdowns(const Run& run);

  struct Breakdown {
    std::int64_t from;
    std::int64_t until;
  };
  [[nodiscard]] const std::vector<Breakdown>& of_shuttle(std::int64_t shuttle) const {
    return of_shuttle_[static_cast<std::size_t>(shuttle)];
  }
  /// Whether a drive, a row of /legs, ended where the shuttle broke down. It then stands, and may leave either way.
  [[nodiscard]] bool ended(std::size_t leg) const { return ended_[leg]; }
  /// Whether a drive goes on from one before it that was given another target on the way.
  [[nodiscard]] bool goes_on(std::size_t leg) const;

 private:
  const Run& run_;
  std::vector<std::vector<Breakdown>> of_shuttle_;
  std::vector<bool> ended_;
};

}  // namespace navette::verify
