#include "engine/world/service_calendar.h"

#include <algorithm>

namespace navette {

namespace {

Milliseconds begin_of_days(const std::vector<DailyHours>& hours, const std::vector<Shift>& shifts) {
  Milliseconds first = kDay;
  Milliseconds last{0};
  for (const DailyHours& open : hours) {
    first = std::min(first, open.from);
    last = std::max(last, open.until);
  }
  for (const Shift& shift : shifts) {
    if (!hours.empty()) break;
    first = std::min(first, shift.start);
    last = std::max(last, shift.end);
  }
  return std::clamp(last - kDay, Milliseconds{0}, first);
}

}  // namespace

ServiceCalendar::ServiceCalendar(const GivenService& service, const std::vector<Shift>& shifts)
    : hours_{service.hours},
      weekdays_{service.weekdays},
      weekday_of_day_0_{service.weekday_of_day_0},
      day_begins_{begin_of_days(service.hours, shifts)} {}

std::optional<std::int64_t> ServiceCalendar::day_of_service(Milliseconds time) const {
  if (hours_.empty()) {
    const std::int64_t day = day_of(time - day_begins_);
    return runs_on(day) ? std::optional{day} : std::nullopt;
  }
  // Hours end at 48:00 at the latest.
  const std::int64_t today = day_of(time);
  for (const bool at_its_end : {false, true}) {
    for (std::int64_t day = today - 2; day <= today; ++day) {
      const Milliseconds since = time - kDay * day;
      const bool holds = std::any_of(hours_.begin(), hours_.end(), [&](const DailyHours& open) {
        return at_its_end ? since == open.until : open.from <= since && since < open.until;
      });
      if (holds && runs_on(day)) return day;
    }
  }
  return std::nullopt;
}

std::int64_t ServiceCalendar::day_around(Milliseconds time) const {
  if (const auto day = day_of_service(time)) return *day;
  if (hours_.empty()) return day_of(time - day_begins_);
  // Of hours on a day on which it does not run; else the calendar's.
  ServiceCalendar every_day = *this;
  every_day.weekdays_.fill(true);
  return every_day.day_of_service(time).value_or(day_of(time));
}

}  // namespace navette
