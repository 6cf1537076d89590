#pragma once

#include <cstdint>

#include "core/id.h"
#include "core/units.h"
#include "fleet/load.h"
#include "network/location.h"

namespace navette {

enum class StopKind : std::int8_t { pickup = 0, dropoff, wait, depot, pause, charge, timetable };

/// Whether nobody is on board at such a visit: no ride goes on across it.
constexpr bool ends_rides(StopKind kind) { return kind == StopKind::depot || kind == StopKind::pause; }

/// A visit that a shuttle has still to make: one action at one place.
struct PlannedStop {
  Location location;
  StopKind kind = StopKind::wait;
  bool opens_shift = false;              // depot only: the shift starts here; nothing is inserted right before it
  std::int32_t labels = -1;              // the place's hub labels in the LabelPool
  RequestId request;                     // pickup and dropoff only
  Milliseconds duration;                 // dwell
  Milliseconds earliest{-kNever.count};  // service begins no earlier
  Milliseconds latest = kNever;          // nor later
  Milliseconds max_ride = kNever;  // dropoff whose pickup is still to come: from the end of boarding to this begin
  Load change;                     // what boards (positive) or alights (negative)

  // Set by `plan_times`.
  Milliseconds drive;                       // driving time from the previous planned stop, or from the origin
  Milliseconds arrival;                     // drive-first: as soon as possible; wait-first: just in time for `begin`
  Milliseconds begin;                       // of service
  Milliseconds set_out_for{-kNever.count};  // `begin` in the plan that stood when the shuttle set out for this stop
};

}  // namespace navette
