#pragma once

namespace navette::verify {

// What a road can be, as docs/network.md tells; written out again, since nothing is shared with the import.

inline constexpr double kFastestRoad = 150;     // [km/h]
inline constexpr double kSlowestRoad = 1;       // [km/h] but for ferries
inline constexpr double kLongestCrossing = 72;  // [h] of a ferry

/// The least time that a metre takes. [ms]
inline constexpr double kLeastPerMetre = 3'600 / kFastestRoad;

}  // namespace navette::verify
