#include "io/scenario/keys/booking_keys.h"

#include <fmt/format.h>

#include "core/key_names.h"

namespace navette {
namespace {

constexpr double kDaySeconds = 86'400;

}  // namespace

const KeyRows<BookingParameters>& booking_rows() {
  using P = BookingParameters;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::booking_phone, &P::phone, "calls are taken; false: who books by phone cannot ask"},
      Row{key::booking_phone_hours, &P::phone_hours, "when the phone is answered, every day"}.left_out("always"),
      Row{key::booking_phone_lines, &P::phone_lines, from_to(0, 10'000),
          "calls that can be taken at once; 0: never busy"},
      Row{"booking.call_length", &P::call_length, from_to(1, 3'600), "of one call"},
      Row{"booking.redial_interval", &P::redial_interval, from_to(1, kDaySeconds),
          "until a caller who did not get through tries again"},
      Row{"booking.redials", &P::redials, from_to(0, 1'000), "how often a caller tries again before giving up"},
      Row{"booking.plan_ahead_share", &P::plan_ahead_share, share(),
          "of residents who would ask too late for the notice rule: those who know it and book in time"},
      Row{"booking.offers", &P::offers, "where the time asked for is refused, another is offered"},
      Row{"booking.offer_step", &P::offer_step, from_to(60, kDaySeconds),
          "between the times tried, the nearest first, later before earlier"},
      Row{"booking.max_offer_shift", &P::max_offer_shift, from_to(0, kDaySeconds),
          "how much later or earlier a time is offered, at most"},
      Row{"booking.offer_tolerance", &P::offer_tolerance, from_to(0, kDaySeconds),
          "mean shift that a resident accepts; exponential"},
      Row{"booking.retry_interval", &P::retry_interval, from_to(0, kDaySeconds),
          "after which a refused resident asks again; 0: never"},
      Row{"booking.max_request_age", &P::max_request_age, from_to(0, kDaySeconds),
          "after the first time, nobody asks again"},
      Row{key::booking_cancelled_share, &P::cancelled_share, share(),
          "of accepted requests, cancelled some time between acceptance and the pickup promised"},
      Row{key::booking_no_show_share, &P::no_show_share, share(),
          "of accepted requests, nobody is there at the pickup; with the cancelled at most 1"},
      Row{"booking.late_share", &P::late_share, share(), "of passengers, those who keep the shuttle waiting"},
      Row{"booking.mean_lateness", &P::mean_lateness, from_to(0, 3'600),
          "of those; exponential. Who is later than the patience is a no-show"},
      Row{"booking.patience", &P::patience, from_to(0, 3'600),
          "so long a shuttle waits for a passenger who is not there"},
  };
  return kRows;
}

const KeyRows<DisturbanceParameters>& disturbance_rows() {
  using P = DisturbanceParameters;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{"disturbances.driving_noise", &P::driving_noise, share(),
          "mean share by which driving takes longer than the roads say; exponential, by shuttle and hour"},
      Row{"disturbances.dwell_noise", &P::dwell_noise, from_to(0, 10),
          "mean share by which boarding or alighting takes longer than planned; exponential, by visit"},
      Row{"disturbances.breakdowns_per_1000_h", &P::breakdowns_per_1000_h, from_to(0, 1'000),
          "[breakdowns](unforeseen.md#breakdowns) of a shuttle per 1000 hours of its shifts; exponential, by shuttle "
          "and day"},
      Row{"disturbances.breakdown_duration", &P::breakdown_duration, from_to(1, kDaySeconds),
          "from each of them to the repair"},
      Row{key::disturbances_breakdowns, &P::breakdowns,
          "breakdowns that are to happen besides: of the shuttle of this name, from a time in one of its shifts to the "
          "repair; times since midnight of the first day (hours beyond 24 are the next day), 24 hours at most"},
      Row{key::disturbances_closures, &P::closures,
          "[roads that are closed](unforeseen.md#closed-roads) for a time. `along`: {lon, lat} of one place, for the "
          "road nearest to it, or of several, for the roads of the fastest way from each to the next; always from "
          "junction to junction. `from`, `until`: since midnight of the first day (hours beyond 24 are the next day). "
          "`every_day = true`: again on every day of the run, then 24 hours at most. `one_way = true`: only in the "
          "direction of the places, two or more. `announced`: known from then on, no later than `from`; default "
          "`from`"},
  };
  return kRows;
}

void read_booking(ScenarioValues& values, BookingParameters& booking) {
  read_rows(booking_rows(), values, booking);
  const auto* no_show = values.find(key::booking_no_show_share);
  if (booking.cancelled_share + booking.no_show_share > 1 && no_show != nullptr) {
    values.complain(*no_show, key::booking_no_show_share,
                    fmt::format("and {} must be at most 1 together", key::booking_cancelled_share));
  }
}

}  // namespace navette
