#pragma once

#include <cstdint>
#include <vector>

#include "core/id.h"
#include "core/units.h"

namespace navette {

/// For a time, nobody may enter an edge; who is on it may leave it.
struct Closure {
  EdgeId edge;
  Milliseconds from;
  Milliseconds until;             // later than `from`; whoever comes at this very moment may enter
  Milliseconds announced = from;  // from when on it is known; no later than `from`

  auto operator<=>(const Closure&) const = default;
};

/// A halt of a drive in front of a closed road.
struct Hold {
  std::size_t rank = 0;     // of the edge of the path that is entered after it; not the first
  std::int64_t length = 0;  // [thousandths of ms]
};

/// Which roads are closed, and when. Immutable.
class ClosedRoads {
 public:
  ClosedRoads() = default;
  /// In any order; one edge may be closed several times, also at once.
  explicit ClosedRoads(std::vector<Closure> closures);

  [[nodiscard]] bool empty() const { return all_.empty(); }
  /// By edge, then time.
  [[nodiscard]] const std::vector<Closure>& all() const { return all_; }
  /// The moments at which some closure becomes known, in order, each once.
  [[nodiscard]] std::vector<Milliseconds> announcements() const;
  /// The next moment at which another closure is known, or one that was is over; kNever: none.
  [[nodiscard]] Milliseconds next_change(Milliseconds now) const;
  /// When who comes to the edge at `time` may enter it, as far as is known at `known_at`: of the closures announced by
  /// then.
  [[nodiscard]] Milliseconds opens(EdgeId edge, Milliseconds time, Milliseconds known_at) const;

 private:
  std::vector<Closure> all_;
};

}  // namespace navette
