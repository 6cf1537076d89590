#pragma once

#include <cstdint>

namespace navette {

/// The longest driving time along one edge, one shortcut, or to a hub that the oracle works with: three days. [ms]
inline constexpr std::int32_t kLongestDrive = (1 << 28) - 1;

/// Longer than every drive: from place to place it takes two edges and two ways to a hub at most. The sum with any of
/// them fits an int32. [ms]
inline constexpr std::int32_t kNoDrive = 1 << 30;

/// Throws InputError if a drive takes longer than kLongestDrive.
void check_drive(std::int32_t time);

}  // namespace navette
