#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "fleet/drive.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// Lengths of fastest drives. A label holds times only, so a length is that of the path, which is kept once found.
class DriveDistances {
 public:
  /// The oracle must outlive it.
  explicit DriveDistances(const TravelTimeOracle& oracle) : query_{oracle} {}

  Metres between(Location from, Location to, Heading heading);

 private:
  struct Way {
    Location from;
    Location to;
    Heading heading = Heading::either;
    bool operator==(const Way&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Way& way) const;
  };

  TravelTimeQuery query_;
  Drive drive_;  // used again
  std::unordered_map<Way, Metres, Hash> known_;
};

}  // namespace navette
