#include "verify/leg_times.h"

#include <cmath>

namespace navette::verify {

std::int64_t time_by_road(const Run& run, const Roads& roads, std::size_t leg) {
  const std::int64_t count = run.legs.samples[leg];
  if (count == 0) return kNone;
  const auto first = static_cast<std::size_t>(run.legs.first_sample[leg]);
  const auto last = first + static_cast<std::size_t>(count) - 1;
  const auto& edge = run.trajectories.edge;
  const Place start = roads.on_edge(run.legs.from[leg], edge[first]);
  const Place end = roads.on_edge(run.legs.to[leg], edge[last]);
  if (!start.known() || !end.known()) return kNone;
  std::int64_t time = end.offset - start.offset;
  for (std::size_t sample = first; sample < last; ++sample) time += roads.duration(edge[sample]);
  return time;
}

std::int64_t slowest(const Run& run, std::int64_t planned) {
  if (run.rules.driving_noise <= 0) return planned;
  return static_cast<std::int64_t>(
      std::ceil(static_cast<double>(planned + 1) * (1 + kMostNoise * run.rules.driving_noise)));
}

}  // namespace navette::verify
