#include "io/scenario/shift_times.h"

#include <fmt/format.h>

#include "io/scenario/parse_time.h"

namespace navette {
namespace {

std::string wrong_pause(const Shift& shift, std::size_t rank) {
  const Pause& pause = shift.pauses[rank];
  if (pause.duration <= Milliseconds{0}) return "must have pauses that last longer than 0 s";
  if (pause.latest < pause.earliest) {
    return fmt::format("must have pauses whose latest begin is not before the earliest, found {} before {}",
                       shown_time(pause.latest), shown_time(pause.earliest));
  }
  if (pause.earliest < shift.start || pause.latest + pause.duration > shift.end) {
    return fmt::format("must hold its pauses, found {} to {} with a pause from {} or later, to {} or earlier",
                       shown_time(shift.start), shown_time(shift.end), shown_time(pause.earliest),
                       shown_time(pause.latest + pause.duration));
  }
  if (rank > 0) {
    const Pause& before = shift.pauses[rank - 1];
    if (pause.earliest < before.latest + before.duration) {
      return fmt::format("must have pauses one after another, found one from {} while that before may last to {}",
                         shown_time(pause.earliest), shown_time(before.latest + before.duration));
    }
  }
  return {};
}

}  // namespace

std::string wrong_shift(const Shift& shift) {
  if (shift.start < Milliseconds{0} || shift.end > 2 * kDay) {
    return fmt::format("must start from 00:00 and end by 48:00, found {} to {}", shown_time(shift.start),
                       shown_time(shift.end));
  }
  if (shift.end <= shift.start) {
    return fmt::format("must end after it starts, found {} to {} (past midnight is 24:00 and more)",
                       shown_time(shift.start), shown_time(shift.end));
  }
  if (shift.end - shift.start > kDay) {
    return fmt::format("must not be longer than 24 hours, found {} to {}", shown_time(shift.start),
                       shown_time(shift.end));
  }
  for (std::size_t rank = 0; rank < shift.pauses.size(); ++rank) {
    if (std::string wrong = wrong_pause(shift, rank); !wrong.empty()) return wrong;
  }
  return {};
}

std::string wrong_day(const WorkingDay& day) {
  for (std::size_t piece = 1; piece < day.size(); ++piece) {
    if (day[piece].start >= day[piece - 1].end) continue;
    return fmt::format("must have pieces one after another, found one from {} after one to {}",
                       shown_time(day[piece].start), shown_time(day[piece - 1].end));
  }
  // The same shifts begin again every 24 hours.
  if (!day.empty() && spread_of(day) > kDay) {
    return fmt::format(
        "must be over when the next day's begins, found one to {} while the next day's begins at {} ({} of that day)",
        shown_time(day.back().end), shown_time(day.front().start + kDay), shown_time(day.front().start));
  }
  return {};
}

Milliseconds spread_of(const WorkingDay& day) { return day.back().end - day.front().start; }

}  // namespace navette
