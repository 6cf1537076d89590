#include "dispatch/refusal_reason.h"

namespace navette {

std::string_view to_string(RefusalReason reason) {
  static constexpr std::array<std::string_view, kRefusalReasons> kNames{
      "same_place",   "too_far_from_road", "party_too_large", "arrival_too_early",  "no_shuttle_in_service",
      "too_far_away", "shuttle_full",      "trip_too_long",   "promises_to_others", "shift_ends"};
  const auto code = static_cast<std::size_t>(reason);
  return code < kNames.size() ? kNames[code] : std::string_view{"none"};
}

}  // namespace navette
