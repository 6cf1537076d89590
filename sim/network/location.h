#pragma once

#include <compare>
#include <cstdint>

#include "core/id.h"

namespace navette {

/// A place on the road: never a node, since farms lie along edges.
struct Location {
  EdgeId edge;
  std::int32_t offset = 0;  // [ms] driving time from the edge's tail, 0 <= offset <= its duration

  [[nodiscard]] bool valid() const { return edge.valid(); }
  auto operator<=>(const Location&) const = default;
};

/// Whether a shuttle may turn round where it stands (at a stop) or must first reach the next junction (on the way).
enum class Heading : std::uint8_t { either, ahead };

}  // namespace navette
