#pragma once

#include <cstdint>

#include "core/units.h"

namespace navette {

/// How long before a trip it can be booked. Types, and names of the fields, as in GTFS-Flex booking_rules.txt.
enum class BookingType : std::int8_t { real_time = 0, same_day = 1, prior_days = 2 };

struct BookingRule {
  BookingType type = BookingType::real_time;
  Milliseconds prior_notice_duration_min{0};        // same_day: at least so long before the departure
  Milliseconds prior_notice_duration_max = kNever;  // same_day: at most so long before the departure
  int prior_notice_last_day = 1;                    // prior_days: so many days before the service day ...
  Milliseconds prior_notice_last_time{kDay};        // ... until this time of that day
  int prior_notice_start_day = -1;                  // any type: from so many days before; negative: no such limit ...
  Milliseconds prior_notice_start_time{0};          // ... and this time of that day

  /// First and last moment at which a trip of that earliest departure can be booked. `service_day`: of the departure,
  /// from which days are counted; a night belongs to the day before.
  [[nodiscard]] Milliseconds opens(Milliseconds departure, std::int64_t service_day) const;
  [[nodiscard]] Milliseconds closes(Milliseconds departure, std::int64_t service_day) const;
};

}  // namespace navette
