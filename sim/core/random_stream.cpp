#include "core/random_stream.h"

#include <Random123/philox.h>

#include <cmath>

#include "core/portable_math.h"

namespace navette {

RandomStream::RandomStream(std::uint64_t seed, Purpose purpose, std::uint32_t agent, std::int32_t day)
    : seed_{seed},
      purpose_{static_cast<std::uint32_t>(purpose)},
      agent_{agent},
      day_{static_cast<std::uint32_t>(day)} {}

std::uint32_t RandomStream::next() {
  if (used_ == 4) {
    const r123::Philox4x32::key_type key{{static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32U)}};
    const r123::Philox4x32::ctr_type counter{{block_++, agent_, day_, purpose_}};
    const auto block = r123::Philox4x32{}(counter, key);
    for (std::size_t i = 0; i < 4; ++i) buffer_[i] = block[i];
    used_ = 0;
  }
  return buffer_[used_++];
}

std::uint32_t RandomStream::below(std::uint32_t bound) {
  // Lemire's method: reject the few numbers that would favour small results.
  std::uint64_t product = static_cast<std::uint64_t>(next()) * bound;
  const std::uint32_t threshold = (0U - bound) % bound;
  while (static_cast<std::uint32_t>(product) < threshold) product = static_cast<std::uint64_t>(next()) * bound;
  return static_cast<std::uint32_t>(product >> 32U);
}

double RandomStream::uniform() {
  const std::uint64_t high = next() >> 5U;  // 27 bits
  const std::uint64_t low = next() >> 6U;   // 26 bits
  return static_cast<double>((high << 26U) | low) * 0x1p-53;
}

double RandomStream::exponential(double mean) { return -mean * portable::log(1.0 - uniform()); }

double RandomStream::normal(double mean, double standard_deviation) {
  for (;;) {
    const double u = uniform(-1, 1);
    const double v = uniform(-1, 1);
    const double s = u * u + v * v;
    if (s >= 1 || s == 0) continue;
    return mean + standard_deviation * u * std::sqrt(-2 * portable::log(s) / s);
  }
}

}  // namespace navette
