#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace navette {

/// Why somebody who wanted to ask could not. Codes as stored in the results file; never renumbered.
enum class NeverMadeCause : std::int8_t {
  none = -1,      // it was made
  busy = 0,       // gave up after a call that found all lines busy
  closed = 1,     // gave up after a call that nobody answered, outside the hours of the phone
  no_notice = 2,  // the booking of every service open to the trip had closed
  no_app = 3      // books by phone only, and no calls are taken
};

inline constexpr std::size_t kNeverMadeCauses = 4;

/// "none", then the causes from 0.
inline constexpr std::array<std::string_view, kNeverMadeCauses + 1> kNeverMadeCauseNames{"none", "busy", "closed",
                                                                                         "no_notice", "no_app"};

}  // namespace navette
