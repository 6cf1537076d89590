#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "demand/population.h"

namespace navette {

/// What people go out for. Codes as stored in the results file; never renumbered.
enum class ActivityPurpose : std::int8_t {
  work = 0,
  school,
  shopping,
  health,
  administration,
  leisure,
  market,
  station  // to go on by train
};
inline constexpr int kActivityPurposes = 8;
std::string_view to_string(ActivityPurpose purpose);

/// Weights of purposes of a weekday's tours by age band, one row each; columns in the order of ActivityPurpose.
/// Assumption: no public table gives them for tours of the countryside; market and station need a facility and a day.
using PurposeWeights = std::array<std::array<double, kActivityPurposes>, kAgeBands>;
inline constexpr PurposeWeights kPurposeWeights{{
    // work, school, shopping, health, administration, leisure, market, station
    {0.00, 0.45, 0.15, 0.05, 0.00, 0.32, 0.03, 0.00},  // 0-5
    {0.00, 0.75, 0.07, 0.02, 0.00, 0.15, 0.01, 0.00},  // 6-10
    {0.02, 0.68, 0.07, 0.02, 0.01, 0.16, 0.01, 0.03},  // 11-17
    {0.25, 0.22, 0.15, 0.03, 0.02, 0.26, 0.01, 0.06},  // 18-24
    {0.40, 0.00, 0.21, 0.04, 0.03, 0.27, 0.02, 0.03},  // 25-39
    {0.36, 0.00, 0.25, 0.05, 0.03, 0.26, 0.03, 0.02},  // 40-64
    {0.00, 0.00, 0.41, 0.09, 0.04, 0.38, 0.06, 0.02},  // 65-74
    {0.00, 0.00, 0.42, 0.14, 0.05, 0.32, 0.06, 0.01},  // 75+
}};

/// Weights of the hours in which a tour of each purpose leaves home; the first number is that of 0:00 to 0:59.
/// Assumption, after opening hours: shops 9-19, surgeries 8-18, town halls 9-17, markets in the morning.
using HourWeights = std::array<std::array<double, 24>, kActivityPurposes>;
inline constexpr HourWeights kDepartureProfile{{
    {0, 0, 0, 0, 1, 4, 12, 28, 26, 8, 2, 1, 3, 9, 2, 1, 1, 1, 0, 0, 1, 1, 0, 0},    // work
    {0, 0, 0, 0, 0, 0, 2, 42, 48, 3, 1, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},     // school
    {0, 0, 0, 0, 0, 0, 0, 1, 5, 13, 18, 12, 3, 4, 10, 11, 9, 8, 5, 1, 0, 0, 0, 0},  // shopping
    {0, 0, 0, 0, 0, 0, 0, 3, 13, 18, 15, 8, 1, 7, 14, 11, 7, 3, 0, 0, 0, 0, 0, 0},  // health
    {0, 0, 0, 0, 0, 0, 0, 0, 10, 25, 22, 8, 0, 8, 15, 9, 3, 0, 0, 0, 0, 0, 0, 0},   // administration
    {0, 0, 0, 0, 0, 0, 0, 1, 3, 6, 7, 6, 5, 7, 13, 12, 9, 10, 9, 7, 4, 1, 0, 0},    // leisure
    {0, 0, 0, 0, 0, 0, 0, 3, 25, 36, 27, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},    // market
    {0, 0, 0, 0, 0, 5, 20, 24, 13, 8, 5, 3, 3, 4, 4, 3, 4, 3, 1, 0, 0, 0, 0, 0},    // station
}};

}  // namespace navette
