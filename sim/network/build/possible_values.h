#pragma once

namespace navette {

// What a map can say of a road. Beyond these limits a value is an error of the map: it is not used, and counted.
// docs/network.md has the same table; verify keeps a copy of its own, and a test compares all three.

inline constexpr double kSlowestLimit = 1;                // [km/h] of a speed limit
inline constexpr double kFastestRoad = 150;               // [km/h] of a speed limit, and of a crossing by its duration
inline constexpr double kShortestCrossing = 1;            // [s] of a ferry
inline constexpr double kLongestCrossing = 72 * 3'600.0;  // [s] of a ferry
inline constexpr double kLongBridge = 100;                // [m] nobody boards on a bridge longer than this

}  // namespace navette
