#pragma once

#include <emmintrin.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "network/travel_time_oracle.h"

namespace navette {

struct PlaceEnds;  // see labels/place_ends.h

inline constexpr std::size_t kLandmarks = 8;

/// How far a place is from the landmarks, coarsely: in steps of Landmarks, up to two too few.
struct LandmarkTimes {
  using Times = std::array<std::int16_t, kLandmarks>;
  alignas(16) Times to;       // from the place to each landmark
  alignas(16) Times from;     // from each landmark to the place
  std::int32_t turning_gain;  // [ms] by how much a way can get shorter by turning round at this place
};

/// Several places at once: what bounds drives from any of them, or to any of them.
struct PlacesNear {
  LandmarkTimes least;  // of each landmark, over all places
  LandmarkTimes most;   // with the largest turning gain

  explicit PlacesNear(const LandmarkTimes& place) : least{place}, most{place} {}
  void add(const LandmarkTimes& place) {
    for (std::size_t k = 0; k < kLandmarks; ++k) {
      least.to[k] = std::min(least.to[k], place.to[k]);
      least.from[k] = std::min(least.from[k], place.from[k]);
      most.to[k] = std::max(most.to[k], place.to[k]);
      most.from[k] = std::max(most.from[k], place.from[k]);
    }
    most.turning_gain = std::max(most.turning_gain, place.turning_gain);
  }
};

/// Lower bounds of driving times without a label scan: of two places that differ by x in their driving time to a
/// junction far away, neither is nearer to the other than x. Eight such junctions, as far from each other as can be.
///
/// Turning round is free at a place but banned at many junctions, so a stop on the way can make the way shorter; the
/// bounds make allowance for that.
/// Source: A. Goldberg, C. Harrelson: Computing the shortest path: A* search meets graph theory. SODA 2005.
class Landmarks {
 public:
  /// What the oracle knows must outlive it.
  explicit Landmarks(const TravelTimeOracle& oracle);

  /// Of a place. `on_twin`: the same as seen on the twin edge.
  [[nodiscard]] LandmarkTimes of(Location place, Location on_twin) const;

  /// No drive from a to b, both stops, takes less. May be negative. [ms]
  [[nodiscard]] std::int32_t least_drive(const LandmarkTimes& a, const LandmarkTimes& b) const {
    return apart(a.to, b.to, b.from, a.from) - std::max(a.turning_gain, b.turning_gain);
  }

  /// Each landmark time is a sum of two that were rounded down. [steps]
  static constexpr std::int16_t kTooFew = 2;
  /// Durations in steps, rounded down or up; what does not fit 16 bits stays at the end of their range.
  [[nodiscard]] std::int16_t steps_down(Milliseconds time) const { return clamped<std::int16_t>(time.count >> bits_); }
  [[nodiscard]] std::int16_t steps_up(Milliseconds time) const { return clamped<std::int16_t>(up(time)); }
  [[nodiscard]] Milliseconds duration(std::int16_t steps) const { return Milliseconds{std::int64_t{steps} << bits_}; }
  /// The same for times of day: their differences fit 32 bits.
  [[nodiscard]] std::int32_t clock_down(Milliseconds time) const { return halved(time.count >> bits_); }
  [[nodiscard]] std::int32_t clock_up(Milliseconds time) const { return halved(up(time)); }

 private:
  template <class Integer>
  static Integer clamped(std::int64_t steps) {
    using Limits = std::numeric_limits<Integer>;
    return static_cast<Integer>(std::clamp<std::int64_t>(steps, Limits::min(), Limits::max()));
  }
  static std::int32_t halved(std::int64_t steps) {
    constexpr std::int64_t kHalf = std::numeric_limits<std::int32_t>::max() / 2;
    return static_cast<std::int32_t>(std::clamp(steps, -kHalf, kHalf));
  }
  [[nodiscard]] std::int64_t up(Milliseconds time) const { return -(-time.count >> bits_); }

  // The largest a - b or c - d. [ms]
  [[nodiscard]] std::int32_t apart(const LandmarkTimes::Times& a, const LandmarkTimes::Times& b,
                                   const LandmarkTimes::Times& c, const LandmarkTimes::Times& d) const {
    const auto load = [](const LandmarkTimes::Times& times) {
      return _mm_load_si128(reinterpret_cast<const __m128i*>(times.data()));
    };
    __m128i most = _mm_max_epi16(_mm_sub_epi16(load(a), load(b)), _mm_sub_epi16(load(c), load(d)));
    most = _mm_max_epi16(most, _mm_shuffle_epi32(most, 0b00'00'11'10));
    most = _mm_max_epi16(most, _mm_shuffle_epi32(most, 0b00'00'00'01));
    const std::int32_t two = _mm_cvtsi128_si32(most);
    const std::int32_t steps = std::max(static_cast<std::int16_t>(two), static_cast<std::int16_t>(two >> 16));
    return (steps - kTooFew) * step_;
  }

  using HubTimes = std::vector<LandmarkTimes::Times>;
  void choose(std::vector<std::int32_t>& to, std::vector<std::int32_t>& from);
  [[nodiscard]] LandmarkTimes::Times nearest(const PlaceEnds& ways, const HubTimes& times) const;

  const TravelTimeOracle::Index& index_;
  int bits_ = 0;            // of a step
  std::int32_t step_ = 1;   // [ms]
  HubTimes to_landmark_;    // by hub
  HubTimes from_landmark_;  // by hub
};

/// By how much, at most, driving by way of a place can be faster than the fastest drive that need not stop there:
/// d(a, b) <= d(a, place) + d(place, b) + turning_gain. More than rounding only where a road ends at a junction with
/// banned turns. [ms]
std::int32_t turning_gain(const TravelTimeOracle::Index& index, Location place, Location on_twin);

}  // namespace navette
