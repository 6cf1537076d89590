#pragma once

#include <string>
#include <vector>

#include "core/coordinate.h"
#include "core/units.h"
#include "fleet/load.h"
#include "network/location.h"

namespace navette {

/// A shuttle is in service from start to end; it begins and ends at its depot.
struct Shift {
  Milliseconds start;  // since midnight of day 0
  Milliseconds end;    // back at the depot by then; later than start
};

struct Shuttle {
  std::string name;  // shuttle_id as the user wrote it
  Load capacity;
  ServiceId service{0};       // that it works for
  Coordinate depot_place;     // as given
  Location depot;             // on the road
  std::vector<Shift> shifts;  // in order, not overlapping, over all days of the run
};

}  // namespace navette
