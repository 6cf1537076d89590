#pragma once

#include "io/osm/osm_tags.h"

namespace navette {

/// Whether the access tags let our shuttles in: `access` < `vehicle` < `motor_vehicle` < `motorcar`, and what is
/// open to buses (`psv` < `bus`) if the rules say the shuttles are a public service.
/// `by_default` holds where no tag speaks. `suffix` is put after each key, e.g. ":forward".
bool is_open(const TagReader& tag, const RoadRules& rules, bool by_default, const char* suffix = "");

/// Whether any access tag opens the way expressly, so that a footway becomes drivable.
bool is_opened_expressly(const TagReader& tag, const RoadRules& rules);

struct OpenDirections {
  bool forward = true;
  bool backward = true;
  bool changing = false;  // one-way in turns: neither direction can be relied on
};

/// Reads `oneway` in all its forms, and what implies it.
OpenDirections read_directions(const TagReader& tag, const RoadRules& rules, RoadClass road_class);

}  // namespace navette
