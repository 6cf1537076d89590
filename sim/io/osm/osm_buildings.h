#pragma once

#include <cstdint>
#include <optional>

#include "demand/map_data.h"
#include "io/osm/osm_tags.h"

namespace navette {

/// What the tags of a building say.
struct BuildingTags {
  Building building;        // use, dwellings, levels; place and footprint are not known yet
  float largest_house = 0;  // [m2] up to this footprint it is a house after all; 0: the use is as tagged
};

/// Nothing if the object is no building. docs/map-data.md tells how tags are read.
std::optional<BuildingTags> read_building_tags(const TagReader& tag);

/// The kind of settlement that `place` names; nothing for what is none, such as an island.
std::optional<PlaceKind> read_place_kind(const char* place);

/// A whole number that is not negative, as tags write it: "12", "12,345", "2.5" (2). Negative if the text is none, is
/// null, or is beyond `most`.
std::int32_t read_count(const char* text, std::int32_t most);

}  // namespace navette
