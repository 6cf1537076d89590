#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dispatch/refusal_reason.h"
#include "record/costs.h"
#include "record/never_made_cause.h"

namespace navette {

/// One figure of a run, with what it means. Definitions: docs/indicators.md.
struct Indicator {
  std::string name;
  std::optional<double> value;  // absent: cannot be known, e.g. the mean wait when nobody was served
  std::string unit;             // "1" for counts and shares
  std::string definition;
};

inline constexpr std::size_t kFareGroups = 2 * kAgeBands + 1;
/// People by what they pay: residents by age band and impairment, and all who pay the whole fare (record/money.h).
using FareGroups = std::array<std::int64_t, kFareGroups>;

/// What the indicators are computed from: whole numbers, so that no order of summation matters.
struct RunFigures {
  std::array<std::int64_t, 5> requests_by_end{};                  // by RequestEnd
  std::array<std::int64_t, kRefusalReasons> refused_by_reason{};  // by RefusalReason
  std::array<std::int64_t, kNeverMadeCauses> never_by_cause{};    // by NeverMadeCause
  std::int64_t passengers = 0;                                    // people in the served requests
  std::int64_t shared = 0;   // served requests that rode at least one leg with another
  std::int64_t courses = 0;  // times a shuttle went from empty to occupied
  std::int64_t promises_broken = 0;
  std::int64_t offers_made = 0;  // of another time
  std::int64_t offers_taken = 0;
  std::int64_t asked_again = 0;  // times, after a refusal
  std::int64_t breakdowns = 0;   // times that a shuttle broke down
  bool roads_close = false;      // in this scenario
  std::int64_t went_round = 0;   // times that closed roads made a shuttle go round or wait

  // Of each served request. [ms]
  std::vector<std::int64_t> wait;            // pickup - departure agreed: the earliest asked for, or offered and taken
  std::vector<std::int64_t> prebooked_wait;  // pickup - promised pickup; only if heard of before the departure agreed
  std::vector<std::int64_t> ride;            // drop-off - end of boarding
  std::vector<std::int64_t> travel;          // drop-off - departure agreed
  std::vector<std::int64_t> direct;          // direct_time

  std::array<std::int64_t, 4> driven{};        // [m] by LegPurpose
  std::int64_t passenger_distance = 0;         // [passenger-m] people on board times distance
  std::int64_t direct_distance = 0;            // [m] of the served requests
  std::int64_t direct_passenger_distance = 0;  // [passenger-m] of the people in them
  bool direct_distance_known = true;           // of every served request

  bool residents_known = false;          // they were made, not given by their requests alone
  std::int64_t residents = 0;            // all who live in the territory
  std::int64_t residents_elsewhere = 0;  // of them, where a census was given but nothing tells how many live

  std::int64_t shift_time = 0;    // [ms] of all shuttles
  std::int64_t pause_time = 0;    // [ms] of these
  std::int64_t vehicle_days = 0;  // pairs of a shuttle and a day on which it has a shift
  std::int64_t service_days = 0;  // days on which any shuttle has a shift

  std::vector<FareGroups> served_fares;  // the people in the served requests, by ServiceId
  /// Refused requests that a taxi could take: their way is known.
  struct ForTaxi {
    std::int64_t requests = 0;
    std::int64_t people = 0;
    FareGroups fares{};         // the same people
    std::int64_t distance = 0;  // [m] of their direct ways
  };
  ForTaxi too_costly;     // refused for that reason
  ForTaxi other_refused;  // for another
};

/// All indicators, in the order in which they are printed.
std::vector<Indicator> indicators(const RunFigures& figures, const Costs& costs);

/// The nearest-rank percentile: the smallest value that at least `percent` % of the values do not exceed.
/// Absent if there are no values. 0 < percent <= 100. Exact, since nothing is interpolated.
std::optional<std::int64_t> percentile(std::vector<std::int64_t> values, int percent);
std::optional<double> percentile(std::vector<double> values, int percent);

}  // namespace navette
