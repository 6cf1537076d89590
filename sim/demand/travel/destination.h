#pragma once

#include "core/coordinate.h"
#include "demand/map_data.h"
#include "network/location.h"

namespace navette {

/// A place people travel to, on the road.
struct Destination {
  FacilityKind kind = FacilityKind::small_shop;
  double size = 1;  // attraction relative to others of its kind; > 0
  Coordinate place;
  Location road;         // invalid: too far from any road; nobody goes there
  bool outside = false;  // one of DemandParameters::outside
};

}  // namespace navette
