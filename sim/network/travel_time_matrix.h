#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/travel_time_oracle.h"

namespace navette {

/// Fastest drives from each of n places to each of m: (n, m), row by row. [ms]
///
/// By one scan of a label per pair; rows in parallel by `threads` threads. Equal to TravelTimeQuery::travel_time.
std::vector<std::int64_t> travel_time_matrix(const TravelTimeOracle& oracle, std::span<const Location> from,
                                             std::span<const Location> to, int threads = 1);

}  // namespace navette
