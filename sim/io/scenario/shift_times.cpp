#include "io/scenario/shift_times.h"

#include <fmt/format.h>

#include "io/scenario/parse_time.h"

namespace navette {

std::string wrong_shift(const ShiftTimes& shift) {
  if (shift.start < Milliseconds{0} || shift.start >= kDay) {
    return fmt::format("must start from 00:00 and before 24:00, found {}", shown_time(shift.start));
  }
  if (shift.end <= shift.start) {
    return fmt::format("must end after it starts, found {} to {} (past midnight is 24:00 and more)",
                       shown_time(shift.start), shown_time(shift.end));
  }
  if (shift.end - shift.start > kDay) {
    return fmt::format("must not be longer than 24 hours, found {} to {}", shown_time(shift.start),
                       shown_time(shift.end));
  }
  return {};
}

}  // namespace navette
