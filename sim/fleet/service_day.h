#pragma once

#include <cstdint>

#include "fleet/shuttle.h"

namespace navette {

/// Of a shift of the shuttle; the first is of day 0. A night belongs to the evening it began in: all days have the same
/// shifts, and those of a day begin within 24 hours of its first.
inline std::int64_t service_day_of(const Shuttle& shuttle, const Shift& shift) {
  return (shift.start - shuttle.shifts.front().start).count / kDay.count;
}

}  // namespace navette
