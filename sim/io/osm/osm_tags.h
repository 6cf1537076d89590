#pragma once

#include <functional>
#include <optional>

#include "network/build/road_rules.h"
#include "network/build/road_ways.h"

namespace navette {

/// The value of a key of one OpenStreetMap object, or null if the object lacks it.
using TagReader = std::function<const char*(const char* key)>;

/// What a way's tags say to somebody who wants to drive on it.
struct RoadTags {
  RoadClass road_class = RoadClass::road;
  bool forward = true;
  bool backward = true;
  double kmh_forward = 0;
  double kmh_backward = 0;
  std::optional<double> ferry_duration;   // [s] of the whole crossing
  Boarding boarding = Boarding::allowed;  // but for the length of bridges
  bool bridge = false;
  bool impossible_limit = false;     // a speed limit was left out as impossible
  bool impossible_duration = false;  // the same of the duration
};

/// A way is a road, or is none of our business (neither set), or is left out for a reason.
struct WayVerdict {
  std::optional<RoadTags> road;
  std::optional<DropReason> dropped;
};

/// Reads the tags of a way under the rules: class, access, direction, speed. docs/network.md tells how.
WayVerdict read_way_tags(const TagReader& tag, const RoadRules& rules);

/// Whether a node stops every shuttle that comes: a bollard, a locked gate.
bool is_closed_barrier(const TagReader& tag, const RoadRules& rules);

/// The duration of a whole crossing, of the relation of a ferry. [s]
std::optional<double> read_ferry_route(const TagReader& tag, const RoadRules& rules);

/// What the tags of a relation say about turning.
struct RestrictionTags {
  bool only = false;
  std::optional<RestrictionFate> put_aside;  // why it does not count; else it does
};

/// Reads the tags of a relation; nothing if it is no turn restriction.
std::optional<RestrictionTags> read_restriction_tags(const TagReader& tag, const RoadRules& rules);

}  // namespace navette
