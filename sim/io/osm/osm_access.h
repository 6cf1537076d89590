#pragma once

#include "io/osm/osm_tags.h"

namespace navette {

/// Which of a way's directions our shuttles may drive.
struct OpenDirections {
  bool forward = true;  // in the order of its nodes
  bool backward = true;
  bool changing = false;  // one-way in turns: neither direction can be relied on
};

/// What holds where no tag speaks of our shuttles.
enum class AccessDefault : std::uint8_t {
  open,
  closed,
  closed_unless_named,  // `access` alone does not count: it may mean people on foot, or without their cars
};

/// The directions that access tags, bus lanes and one-way signs leave open. docs/network.md tells the order in which
/// tags count: the special before the general one, that of the direction before that of both.
OpenDirections read_directions(const TagReader& tag, const RoadRules& rules, RoadClass road_class,
                               AccessDefault by_default);

/// Whether the access tags of an object without directions, such as a gate, let our shuttles pass.
bool is_open(const TagReader& tag, const RoadRules& rules, AccessDefault by_default);

/// Whether a tag lets in buses, and our shuttles count as such.
bool is_open_to_buses(const TagReader& tag, const RoadRules& rules);

}  // namespace navette
