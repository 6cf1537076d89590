#pragma once

#include <cstdint>
#include <vector>

#include "verify/closures.h"
#include "verify/roads.h"
#include "verify/run.h"

namespace navette::verify {

/// Finds the fastest ways round closed roads again: a plain search over times of arrival.
class WaysRound {
 public:
  WaysRound(const Run& run, const Roads& roads, const Closures& closures);

  struct Drive {
    Place from;
    Place to;
    bool ahead;  // cannot turn round before the next junction
    std::int64_t departure;
    double pace;            // by which driving takes longer than the roads say; 1: not at all
    std::int64_t known_at;  // closures announced by then are reckoned with
  };
  /// [ms], -1: no way. Exact for pace 1.
  [[nodiscard]] double time(const Drive& drive) const;

 private:
  [[nodiscard]] double entered(std::int64_t edge, double time, std::int64_t known_at) const;

  const Roads& roads_;
  const Closures& closures_;
  std::vector<std::vector<std::int64_t>> out_;  // edges by tail
};

}  // namespace navette::verify
