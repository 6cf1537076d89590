#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/errors.h"
#include "io/gtfs/feed_files.h"

namespace navette {

/// On which days of a run the services of a feed run, by calendar.txt and calendar_dates.txt (either may be absent).
class ServiceDays {
 public:
  /// Throws InputError if none of the days lies between the first and the last that the feed knows: it would be silent
  /// for want of a timetable, not of a service.
  ServiceDays(const FeedFiles& feed, std::chrono::year_month_day first_day, int days);

  /// How many days before the run are told of as well: trips of those days may go on after its first midnight.
  static constexpr std::int32_t kDaysBefore = 3;

  /// Days of the run, ascending, from -kDaysBefore on; empty: it does not run on any. A day is a service day: trips
  /// after 24:00 run in the night after it. nullptr: the feed does not know the service.
  [[nodiscard]] const std::vector<std::int32_t>* of(const std::string& service_id) const;

 private:
  std::unordered_map<std::string, std::vector<std::int32_t>> days_;
};

}  // namespace navette
