#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "demand/map_data.h"

namespace navette {

/// Joins the ways of a multipolygon, given as node ids, end to end into closed rings (first node not repeated).
///
/// Nothing if they do not close: a way is missing, or the map is wrong. Where rings touch in a node, they may be joined
/// in more than one way; the even-odd rule gives the same area for all of them.
std::optional<std::vector<std::vector<std::int64_t>>> join_rings(const std::vector<std::vector<std::int64_t>>& ways);

/// How large a ring is, and where its middle.
struct RingMeasure {
  double area;        // [m2]
  Coordinate centre;  // of gravity
};

/// Of a ring of a few kilometres at most (a flat map is good enough); at least one point.
RingMeasure measure(const Ring& ring);

}  // namespace navette
