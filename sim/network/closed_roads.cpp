#include "network/closed_roads.h"

#include <algorithm>
#include <utility>

namespace navette {

ClosedRoads::ClosedRoads(std::vector<Closure> closures) : all_{std::move(closures)} {
  std::sort(all_.begin(), all_.end());
  all_.erase(std::unique(all_.begin(), all_.end()), all_.end());
}

std::vector<Milliseconds> ClosedRoads::announcements() const {
  std::vector<Milliseconds> times;
  for (const Closure& closure : all_) times.push_back(closure.announced);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

Milliseconds ClosedRoads::next_change(Milliseconds now) const {
  Milliseconds next = kNever;
  for (const Closure& closure : all_) {
    for (const Milliseconds time : {closure.announced, closure.until}) {
      if (time > now) next = std::min(next, time);
    }
  }
  return next;
}

Milliseconds ClosedRoads::opens(EdgeId edge, Milliseconds time, Milliseconds known_at) const {
  auto closure = std::lower_bound(all_.begin(), all_.end(), edge,
                                  [](const Closure& one, EdgeId other) { return one.edge < other; });
  for (; closure != all_.end() && closure->edge == edge; ++closure) {
    if (closure->announced <= known_at && closure->from <= time && time < closure->until) time = closure->until;
  }
  return time;
}

}  // namespace navette
