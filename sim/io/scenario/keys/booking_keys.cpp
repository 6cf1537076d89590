#include "io/scenario/keys/booking_keys.h"

namespace navette {
namespace {

constexpr double kDaySeconds = 86'400;

}  // namespace

std::vector<ScenarioKey> booking_keys() {
  return {
      {"booking.phone", KeyKind::boolean, "true"},
      {"booking.phone_hours", KeyKind::hours},
      {"booking.phone_lines", KeyKind::whole, "0", 0, 10'000},
      {"booking.call_length", KeyKind::duration, "180", 1, 3'600},
      {"booking.redial_interval", KeyKind::duration, "300", 1, kDaySeconds},
      {"booking.redials", KeyKind::whole, "3", 0, 1'000},
      {"booking.plan_ahead_share", KeyKind::number, "0.7", 0, 1},
      {"booking.offers", KeyKind::boolean, "false"},
      {"booking.offer_step", KeyKind::duration, "900", 60, kDaySeconds},
      {"booking.max_offer_shift", KeyKind::duration, "3600", 0, kDaySeconds},
      {"booking.offer_tolerance", KeyKind::duration, "1800", 0, kDaySeconds},
      {"booking.retry_interval", KeyKind::duration, "0", 0, kDaySeconds},
      {"booking.max_request_age", KeyKind::duration, "1800", 0, kDaySeconds},
      {"booking.cancelled_share", KeyKind::number, "0.0", 0, 1},
      {"booking.no_show_share", KeyKind::number, "0.0", 0, 1},
      {"booking.late_share", KeyKind::number, "0.0", 0, 1},
      {"booking.mean_lateness", KeyKind::duration, "120", 0, 3'600},
      {"booking.patience", KeyKind::duration, "300", 0, 3'600},
      {"disturbances.driving_noise", KeyKind::number, "0.0", 0, 1},
      {"disturbances.dwell_noise", KeyKind::number, "0.0", 0, 10},
      {"disturbances.breakdowns_per_1000_h", KeyKind::number, "0.0", 0, 1'000},
      {"disturbances.breakdown_duration", KeyKind::duration, "3600", 1, kDaySeconds},
      {"disturbances.breakdowns", KeyKind::breakdowns},
      {"disturbances.closures", KeyKind::closures},
  };
}

void read_booking(ScenarioValues& values, BookingParameters& booking) {
  values.read("booking.phone", booking.phone);
  values.read("booking.phone_hours", booking.phone_hours);
  values.read("booking.phone_lines", booking.phone_lines);
  values.read("booking.call_length", booking.call_length);
  values.read("booking.redial_interval", booking.redial_interval);
  values.read("booking.redials", booking.redials);
  values.read("booking.plan_ahead_share", booking.plan_ahead_share);
  values.read("booking.offers", booking.offers);
  values.read("booking.offer_step", booking.offer_step);
  values.read("booking.max_offer_shift", booking.max_offer_shift);
  values.read("booking.offer_tolerance", booking.offer_tolerance);
  values.read("booking.retry_interval", booking.retry_interval);
  values.read("booking.max_request_age", booking.max_request_age);
  values.read("booking.cancelled_share", booking.cancelled_share);
  values.read("booking.no_show_share", booking.no_show_share);
  values.read("booking.late_share", booking.late_share);
  values.read("booking.mean_lateness", booking.mean_lateness);
  values.read("booking.patience", booking.patience);
  const auto* no_show = values.find("booking.no_show_share");
  if (booking.cancelled_share + booking.no_show_share > 1 && no_show != nullptr) {
    values.complain(*no_show, "booking.no_show_share", "and booking.cancelled_share must be at most 1 together");
  }
}

void read_disturbances(ScenarioValues& values, DisturbanceParameters& disturbances) {
  values.read("disturbances.driving_noise", disturbances.driving_noise);
  values.read("disturbances.dwell_noise", disturbances.dwell_noise);
  values.read("disturbances.breakdowns_per_1000_h", disturbances.breakdowns_per_1000_h);
  values.read("disturbances.breakdown_duration", disturbances.breakdown_duration);
  values.read("disturbances.breakdowns", disturbances.breakdowns);
  values.read("disturbances.closures", disturbances.closures);
}

}  // namespace navette
