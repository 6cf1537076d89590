#pragma once

#include <vector>

#include "demand/map_data.h"
#include "io/osm/osm_tags.h"

namespace navette {

/// How large a facility is, from its area if it has one: area / m2_each, within [low, high].
struct FacilitySize {
  double tagged = 0;   // beds, pupils as tagged; 0: not tagged
  double m2_each = 0;  // [m2] per unit of size; 0: all of this kind are alike
  double low = 1;
  double high = 1;
  double as_point = 1;  // mapped without an area

  /// `area` [m2], 0: mapped as a point.
  [[nodiscard]] double of(double area) const;
};

/// What people go to in one object of the map. A shop or a school is also where others work.
struct FacilityTags {
  FacilityKind kind;
  FacilitySize size;
};

/// Nothing people travel to: empty. docs/map-data.md holds the tables: kinds, units of size.
std::vector<FacilityTags> read_facility_tags(const TagReader& tag);

}  // namespace navette
