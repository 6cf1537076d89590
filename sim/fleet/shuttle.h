#pragma once

#include <string>
#include <vector>

#include "core/coordinate.h"
#include "core/units.h"
#include "fleet/load.h"
#include "network/location.h"

namespace navette {

/// The driver rests at the depot, nobody on board, for `duration` from a begin between `earliest` and `latest`.
struct Pause {
  Milliseconds earliest;  // since midnight of day 0
  Milliseconds latest;
  Milliseconds duration;
};

/// A shuttle is in service from start to end; it begins and ends at its depot.
struct Shift {
  Milliseconds start;           // since midnight of day 0
  Milliseconds end;             // back at the depot by then; later than start
  std::vector<Pause> pauses{};  // in order, within the shift; each can follow the one before whenever that is taken
};

struct Shuttle {
  std::string name;  // shuttle_id as the user wrote it
  Load capacity;
  ServiceId service{0};       // that it works for
  Coordinate depot_place;     // as given
  Location depot;             // on the road
  std::vector<Shift> shifts;  // in order, not overlapping, over all days of the run; several a day: a split shift
  Milliseconds max_spread = kNever;              // from the start of a day's first shift to the end of its last
  Milliseconds max_continuous_driving = kNever;  // at the wheel between two of: start of a shift, pause, end of a shift
};

}  // namespace navette
