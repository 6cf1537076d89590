#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/units.h"
#include "engine/world/daily_hours.h"
#include "engine/world/given_service.h"
#include "fleet/shuttle.h"

namespace navette {

/// On which days a service runs, and to which of them a time belongs. Days of the run, from 0; negative: before it.
///
/// A service day is not a calendar day: a night belongs to the evening it began in.
/// - With hours, a time belongs to the day whose hours it lies in; if to several that run, to the first of them. The
///   moment at which hours end is theirs only if no others begin at it.
/// - Without hours, the day begins when the last shift of the evening before is over, but not after the first shift of
///   its own has begun: at midnight where no shift passes it.
class ServiceCalendar {
 public:
  ServiceCalendar() = default;
  /// `shifts`: of the shuttles of the service, on the first service day.
  ServiceCalendar(const GivenService& service, const std::vector<Shift>& shifts);

  [[nodiscard]] bool runs_on(std::int64_t day) const {
    return weekdays_[static_cast<std::size_t>(((weekday_of_day_0_ + day) % 7 + 7) % 7)];
  }
  /// The service day of a time; nothing: the service does not run then.
  [[nodiscard]] std::optional<std::int64_t> day_of_service(Milliseconds time) const;
  /// The same; of a time at which it does not run, the day on which it would.
  [[nodiscard]] std::int64_t day_around(Milliseconds time) const;
  /// When its days begin, since midnight: the evening before is over, or the first hours or shift of the day begin.
  [[nodiscard]] Milliseconds day_begins() const { return day_begins_; }
  /// Whether it has hours.
  [[nodiscard]] bool has_hours() const { return !hours_.empty(); }

 private:
  std::vector<DailyHours> hours_;
  std::array<bool, 7> weekdays_{true, true, true, true, true, true, true};
  int weekday_of_day_0_ = 0;
  Milliseconds day_begins_{0};
};

}  // namespace navette
