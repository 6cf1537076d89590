#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/coordinate.h"
#include "demand/map_data.h"
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

/// A place outside the territory that residents travel to, such as the hospital 40 km away.
struct OutsideDestination {
  std::string name;
  FacilityKind kind = FacilityKind::hospital;
  Coordinate place;  // where the shuttle would bring them: on the network
  double size = 1;   // as Facility::size
};

/// How residents travel. Each default is an assumption unless docs/demand.md names its source.
struct DemandParameters {
  std::array<double, kAgeBands> going_out{0.60, 0.74, 0.74, 0.74, 0.74, 0.74, 0.62, 0.42};  // share, on a weekday
  double saturday_factor = 0.90;                                                            // on going_out
  double sunday_factor = 0.65;
  std::array<double, kAgeBands> tours_per_day{1.3, 1.3, 1.4, 1.8, 2.0, 2.0, 1.7, 1.4};  // of who goes out; >= 1
  // Shares of purposes by age band, one row each, of a weekday's tours; rows need not sum to 1.
  std::array<std::array<double, kActivityPurposes>, kAgeBands> purposes{};
  std::array<double, kActivityPurposes> weekend_factor{0.15, 0.0, 1.3, 0.1, 0.2, 1.6, 1.5, 0.9};  // on purposes
  std::array<double, kActivityPurposes> distance_decay{9'000, 5'000, 5'000, 8'000, 6'000, 7'000, 7'000, 8'000};  // [m]
  std::vector<OutsideDestination> outside;
  std::array<std::array<double, 24>, kActivityPurposes> departure_profile{};  // weights of the hours of leaving home
  std::array<double, kActivityPurposes> stay{8.0, 7.0, 0.9, 1.0, 0.6, 2.0, 1.5, 6.0};  // [h] mean stay

  // Who of them asks for the service.
  double service_share = 0.02;  // of all trips, before the factors
  std::array<double, kAgeBands> service_by_age{0.0, 0.3, 1.5, 1.3, 0.6, 0.6, 1.6, 2.5};
  std::array<double, kCarAccess> service_by_car{4.0, 2.0, 0.8, 0.3};
  std::array<double, kActivityPurposes> service_by_purpose{0.6, 0.6, 1.2, 2.0, 1.5, 1.0, 1.3, 1.5};
  double level = 1.0;          // scales service_share
  double booked_ahead = 0.45;  // share of requests made the day before
  std::array<double, kAgeBands> phone_shares{0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.45, 0.75};  // of requests, by phone
};

}  // namespace navette
