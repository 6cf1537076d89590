#include "dispatch/refusal_reason.h"

namespace navette {

std::string_view to_string(RefusalReason reason) {
  static constexpr std::array<std::string_view, kRefusalReasons> kNames{
      "same_place",       "too_far_from_road", "party_too_large", "arrival_too_early",  "no_shuttle_in_service",
      "too_far_away",     "shuttle_full",      "trip_too_long",   "promises_to_others", "shift_ends",
      "outside_area",     "outside_hours",     "booked_too_late", "booked_too_early",   "no_stop_in_reach",
      "way_back_refused", "offer_declined",    "too_costly",      "driver_rules",       "no_boarding_in_reach"};
  const auto code = static_cast<std::size_t>(reason);
  return code < kNames.size() ? kNames[code] : std::string_view{"none"};
}

int closeness(RefusalReason reason) {
  const int code = static_cast<int>(reason);
  if (reason == RefusalReason::driver_rules) return static_cast<int>(RefusalReason::shift_ends) + 1;
  if (reason == RefusalReason::no_boarding_in_reach) return static_cast<int>(RefusalReason::too_far_from_road);
  // What a service says before it looks at its shuttles is less close than anything they say.
  const bool of_the_service = reason >= RefusalReason::outside_area && reason <= RefusalReason::no_stop_in_reach;
  return of_the_service ? code - kRefusalReasons : code;
}

}  // namespace navette
