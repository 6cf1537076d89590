#pragma once

#include "core/units.h"

namespace navette {

/// What was told to the passenger at acceptance. Frozen: later plans keep within it.
struct Promise {
  Milliseconds pickup;   // the pickup as planned at acceptance
  Milliseconds dropoff;  // the drop-off as planned at acceptance
  Milliseconds latest_pickup;
  Milliseconds latest_dropoff;     // the tightest of wait, travel-time and arrival limits
  Milliseconds max_ride = kNever;  // from the end of boarding to the drop-off
};

}  // namespace navette
