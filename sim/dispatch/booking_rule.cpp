#include "dispatch/booking_rule.h"

#include <algorithm>

namespace navette {
namespace {

// Midnight of the day of a time that may be negative.
Milliseconds midnight(Milliseconds time) {
  std::int64_t day = time.count / kDay.count;
  if (time.count % kDay.count < 0) --day;
  return kDay * day;
}

}  // namespace

Milliseconds BookingRule::opens(Milliseconds departure) const {
  Milliseconds first = -kNever;
  if (type == BookingType::same_day && prior_notice_duration_max < kNever) {
    first = departure - prior_notice_duration_max;
  }
  if (prior_notice_start_day >= 0) {
    first = std::max(first, midnight(departure) - kDay * prior_notice_start_day + prior_notice_start_time);
  }
  return first;
}

Milliseconds BookingRule::closes(Milliseconds departure) const {
  switch (type) {
    case BookingType::real_time:
      return kNever;
    case BookingType::same_day:
      return departure - prior_notice_duration_min;
    case BookingType::prior_days:
      return midnight(departure) - kDay * prior_notice_last_day + prior_notice_last_time;
  }
  return kNever;
}

}  // namespace navette
