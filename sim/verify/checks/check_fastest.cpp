#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "verify/checks/checks.h"
#include "verify/leg_times.h"
#include "verify/ways_round.h"

namespace navette::verify {
namespace {

constexpr std::size_t kMostLegs = 2'000;
constexpr std::size_t kMostNodesSettled = 40'000'000;      // for the direct times: two or three seconds
constexpr double kSlack = 12;                              // [ms] of rounding
constexpr std::int64_t kFarthest = std::int64_t{1} << 33;  // [ms] 99 days

/// Every how manyth of `count` to look at, so that no more than `most` are.
std::size_t stride(std::size_t count, std::size_t most) {
  return std::max<std::size_t>(1, (count + most - 1) / std::max<std::size_t>(1, most));
}

/// A longer search than this cannot change the verdict.
std::int64_t horizon(std::int64_t time) { return std::clamp<std::int64_t>(time, 0, kFarthest) + 1'000; }

void check_direct(const Run& run, Roads& roads, std::size_t i, Findings& findings) {
  const auto& r = run.requests;
  const auto shortest = roads.fastest(r.origin[i], r.destination[i], false, horizon(r.direct_time[i]));
  if (shortest.time != r.direct_time[i]) {
    findings.add("fastest.direct", "{}: direct_time is {} ms, the fastest drive takes {}", run.name(i),
                 r.direct_time[i], shortest.time < 0 ? "longer" : fmt::format("{} ms", shortest.time));
    return;
  }
  // Of several ways equally fast the longer may have been taken; none is shorter, or faster than any road.
  const std::int64_t metres = r.direct_distance[i];
  if (metres >= 0 && (metres + 2 < shortest.distance || roads.least_per_metre() * (static_cast<double>(metres) - 2.0) >
                                                            static_cast<double>(shortest.time))) {
    findings.add("fastest.direct", "{}: direct_distance is {} m, the shortest of the fastest drives {} m", run.name(i),
                 metres, shortest.distance);
  }
}

/// Whether a leg that took longer than the fastest way did so for roads closed when it set out; with noise, as far as
/// the time that it took tells.
bool went_round(const Run& run, const Roads& roads, const Closures& closures, const WaysRound& ways, std::size_t k,
                bool ahead) {
  const auto& l = run.legs;
  if (!closures.any_known(l.departure[k]) || !closures.told(l.shuttle[k], l.departure[k])) return false;
  const auto took = static_cast<double>(l.arrival[k] - l.departure[k]);
  if (run.rules.driving_noise <= 0)
    return ways.time({l.from[k], l.to[k], ahead, l.departure[k], 1, l.departure[k]}) == took;
  if (l.samples[k] == 0) return true;
  const Pace pace = pace_of(run, roads, closures, k);
  if (!pace.known()) return true;
  const double round = ways.time({l.from[k], l.to[k], ahead, l.departure[k], pace.value(), l.departure[k]});
  // The pace is known as well as its times, which are whole milliseconds.
  return std::abs(round - took) <= kSlack * (1 + round / static_cast<double>(pace.by_roads));
}

void check_leg(const Run& run, Roads& roads, const Closures& closures, const WaysRound& ways, std::size_t k, bool ahead,
               Findings& findings) {
  const auto& l = run.legs;
  const std::int64_t took = l.arrival[k] - l.departure[k];
  const std::int64_t by_road = run.rules.driving_noise > 0 ? time_by_road(run, roads, k) : kNone;
  const std::int64_t driven = by_road == kNone ? took : by_road;
  const auto shortest = roads.fastest(l.from[k], l.to[k], ahead, horizon(driven));
  const bool slowed = by_road == kNone && shortest.time >= 0 && shortest.time <= took;
  if (shortest.time == driven || (slowed && took <= slowest(run, shortest.time) && run.rules.driving_noise > 0)) return;
  if (went_round(run, roads, closures, ways, k, ahead)) return;
  findings.add("fastest.legs", "{}: the leg at {} takes {} ms, the fastest drive {}", run.shuttle_name(l.shuttle[k]),
               clock(l.departure[k]), driven, shortest.time < 0 ? "longer" : fmt::format("{} ms", shortest.time));
}

}  // namespace

void check_fastest(const Run& run, Roads& roads, const Breakdowns& breakdowns, const Closures& closures,
                   Findings& findings) {
  const auto& r = run.requests;
  std::vector<std::size_t> direct;
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.direct_time[i] != kNone && r.origin[i].known() && r.destination[i].known()) direct.push_back(i);
  }
  const std::size_t most = kMostNodesSettled / std::max<std::size_t>(1, roads.node_count());
  const std::size_t step = stride(direct.size(), most);
  for (std::size_t k = 0; k < direct.size(); k += step) check_direct(run, roads, direct[k], findings);

  const WaysRound ways{run, roads, closures};
  const auto& l = run.legs;
  std::vector<std::size_t> arrived;
  for (std::size_t k = 0; k < l.shuttle.size(); ++k) {
    if (l.diverted[k] == 0) arrived.push_back(k);
  }
  const std::size_t leg_step = stride(arrived.size(), std::min(kMostLegs, most));
  for (std::size_t n = 0; n < arrived.size(); n += leg_step) {
    const std::size_t k = arrived[n];
    check_leg(run, roads, closures, ways, k, breakdowns.goes_on(k), findings);
  }
  if (step > 1 || leg_step > 1) {
    findings.note(
        fmt::format("fastest ways recomputed for every {}. request and every {}. leg that arrived", step, leg_step));
  }
}

}  // namespace navette::verify
