#pragma once

#include <vector>

#include "dispatch/plan/problem.h"
#include "dispatch/plan/sequence.h"

namespace navette::plan {

/// Where a trip goes into a sequence, and what that adds.
struct Spot {
  Ticks cost = kUnlimited;          // kUnlimited: there is none
  std::int32_t pickup_after = -1;   // position of the stop before the pickup; of no meaning for a trip on board
  std::int32_t dropoff_after = -1;  // position, in the old sequence, of the stop before the drop-off

  [[nodiscard]] bool found() const { return cost < kUnlimited; }
};

/// Finds the cheapest feasible spot of a trip in a sequence; the order of the other visits is kept.
///
/// Bounds in constant time leave few candidates (earliest begins from the left, `latest` from the right, the shortest
/// possible ride, loads, the best cost so far); those are settled exactly.
class SpotFinder {
 public:
  explicit SpotFinder(const Problem& problem);

  Spot find(const Sequence& sequence, std::int32_t trip);

 private:
  struct Scan;  // one trip in one sequence
  /// Drop-offs for a pickup behind stop i. Returns false if that is too late, and so is every later stop.
  bool dropoffs_behind(Scan& scan, std::int32_t i);
  void consider(Scan& scan, std::int32_t pickup_after, std::int32_t dropoff_after, Ticks cost);

  const Problem& problem_;
  std::vector<Stop> trial_;  // used again
};

}  // namespace navette::plan
