#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/units.h"

namespace navette {

/// Times beyond ten years from day 0 are mistakes.
inline constexpr Milliseconds kLatestTime{3'660 * kDay.count};

/// A time or duration as users write it: seconds ("27900", "27900.5", "-3600"), or hours and minutes ("07:45",
/// "7:45:30", "25:10" for ten past one on the next day, "-05:30" for half past six on the day before day 0).
/// Decimals of seconds are rounded to milliseconds. Nothing if the text is neither, or beyond `kLatestTime`.
std::optional<Milliseconds> parse_time(std::string_view text);

/// The same for a number of seconds; nothing if it is not finite or too large.
std::optional<Milliseconds> time_from_seconds(double seconds);

/// "07:45:30" or, if there are milliseconds, "07:45:30.250": what `parse_time` reads back.
std::string shown_time(Milliseconds time);

}  // namespace navette
