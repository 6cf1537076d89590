#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace navette {

/// Whether people may get in and out along a road, and if not, why: it may be driven, but nobody may stand there.
/// Codes as stored in the results file; never renumbered.
enum class Boarding : std::uint8_t {
  allowed,
  motorway,        // and its links
  motorroad,       // any road signed for motor vehicles only
  ferry,           // at sea; the landings are on the roads that lead there
  tunnel,          // of any length
  long_bridge,     // longer than kLongBridge
  no_pedestrians,  // closed to people on foot, without a sidewalk
};
inline constexpr std::size_t kBoardings = 7;
inline constexpr std::array<std::string_view, kBoardings> kBoardingNames{
    "allowed", "motorway", "motorroad", "ferry", "tunnel", "long_bridge", "no_pedestrians"};
/// As messages call such a road.
inline constexpr std::array<std::string_view, kBoardings> kBoardingPhrases{"a road where people may board",
                                                                           "a motorway or its link",
                                                                           "a road for motor vehicles only (motorroad)",
                                                                           "a ferry",
                                                                           "a tunnel",
                                                                           "a bridge longer than 100 m",
                                                                           "a road closed to pedestrians"};

}  // namespace navette
