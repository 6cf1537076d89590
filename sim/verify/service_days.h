#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "verify/run.h"

namespace navette::verify {

// A service day is not a calendar day: a night belongs to the evening it began in. Days of the run, from 0; negative:
// before it.

/// Once all is read: when the days of services begin and end, of which shifts and courses tell.
void settle_service_days(Run& run);
/// The service day of each of /shifts, from 0. All days have the same shifts, and those of a shuttle's day begin within
/// 24 hours of its first.
std::vector<std::int64_t> shift_days(const Run& run);
/// Whether a service runs on a day, by its days of the week.
bool runs_on(const Run& run, std::size_t service, std::int64_t day);
/// The day of a service on which a trip from that departure on is made; nothing: the service does not run then. Trips
/// by a virtual line are of their course's day instead.
std::optional<std::int64_t> service_day(const Run& run, std::size_t service, std::int64_t departure);
/// Whether a trip may begin then. Of a virtual line without hours also while courses of the
/// evening before run, or so shortly before those of the next day that nobody waits too long.
bool runs_at(const Run& run, std::size_t service, std::int64_t departure);

/// Courses that a service has, on each day.
std::int64_t courses_a_day(const Run& run, std::int64_t service);
/// The service day of the course of a request, on which it runs; nothing: it does not run at all.
std::optional<std::int64_t> day_of_course(const Run& run, std::size_t request);

}  // namespace navette::verify
