#pragma once

#include <cstdint>
#include <vector>

#include "verify/run.h"

namespace navette::verify {

/// How far places are from the roads of a file, as the crow flies, and whether people may board there.
class RoadReach {
 public:
  explicit RoadReach(const Run& run);

  struct Nearest {
    double boarding;  // [m] to the nearest road where people may board; infinite: farther than `limit`
    double barred;    // to the nearest of the others
  };
  /// `lon`, `lat`: 1e-7 degree. `limit` [m]
  [[nodiscard]] Nearest nearest(std::int64_t lon, std::int64_t lat, double limit) const;

 private:
  struct Box {
    std::int64_t west, south, east, north;
  };
  const Run& run_;
  std::vector<Box> boxes_;  // by edge
};

}  // namespace navette::verify
