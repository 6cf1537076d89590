#include "engine/unforeseen/noise.h"

#include <algorithm>

#include "core/portable_math.h"
#include "core/random_stream.h"
#include "engine/booking/request_stream.h"

namespace navette {
namespace {

constexpr std::int64_t kHour = 3'600'000;  // [ms]

double noise(RandomStream& stream, double mean) { return std::min(stream.exponential(mean), kMostNoise * mean); }

std::int32_t hour_of(Milliseconds time) {
  return static_cast<std::int32_t>(time.count / kHour - (time.count % kHour < 0 ? 1 : 0));
}

}  // namespace

std::int64_t pace_of(ShuttleId shuttle, Milliseconds departure, const DisturbanceParameters& disturbances,
                     std::uint64_t seed) {
  if (disturbances.driving_noise <= 0) return 1'000;
  RandomStream stream{seed, Purpose::driving_noise, static_cast<std::uint32_t>(shuttle.value), hour_of(departure)};
  return 1'000 + static_cast<std::int64_t>(1'000 * noise(stream, disturbances.driving_noise));
}

Milliseconds longer_dwell(const TripRequest& asked, const PlannedStop& stop, const DisturbanceParameters& disturbances,
                          std::uint64_t seed) {
  if (disturbances.dwell_noise <= 0) return Milliseconds{0};
  RandomStream stream = stream_of(asked, Purpose::dwell_noise, seed);
  double share = noise(stream, disturbances.dwell_noise);
  if (stop.kind == StopKind::dropoff) share = noise(stream, disturbances.dwell_noise);
  return Milliseconds{portable::round_to_integer(share * static_cast<double>(stop.duration.count))};
}

}  // namespace navette
