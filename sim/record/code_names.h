#pragma once

#include <array>
#include <string_view>

namespace navette {

/// The names of the codes in files and tables, at the index of their number: of EventKind, RequestEnd, LegPurpose and
/// StopKind. Those of RefusalReason: `to_string` in dispatch/refusal_reason.h.
inline constexpr std::array<std::string_view, 23> kEventKindNames{
    "submitted",  "accepted",      "refused",     "deferred", "offered",    "cancelled", "no_show",        "boarding",
    "alighting",  "shift_started", "shift_ended", "departed", "arrived",    "diverted",  "promise_broken", "reassigned",
    "never_made", "declined",      "asked_again", "delayed",  "broke_down", "repaired",  "went_round"};
inline constexpr std::array<std::string_view, 5> kRequestEndNames{"served", "refused", "cancelled", "no_show",
                                                                  "never_made"};
inline constexpr std::array<std::string_view, 4> kLegPurposeNames{"occupied", "approach", "repositioning", "depot"};
inline constexpr std::array<std::string_view, 7> kStopKindNames{"pickup", "dropoff", "wait",     "depot",
                                                                "pause",  "charge",  "timetable"};

}  // namespace navette
