#include "verify/ways_round.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace navette::verify {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();

}  // namespace

WaysRound::WaysRound(const Run& run, const Roads& roads, const Closures& closures)
    : roads_{roads}, closures_{closures}, out_(closures.empty() ? 0 : roads.node_count()) {
  for (std::size_t e = 0; e < run.edges.tail.size() && !closures.empty(); ++e) {
    out_[static_cast<std::size_t>(run.edges.tail[e])].push_back(static_cast<std::int64_t>(e));
  }
}

double WaysRound::entered(std::int64_t edge, double time, std::int64_t known_at) const {
  const auto whole = static_cast<std::int64_t>(std::floor(time));
  const std::int64_t opens = closures_.opens(edge, whole, known_at);
  return opens == whole ? time : static_cast<double>(opens);
}

double WaysRound::time(const Drive& drive) const {
  const auto set_out = static_cast<double>(drive.departure);
  std::vector<double> at(roads_.node_count(), kFar);
  std::priority_queue<std::pair<double, std::int64_t>, std::vector<std::pair<double, std::int64_t>>, std::greater<>>
      next;
  const auto reach = [&](std::int64_t node, double time) {
    if (time >= at[static_cast<std::size_t>(node)]) return;
    at[static_cast<std::size_t>(node)] = time;
    next.emplace(time, node);
  };
  const auto by_roads = [&](std::int64_t time) { return static_cast<double>(time) * drive.pace; };
  double best = kFar;
  if (drive.from == drive.to || roads_.on_twin(drive.from) == drive.to) best = set_out;
  for (const Place start : {drive.from, drive.ahead ? Place{} : roads_.on_twin(drive.from)}) {
    if (!start.known()) continue;
    reach(roads_.head(start.edge), set_out + by_roads(roads_.duration(start.edge) - start.offset));
    for (const Place end : {drive.to, roads_.on_twin(drive.to)}) {
      if (end.known() && end.edge == start.edge && end.offset >= start.offset) {
        best = std::min(best, set_out + by_roads(end.offset - start.offset));
      }
    }
  }
  while (!next.empty() && next.top().first < best) {
    const auto [time, node] = next.top();
    next.pop();
    if (time > at[static_cast<std::size_t>(node)]) continue;
    for (const Place end : {drive.to, roads_.on_twin(drive.to)}) {
      if (!end.known() || roads_.tail(end.edge) != node) continue;
      // At the very beginning of a road one has not entered it.
      const double begun = end.offset == 0 ? time : entered(end.edge, time, drive.known_at);
      best = std::min(best, begun + by_roads(end.offset));
    }
    for (const std::int64_t edge : out_[static_cast<std::size_t>(node)]) {
      reach(roads_.head(edge), entered(edge, time, drive.known_at) + by_roads(roads_.duration(edge)));
    }
  }
  return best == kFar ? -1 : best - set_out;
}

}  // namespace navette::verify
