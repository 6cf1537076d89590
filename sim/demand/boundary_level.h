#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace navette {

/// Levels of administrative boundaries (OpenStreetMap's admin_level) at which countries count their people, the one
/// looked at first in front: communes, Gemeinden, parishes; then what lies above and below them.
inline constexpr std::array kBoundaryLevels{8, 7, 9, 10, 6};

/// The place of a level in that order; its length for any other.
inline std::size_t rank_of_level(int level) {
  return static_cast<std::size_t>(std::find(kBoundaryLevels.begin(), kBoundaryLevels.end(), level) -
                                  kBoundaryLevels.begin());
}

}  // namespace navette
