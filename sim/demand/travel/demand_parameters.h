#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/coordinate.h"
#include "demand/map_data.h"
#include "demand/population.h"
#include "demand/travel/travel_profiles.h"

namespace navette {

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
  std::array<double, kAgeBands> tours_per_day{1.5, 1.8, 1.8, 2.3, 2.45, 2.45, 2.3, 1.8};  // of who goes out; 1 to 4
  PurposeWeights purposes = kPurposeWeights;  // of a weekday's tours by age band; rows need not sum to 1
  std::array<double, kActivityPurposes> weekend_factor{0.15, 0.0, 1.3, 0.1, 0.2, 1.6, 1.5, 0.9};  // on purposes
  std::array<bool, 7> market_days{false, false, false, false, false, true, false};                // Monday first
  // Of each purpose's tours, how many go to which kind of facility, nearby or not; kinds the map lacks drop out.
  std::array<double, kFacilityKinds> kind_shares{0.50, 0.35, 0.15, 0.65, 0.35, 1, 1, 1, 1, 1, 1, 1};
  std::array<double, kActivityPurposes> distance_decay{9'000, 5'000, 5'000, 8'000, 6'000, 7'000, 7'000, 8'000};  // [m]
  std::vector<OutsideDestination> outside;
  HourWeights departure_profile = kDepartureProfile;                                   // of the hours of leaving home
  std::array<double, kActivityPurposes> stay{8.0, 7.0, 0.9, 1.0, 0.6, 2.0, 1.5, 6.0};  // [h] mean stay
  // Share of the stay that varies, exponentially; the rest is its least length.
  std::array<double, kActivityPurposes> stay_spread{0.15, 0.05, 0.5, 0.5, 0.5, 0.6, 0.4, 0.4};
  double detour_factor = 1.3;      // road over crow-fly distance, to plan the day
  double journey_speed = 45;       // [km/h] on the road, by any means, to plan the day
  double journey_allowance = 900;  // [s] added to each planned journey: waiting, parking, detours

  // Who of them asks for the service.
  double service_share = 0.0035;  // of all trips, before the factors
  std::array<double, kAgeBands> service_by_age{0.0, 0.3, 1.5, 1.3, 0.6, 0.6, 1.6, 2.5};
  std::array<double, kCarAccess> service_by_car{4.0, 2.0, 0.8, 0.3};
  std::array<double, kActivityPurposes> service_by_purpose{0.6, 0.6, 1.2, 2.0, 1.5, 1.0, 1.3, 1.5};
  std::optional<double> target_trips_per_day;  // requests on a mean weekday at level 1, in place of service_share
  double level = 1.0;                          // scales service_share
  /// Between two times since midnight; beyond 24: in the night after.
  struct Hours {
    double from;   // [h]
    double until;  // [h]
  };
  double service_from = 6.5;         // [h] known to residents: tours that leave home before are not asked for
  double service_until = 19.5;       // [h] nor those whose way back leaves later
  std::vector<Hours> service_hours;  // in place of these two: each way of a tour leaves in one of them
  double booked_ahead = 0.45;        // share of requests made the day before
  std::array<double, kAgeBands> phone_shares{0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.45, 0.75};  // of requests, by phone
  double phone_from = 8.0;                // [h] when the phone is answered
  double phone_until = 18.0;              // [h]
  double app_from = 7.0;                  // [h] when people book for the next day in the app
  double app_until = 22.0;                // [h]
  double lead_mean = 1'800;               // [s] from asking to leaving home, on the same day; at least lead_min
  double lead_min = 300;                  // [s]
  double lead_max = 7'200;                // [s]
  double return_at_once = 0.6;            // share of same-day tours whose way back is asked for with the way out
  double wheelchair_boarding_time = 180;  // [s] to get in or out in a wheelchair
};

}  // namespace navette
