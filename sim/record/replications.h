#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "record/indicators.h"

namespace navette {

/// The indicators of many runs that differ by their seed: one row per seed, one column per indicator.
struct Replications {
  std::vector<std::uint64_t> seeds;  // (n) in order
  std::vector<Indicator> columns;    // (k) names, units, definitions; their values are void
  std::vector<double> values;        // (n, k) row by row; NaN: cannot be known

  [[nodiscard]] double value(std::size_t row, std::size_t column) const {
    return values[row * columns.size() + column];
  }
};

/// How one indicator varies from seed to seed. What cannot be known is absent.
struct IndicatorSpread {
  Indicator indicator;                       // without value
  std::size_t known = 0;                     // seeds for which the value is known; the rest is about these
  std::optional<double> mean;                // known >= 1
  std::optional<double> standard_deviation;  // of the sample, with n - 1; known >= 2, as the next two
  std::optional<double> confidence_low;      // 95 % interval of the mean, by Student's t
  std::optional<double> confidence_high;
  std::optional<double> p5;  // percentiles by nearest rank; known >= 1
  std::optional<double> median;
  std::optional<double> p95;
};

/// One entry per column, in their order.
std::vector<IndicatorSpread> spread_of(const Replications& replications);

}  // namespace navette
