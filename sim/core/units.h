#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace navette {

/// A whole number of one unit; quantities of different units do not mix.
template <class Unit>
struct Quantity {
  std::int64_t count = 0;

  constexpr Quantity() = default;
  constexpr explicit Quantity(std::int64_t value) : count{value} {}

  constexpr auto operator<=>(const Quantity&) const = default;
  constexpr Quantity operator-() const { return Quantity{-count}; }
  constexpr Quantity& operator+=(Quantity other) {
    count += other.count;
    return *this;
  }
  constexpr Quantity& operator-=(Quantity other) {
    count -= other.count;
    return *this;
  }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity{a.count + b.count}; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity{a.count - b.count}; }
  friend constexpr Quantity operator*(Quantity a, std::int64_t n) { return Quantity{a.count * n}; }
  friend constexpr Quantity operator*(std::int64_t n, Quantity a) { return Quantity{a.count * n}; }
};

/// A time (since midnight of day 0) or a duration. [ms]
using Milliseconds = Quantity<struct MillisecondUnit>;
/// A length along the road. [m]
using Metres = Quantity<struct MetreUnit>;

/// Later than every time that occurs; a quarter of the range, so that sums do not overflow.
inline constexpr Milliseconds kNever{std::numeric_limits<std::int64_t>::max() / 4};
inline constexpr Milliseconds kDay{86'400'000};

namespace literals {
constexpr Milliseconds operator""_ms(unsigned long long n) { return Milliseconds{static_cast<std::int64_t>(n)}; }
constexpr Milliseconds operator""_s(unsigned long long n) { return Milliseconds{static_cast<std::int64_t>(n) * 1'000}; }
constexpr Milliseconds operator""_min(unsigned long long n) {
  return Milliseconds{static_cast<std::int64_t>(n) * 60'000};
}
constexpr Milliseconds operator""_h(unsigned long long n) {
  return Milliseconds{static_cast<std::int64_t>(n) * 3'600'000};
}
constexpr Metres operator""_m(unsigned long long n) { return Metres{static_cast<std::int64_t>(n)}; }
constexpr Metres operator""_km(unsigned long long n) { return Metres{static_cast<std::int64_t>(n) * 1'000}; }
}  // namespace literals

}  // namespace navette
