#pragma once

#include <cstdint>
#include <vector>

#include "core/units.h"

namespace navette {

/// Between two times of every day, 24 hours apart at most. They may pass 24:00, up to 48:00: then these hours of the
/// next day belong to it.
struct DailyHours {
  Milliseconds from;
  Milliseconds until;
};

/// The day of a time that may be negative; day 0 begins at 0.
std::int64_t day_of(Milliseconds time);
/// Whether a time lies in the hours; always if there are none.
bool within(const std::vector<DailyHours>& hours, Milliseconds time);
/// The first opening after a time that lies outside the hours, which must not be empty.
Milliseconds next_opening(const std::vector<DailyHours>& hours, Milliseconds time);
/// The last moment not after `time` that lies in the hours.
Milliseconds last_open(const std::vector<DailyHours>& hours, Milliseconds time);

}  // namespace navette
