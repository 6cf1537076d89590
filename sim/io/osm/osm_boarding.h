#pragma once

#include "io/osm/osm_tags.h"

namespace navette {

/// Whether people may get in and out on a way with these tags, as far as its length does not matter.
Boarding read_boarding(const TagReader& tag, RoadClass road_class);

/// Whether the way is on a bridge. Nobody boards on a long one.
bool is_bridge(const TagReader& tag);

}  // namespace navette
