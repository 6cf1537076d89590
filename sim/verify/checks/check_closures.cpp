#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "verify/checks/checks.h"
#include "verify/ways_round.h"

namespace navette::verify {
namespace {

constexpr std::int64_t kFarthest = std::int64_t{1} << 33;  // [ms] 99 days
constexpr std::size_t kMostSearched = 2'000;               // promises

void check_roads(const Run& run, const Roads& roads, Findings& findings) {
  const auto& c = run.closures;
  for (std::size_t k = 0; k < c.edge.size(); ++k) {
    if (c.until[k] > c.from[k] && c.announced[k] <= c.from[k] && !roads.is_turn(c.edge[k])) continue;
    findings.add("closures.roads", "edge {} is closed from {} to {}, announced at {}{}", c.edge[k], clock(c.from[k]),
                 clock(c.until[k]), clock(c.announced[k]), roads.is_turn(c.edge[k]) ? ", and is no road" : "");
  }
}

/// Whoever was on a road before may leave it; a leg goes on from where it begins.
void check_entered(const Run& run, const Roads& roads, const Closures& closures, Findings& findings) {
  const auto& l = run.legs;
  const auto& t = run.trajectories;
  for (std::size_t k = 0; k < l.shuttle.size(); ++k) {
    for (std::int64_t i = 1; i < l.samples[k]; ++i) {
      const auto sample = static_cast<std::size_t>(l.first_sample[k] + i);
      if (!closures.closed(t.edge[sample], t.entry[sample])) continue;
      const bool only_reached = i + 1 == l.samples[k] && roads.on_edge(l.to[k], t.edge[sample]).offset == 0;
      if (only_reached) continue;
      findings.add("closures.entered", "{}: enters edge {} at {}, while it is closed", run.shuttle_name(l.shuttle[k]),
                   t.edge[sample], clock(t.entry[sample]));
    }
  }
}

using Moment = std::pair<std::int64_t, std::int64_t>;

class ToldCheck {
 public:
  ToldCheck(const Run& run, Roads& roads, const Breakdowns& breakdowns, const Closures& closures)
      : run_{run}, roads_{roads}, breakdowns_{breakdowns}, closures_{closures} {
    for (std::size_t k = 0; k < run.legs.shuttle.size(); ++k) {
      legs_[{run.legs.shuttle[k], run.legs.departure[k]}].push_back(k);
    }
  }

  [[nodiscard]] bool is_true(std::size_t event) {
    const auto& o = run_.events;
    const auto legs = legs_.find({o.shuttle[event], o.time[event]});
    if (legs == legs_.end() || o.value[event] < 0 || !closures_.any_known(o.time[event])) return false;
    return std::any_of(legs->second.begin(), legs->second.end(),
                       [&](std::size_t leg) { return takes_longer(leg, o.value[event]); });
  }

 private:
  /// Of a drive cut short, the file does not tell how long the rest would have taken.
  bool takes_longer(std::size_t leg, std::int64_t value) {
    const auto& l = run_.legs;
    if (l.diverted[leg] == 1) return true;
    const std::int64_t took = l.arrival[leg] - l.departure[leg];
    const std::int64_t free =
        roads_.fastest(l.from[leg], l.to[leg], breakdowns_.goes_on(leg), std::clamp<std::int64_t>(took, 0, kFarthest))
            .time;
    if (free < 0) return false;
    return run_.rules.driving_noise > 0 ? value <= took - free : value == took - free;
  }

  const Run& run_;
  Roads& roads_;
  const Breakdowns& breakdowns_;
  const Closures& closures_;
  std::map<Moment, std::vector<std::size_t>> legs_;
};

/// Whoever promises a ride while it is known that roads are, or will be, closed reckons with the way that is then there
/// first. Stops apart: of these, and where turns are forbidden, a way over other visits may be faster.
void check_promised(const Run& run, const Roads& roads, const Closures& closures, Findings& findings) {
  const auto& r = run.requests;
  if (closures.empty() || roads.any_turns()) return;
  std::vector<std::size_t> promised;
  for (std::size_t i = 0; i < r.size(); ++i) {
    const bool told = r.promised_pickup[i] != kNone && r.promised_dropoff[i] != kNone && r.decided_at[i] != kNone;
    const bool from_door = r.pickup_stop[i] < 0 && r.dropoff_stop[i] < 0 && r.origin[i].known();
    if (told && from_door && r.destination[i].known() && closures.all_open(r.decided_at[i]) > r.promised_pickup[i]) {
      promised.push_back(i);
    }
  }
  const WaysRound ways{run, roads, closures};
  const std::size_t step = std::max<std::size_t>(1, (promised.size() + kMostSearched - 1) / kMostSearched);
  for (std::size_t k = 0; k < promised.size(); k += step) {
    const std::size_t i = promised[k];
    const std::int64_t leaves = r.promised_pickup[i] + r.boarding_time[i];
    const double least = ways.time({r.origin[i], r.destination[i], false, leaves, 1, r.decided_at[i]});
    if (static_cast<double>(r.promised_dropoff[i] - leaves) >= least) continue;
    findings.add(
        "closures.promised",
        "{}: a ride from {} to {} was promised at {}, but with the roads closed of which was known it takes {} "
        "ms",
        run.name(i), clock(leaves), clock(r.promised_dropoff[i]), clock(r.decided_at[i]), least);
  }
}

}  // namespace

void check_closures(const Run& run, Roads& roads, const Breakdowns& breakdowns, const Closures& closures,
                    Findings& findings) {
  check_roads(run, roads, findings);
  check_entered(run, roads, closures, findings);
  check_promised(run, roads, closures, findings);
  ToldCheck check{run, roads, breakdowns, closures};
  for (std::size_t k = 0; k < run.events.time.size(); ++k) {
    if (run.events.kind[k] != kWentRoundEvent || run.events.shuttle[k] < 0 || check.is_true(k)) continue;
    findings.add("closures.told", "{}: goes round at {}, {} ms longer, and no closed road made it do so",
                 run.shuttle_name(run.events.shuttle[k]), clock(run.events.time[k]), run.events.value[k]);
  }
}

}  // namespace navette::verify
