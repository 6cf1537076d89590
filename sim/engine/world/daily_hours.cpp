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
  return std::any_of(hours.begin(), hours.end(), [&](const DailyHours& open) {
    return (open.from <= today && today <= open.until) || today + kDay <= open.until;
  });
}

Milliseconds next_opening(const std::vector<DailyHours>& hours, Milliseconds time) {
  Milliseconds next = kNever;
  for (const DailyHours& open : hours) {
    Milliseconds opening = kDay * day_of(time) + open.from;
    if (opening <= time) opening += kDay;
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
