#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace navette {

/// How much of a shuttle is taken, or can be: seats, wheelchair places, and two dimensions free for later use.
struct Load {
  std::array<std::int16_t, 4> count{};

  static constexpr Load of(int seats, int wheelchairs) {
    return {{static_cast<std::int16_t>(seats), static_cast<std::int16_t>(wheelchairs), 0, 0}};
  }
  [[nodiscard]] constexpr int seats() const { return count[0]; }
  [[nodiscard]] constexpr int wheelchairs() const { return count[1]; }

  constexpr Load& operator+=(const Load& other) {
    for (std::size_t d = 0; d < count.size(); ++d) count[d] = static_cast<std::int16_t>(count[d] + other.count[d]);
    return *this;
  }
  constexpr Load operator-() const {
    Load negated;
    for (std::size_t d = 0; d < count.size(); ++d) negated.count[d] = static_cast<std::int16_t>(-count[d]);
    return negated;
  }
  friend constexpr Load operator+(Load a, const Load& b) { return a += b; }
  [[nodiscard]] constexpr bool fits_in(const Load& capacity) const {
    bool fits = true;
    for (std::size_t d = 0; d < count.size(); ++d) fits &= count[d] <= capacity.count[d];
    return fits;
  }
  [[nodiscard]] constexpr bool is_zero() const { return *this == Load{}; }
  constexpr bool operator==(const Load&) const = default;
};

}  // namespace navette
