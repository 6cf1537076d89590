#pragma once

#include <array>
#include <cstdint>

#include "core/random_stream.h"
#include "demand/population.h"
#include "demand/travel/demand_parameters.h"

namespace navette {

inline constexpr int kMostTours = 4;  // of one resident on one day

/// What one resident does on one day, before anything is known of where and when.
struct DayOut {
  int tours = 0;  // 0: stays at home
  std::array<ActivityPurpose, kMostTours> purpose{};
  std::array<std::uint32_t, kMostTours> asks{};  // uniform; small ones ask for the service
};

/// How many tours residents make on one day of the week, and what for.
///
/// Who goes out makes one tour, and further ones up to four in all, binomially, so that the mean is `tours_per_day`.
/// Work or school is done once a day at most: after it, the other purposes share the further tours. On Saturdays and
/// Sundays there is no school; on Sundays surgeries and offices are closed; markets are held on `market_days`.
class DayRates {
 public:
  /// `available`: whether there is any place for a purpose; the others share the tours of those without.
  /// `weekday`: 0 is Monday.
  DayRates(const DemandParameters& parameters, const std::array<bool, kActivityPurposes>& available, int weekday);

  [[nodiscard]] DayOut draw(AgeBand band, RandomStream& stream) const;

 private:
  // Compared with 32-bit random numbers: x < threshold has the probability threshold / 2^32.
  using Threshold = std::uint64_t;
  using Cumulative = std::array<Threshold, kActivityPurposes>;
  struct Rates {
    Threshold going_out = 0;
    std::array<Threshold, kMostTours - 1> further{};  // of making at least 2, 3, 4 tours
    Cumulative first{};
    Cumulative later{};  // once work or school is done
    bool has_later = false;
  };
  std::array<Rates, kAgeBands> by_band_;
};

/// The threshold of a probability; below 0 as 0, above 1 as 1.
std::uint64_t threshold_of(double probability);

}  // namespace navette
