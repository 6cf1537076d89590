#include "dispatch/booking_rule.h"

#include <algorithm>

namespace navette {
Milliseconds BookingRule::opens(Milliseconds departure, std::int64_t service_day) const {
  Milliseconds first = -kNever;
  if (type == BookingType::same_day && prior_notice_duration_max < kNever) {
    first = departure - prior_notice_duration_max;
  }
  if (prior_notice_start_day >= 0) {
    first = std::max(first, kDay * (service_day - prior_notice_start_day) + prior_notice_start_time);
  }
  return first;
}

Milliseconds BookingRule::closes(Milliseconds departure, std::int64_t service_day) const {
  switch (type) {
    case BookingType::real_time:
      return kNever;
    case BookingType::same_day:
      return departure - prior_notice_duration_min;
    case BookingType::prior_days:
      return kDay * (service_day - prior_notice_last_day) + prior_notice_last_time;
  }
  return kNever;
}

}  // namespace navette
