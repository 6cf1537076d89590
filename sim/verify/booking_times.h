#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "verify/run.h"

namespace navette::verify {

/// Whether somebody answers the phone at that time of day.
bool phone_is_answered(const Run& run, std::int64_t time);
/// The calls that got through, by time: (when, row of the request). Both ways heard of at one moment are one call, the
/// way out's.
std::vector<std::pair<std::int64_t, std::size_t>> calls_of(const Run& run);
/// The last moment at which a service takes the booking of a departure; nothing: no such limit.
std::optional<std::int64_t> booking_closes(const Run& run, std::size_t service, std::int64_t departure);

}  // namespace navette::verify
