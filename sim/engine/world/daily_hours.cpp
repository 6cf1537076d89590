#include "engine/world/daily_hours.h"

#include <algorithm>

namespace navette {

std::int64_t day_of(Milliseconds time) {
  const std::int64_t day = time.count / kDay.count;
  return time.count % kDay.count < 0 ? day - 1 : day;
}

bool within(const std::vector<DailyHours>& hours, Milliseconds time) {
  if (hours.empty()) return true;
  const Milliseconds today = time - kDay * day_of(time);
  const auto holds = [&](const DailyHours& open, Milliseconds since) {
    return open.from <= since && since <= open.until;
  };
  return std::any_of(hours.begin(), hours.end(), [&](const DailyHours& open) {
    return holds(open, today) || holds(open, today + kDay) || holds(open, today + 2 * kDay);
  });
}

Milliseconds next_opening(const std::vector<DailyHours>& hours, Milliseconds time) {
  Milliseconds next = kNever;
  for (const DailyHours& open : hours) {
    Milliseconds opening = kDay * (day_of(time) - 1) + open.from;
    while (opening <= time) opening += kDay;
    next = std::min(next, opening);
  }
  return next;
}

Milliseconds last_open(const std::vector<DailyHours>& hours, Milliseconds time) {
  if (within(hours, time)) return time;
  Milliseconds last = -kNever;
  for (const DailyHours& open : hours) {
    Milliseconds closing = kDay * day_of(time) + open.until;
    while (closing > time) closing -= kDay;
    last = std::max(last, closing);
  }
  return last;
}

}  // namespace navette
