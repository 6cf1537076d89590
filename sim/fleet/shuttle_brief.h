#pragma once

#include <cstdint>

#include "core/id.h"
#include "core/units.h"
#include "fleet/fleet.h"
#include "fleet/label_pool.h"
#include "fleet/load.h"
#include "network/location.h"

namespace navette {

/// What a search asks of every shuttle before it looks at a few of them more closely.
struct ShuttleBrief {
  std::uint32_t version = 0;  // of the state it tells of; 0: of none
  bool idle = false;          // stands, and has nothing to do but to be back at its depot when its shift ends
  ServiceId service;
  Load capacity;
  std::int32_t place = -1;      // where it is or was last; slot of the LabelPool
  std::int32_t front = -1;      // where it goes next
  Location location;            // of `place`, in the road
  Location front_location;      // of `front`
  Milliseconds from;            // of its standing: see Origin
  Milliseconds ready;           // as `from`
  Milliseconds drive_to_front;  // planned, from `place` if it is idle
  Milliseconds latest_front;    // latest begin of the first stop
  Milliseconds longest_drive;   // to any stop but the last, which is the way back to the depot
  std::size_t last_rank = 0;    // of the visit before the last stop
  PlacesNear places;            // `place` and all stops; of a shuttle that is not idle
};

/// Of the state and schedule of a shuttle. `first_drive`: from `place` to the first stop, what is done of it included.
ShuttleBrief brief_of(const Shuttle& shuttle, const ShuttleState& state, const Schedule& schedule,
                      const LabelPool& labels, Milliseconds first_drive);

}  // namespace navette
