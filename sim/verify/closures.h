#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "verify/roads.h"
#include "verify/run.h"

namespace navette::verify {

/// Which roads a file tells as closed, when, and which shuttles the log tells to have gone round them.
class Closures {
 public:
  explicit Closures(const Run& run);

  [[nodiscard]] bool empty() const { return of_edge_.empty(); }
  /// When who comes to an edge at `time` may enter it, of the closures announced by `known_at`.
  [[nodiscard]] std::int64_t opens(std::int64_t edge, std::int64_t time, std::int64_t known_at) const;
  [[nodiscard]] bool closed(std::int64_t edge, std::int64_t time) const { return opens(edge, time, time) > time; }
  /// Whether a closure announced by `known_at` ends at this moment.
  [[nodiscard]] bool ends(std::int64_t edge, std::int64_t time, std::int64_t known_at) const;
  /// When the last closure ends of those announced by a moment and not over then; no earlier than that moment.
  [[nodiscard]] std::int64_t all_open(std::int64_t known_at) const;
  /// Whether any road is closed at that moment, or known to be later on.
  [[nodiscard]] bool any_known(std::int64_t time) const { return all_open(time) > time; }
  /// Whether a closure becomes known at that moment.
  [[nodiscard]] bool announced_at(std::int64_t time) const;
  /// Whether who is at the end of an edge may wait there from `time` to `until` for a road closed by `known_at`.
  [[nodiscard]] bool wait_behind(const Roads& roads, std::int64_t edge, std::int64_t time, std::int64_t until,
                                 std::int64_t known_at) const;
  /// Whether the shuttle is told to go round, or wait, when it sets out at that moment.
  [[nodiscard]] bool told(std::int64_t shuttle, std::int64_t time) const { return told_.contains({shuttle, time}); }

 private:
  struct Interval {
    std::int64_t from;
    std::int64_t until;
    std::int64_t announced;
  };
  std::map<std::int64_t, std::vector<Interval>> of_edge_;
  std::set<std::pair<std::int64_t, std::int64_t>> told_;
};

/// Along the samples of a leg: where it may have waited in front of a closed road, and how fast it was elsewhere.
struct Pace {
  std::vector<bool> waited;   // per sample: before it was entered
  std::int64_t driving = 0;   // [ms] that the leg took without these
  std::int64_t by_roads = 0;  // [ms] that the roads take there
  bool waits_at_end = false;  // it was given another target while it waited
  [[nodiscard]] bool known() const { return by_roads > 0; }
  [[nodiscard]] double value() const { return static_cast<double>(driving) / static_cast<double>(by_roads); }
};

/// Of a leg whose samples run from its start to its end.
Pace pace_of(const Run& run, const Roads& roads, const Closures& closures, std::size_t leg);

}  // namespace navette::verify
