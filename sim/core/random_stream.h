#pragma once

#include <array>
#include <cstdint>

namespace navette {

/// What a random number is for: streams of different purposes never share a draw.
enum class Purpose : std::uint32_t {
  territory_shape = 1,
  territory_roads,
  territory_buildings,
  given_demand,
  travel_day = 16,
  tour_destination,
  tour_times,
  tour_request,
  population_households = 32,
  population_homes,
  population_residents,
  population_cars,
  plan_search = 48,
  phone_call = 64,
  planning_ahead,
  offer_tolerance,
  cancellation,
  punctuality,
  dwell_noise = 80,
  driving_noise,
  breakdown,
};

/// Random numbers that depend on (seed, purpose, agent, day) alone, never on who drew before.
///
/// A change of policy or fleet therefore never changes the demand. Philox4x32-10: Salmon et al., "Parallel random
/// numbers: as easy as 1, 2, 3", SC 2011. No std:: distribution is used, since those differ between libraries.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, Purpose purpose, std::uint32_t agent = 0, std::int32_t day = 0);

  /// Uniform on all 32-bit numbers.
  std::uint32_t next();
  /// Uniform on [0, bound), exactly. bound >= 1.
  std::uint32_t below(std::uint32_t bound);
  /// Uniform on [0, 1), a multiple of 2^-53.
  double uniform();
  /// Uniform on [low, high).
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// Exponential with the given mean.
  double exponential(double mean);
  /// Normal, by Marsaglia's polar method.
  double normal(double mean, double standard_deviation);

 private:
  std::uint64_t seed_;
  std::uint32_t purpose_;
  std::uint32_t agent_;
  std::uint32_t day_;
  std::uint32_t block_ = 0;
  std::array<std::uint32_t, 4> buffer_{};
  unsigned used_ = 4;  // numbers of buffer_ already handed out
};

}  // namespace navette
