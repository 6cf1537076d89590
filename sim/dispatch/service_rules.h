#pragma once

#include "core/units.h"
#include "demand/trip_request.h"

namespace navette {

/// The limits within which a request must be served; t is its direct ride time. Names as in MATSim DRT.
struct ServiceRules {
  Milliseconds max_wait_time{900'000};
  double max_travel_time_alpha = 1.5;            // >= 1
  Milliseconds max_travel_time_beta{1'200'000};  // >= 0; max travel time = alpha t + beta, wait included
  // max ride time = t + min(max_absolute_detour, max(minimum_allowed_detour, (max_detour_alpha - 1) t +
  // max_detour_beta))
  Milliseconds max_absolute_detour = kNever;
  double max_detour_alpha = 0;  // 0: no limit by share; else >= 1
  Milliseconds max_detour_beta{0};
  Milliseconds minimum_allowed_detour{0};
  Milliseconds max_allowed_pickup_delay = kNever;  // how far the promised pickup may drift
  Milliseconds late_diversion_threshold{0};        // no new detour for a passenger this close to drop-off
  Milliseconds stop_duration{60'000};              // dwell where the request names no boarding_time
  // A trip whose cheapest insertion adds more operating time to a shuttle goes to a taxi.
  Milliseconds taxi_above = kNever;
  // Penalised limits: by how much the latest pickup and the max travel time may be exceeded, at a price
  // (ObjectiveSettings::penalty). The longest ride and an arrival asked for never are. 0: all limits are hard.
  Milliseconds largest_excess{0};

  /// What the rules mean for one request.
  struct Limits {
    Milliseconds latest_pickup;
    Milliseconds latest_dropoff;  // the tightest of travel time and latest_arrival
    Milliseconds max_ride;        // from the end of boarding to the drop-off
    Milliseconds drift{0};        // of times told that exceed the first two: as long as others can be made to wait
  };
  [[nodiscard]] Limits limits(const TripRequest& request, Milliseconds direct_time) const;
  /// Limits of the same request, as far as they may be exceeded.
  [[nodiscard]] Limits widest(const TripRequest& request, Limits limits) const;
};

}  // namespace navette
