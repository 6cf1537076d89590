#include <algorithm>
#include <cmath>

#include "verify/checks/checks.h"
#include "verify/leg_times.h"
#include "verify/possible_roads.h"

namespace navette::verify {
namespace {

/// Follows one leg along its samples.
class PathCheck {
 public:
  PathCheck(const Run& run, const Roads& roads, const Closures& closures, Findings& findings)
      : run_{run}, roads_{roads}, closures_{closures}, findings_{findings} {}

  /// `after_diversion`: the shuttle got this target on the way, and may turn at the first junction it reaches.
  void leg(std::size_t k, bool after_diversion) {
    leg_ = k;
    first_ = run_.legs.first_sample[k];
    count_ = run_.legs.samples[k];
    start_ = roads_.on_edge(run_.legs.from[k], edge(0));
    end_ = roads_.on_edge(run_.legs.to[k], edge(count_ - 1));
    if (!connected()) return;
    turns(after_diversion);
    times();
    distance();
  }

 private:
  [[nodiscard]] std::int64_t edge(std::int64_t sample) const {
    return run_.trajectories.edge[static_cast<std::size_t>(first_ + sample)];
  }
  [[nodiscard]] std::int64_t entry(std::int64_t sample) const {
    return run_.trajectories.entry[static_cast<std::size_t>(first_ + sample)];
  }
  [[nodiscard]] const std::string& name() const { return run_.shuttle_name(run_.legs.shuttle[leg_]); }
  [[nodiscard]] std::string when() const { return clock(run_.legs.departure[leg_]); }

  bool connected() {
    if (!start_.known() || !end_.known() || (count_ == 1 && end_.offset < start_.offset)) {
      findings_.add("movement.path", "{}: the leg at {} does not run from its start to its end", name(), when());
      return false;
    }
    for (std::int64_t i = 1; i < count_; ++i) {
      if (roads_.head(edge(i - 1)) == roads_.tail(edge(i))) continue;
      findings_.add("movement.path", "{}: the leg at {} jumps from edge {} to edge {}", name(), when(), edge(i - 1),
                    edge(i));
      return false;
    }
    return true;
  }

  void turns(bool after_diversion) {
    std::int64_t before = 0;  // the sample of the last edge that is a road
    // A diverted shuttle turns at the first junction ahead that lets it: some do not, for their turn restrictions.
    bool may_turn = after_diversion;
    const bool goes_round = closures_.told(run_.legs.shuttle[leg_], run_.legs.departure[leg_]);
    for (std::int64_t i = 1; i < count_; ++i) {
      if (roads_.is_turn(edge(i))) continue;
      const std::int64_t from = edge(before);
      const bool at_start = before == 0 && start_.offset == roads_.duration(from);
      const bool at_end = i == count_ - 1 && end_.offset == 0;
      if (roads_.twin(from) == edge(i) && !at_start && !at_end && !roads_.is_dead_end(roads_.head(from))) {
        if (may_turn || goes_round) {
          may_turn = false;
          before = i;
          continue;
        }
        findings_.add("movement.turns", "{}: the leg at {} turns round at an ordinary junction, after edge {}", name(),
                      when(), from);
      }
      before = i;
    }
  }

  /// Entered when the roads and the pace of the leg say; give or take what rounding leaves.
  void times() {
    if (run_.rules.driving_noise > 0) return slowed_times();
    const std::int64_t departure = run_.legs.departure[leg_];
    const Pace pace = closures_.empty() ? Pace{} : pace_of(run_, roads_, closures_, leg_);
    std::int64_t time = departure;
    bool good = true;
    for (std::int64_t i = 0; i < count_; ++i) {
      if (!closures_.empty() && pace.waited[static_cast<std::size_t>(i)]) time = opens(i, time);
      good = good && entry(i) == time;
      const std::int64_t begin = i == 0 ? start_.offset : 0;
      const std::int64_t end = i == count_ - 1 ? end_.offset : roads_.duration(edge(i));
      time += end - begin;
    }
    if (!good || (time != run_.legs.arrival[leg_] && !pace.waits_at_end)) {
      findings_.add("movement.times", "{}: the leg at {} arrives at {}; along its edges it takes until {}{}", name(),
                    when(), clock(run_.legs.arrival[leg_]), clock(time), good ? "" : ", and their entry times differ");
    }
  }

  /// When who is in front of the i-th edge at a time may enter it, and the turns before it.
  [[nodiscard]] std::int64_t opens(std::int64_t i, std::int64_t time) const {
    while (i + 1 < count_ && roads_.is_turn(edge(i))) ++i;
    return closures_.opens(edge(i), time, run_.legs.departure[leg_]);
  }

  /// As slow as ever between the closed roads that it waited for.
  void times_between_waits(const Pace& pace) {
    bool good = pace.by_roads <= pace.driving + static_cast<std::int64_t>(kSlack) &&
                pace.driving <= slowest(run_, pace.by_roads) + static_cast<std::int64_t>(kSlack);
    for (std::int64_t i = 1; good && i < count_; ++i) {
      const std::int64_t took = entry(i) - entry(i - 1);
      const std::int64_t by_roads = roads_.duration(edge(i - 1)) - (i == 1 ? start_.offset : 0);
      if (pace.waited[static_cast<std::size_t>(i)]) {
        const double drives = static_cast<double>(by_roads) * (pace.known() ? pace.value() : 1);
        // It may be so slow that the road was closed before it came there.
        const auto there = static_cast<std::int64_t>(static_cast<double>(entry(i - 1)) + drives + kSlack);
        const std::int64_t waiting = pace.known() ? std::min(there, entry(i) - 1) : entry(i) - 1;
        good = static_cast<double>(took) >= drives - kSlack && opens(i, waiting) == entry(i);
      } else if (pace.known()) {
        good = std::abs(static_cast<double>(took) - static_cast<double>(by_roads) * pace.value()) <= kSlack;
      }
    }
    if (good) return;
    findings_.add("movement.times", "{}: the leg at {}, which waits for closed roads, enters roads at other times",
                  name(), when());
  }

  void slowed_times() {
    if (!closures_.empty()) {
      const Pace pace = pace_of(run_, roads_, closures_, leg_);
      const bool waits = std::any_of(pace.waited.begin(), pace.waited.end(), [](bool waited) { return waited; });
      if (waits || pace.waits_at_end) return times_between_waits(pace);
    }
    const std::int64_t planned = time_by_road(run_, roads_, leg_);
    const std::int64_t departure = run_.legs.departure[leg_];
    const std::int64_t took = run_.legs.arrival[leg_] - departure;
    bool good = planned <= took && took <= slowest(run_, planned);
    std::int64_t before = 0;
    for (std::int64_t i = 0; good && i < count_; ++i) {
      const double due =
          planned == 0 ? 0.0 : static_cast<double>(before) * static_cast<double>(took) / static_cast<double>(planned);
      good = std::abs(static_cast<double>(entry(i) - departure) - due) <= kSlack;
      before += roads_.duration(edge(i)) - (i == 0 ? start_.offset : 0);
    }
    if (good) return;
    findings_.add("movement.times",
                  "{}: the leg at {} takes {} ms on roads that take {}, or enters them at other times", name(), when(),
                  took, planned);
  }

  void distance() {
    double metres = roads_.metres_from_tail(end_) - roads_.metres_from_tail(start_);
    for (std::int64_t i = 0; i + 1 < count_; ++i) metres += static_cast<double>(roads_.length(edge(i)));
    if (std::abs(metres - static_cast<double>(run_.legs.distance[leg_])) > 1.000001) {
      findings_.add("movement.distance", "{}: the leg at {} counts {} m, its road has {:.1f} m", name(), when(),
                    run_.legs.distance[leg_], metres);
    }
  }

  static constexpr double kSlack = 12;  // [ms] of rounding, drawn out by the pace

  const Run& run_;
  const Roads& roads_;
  const Closures& closures_;
  Findings& findings_;
  std::size_t leg_ = 0;
  std::int64_t first_ = 0;
  std::int64_t count_ = 0;
  Place start_, end_;
};

}  // namespace

void check_paths(const Run& run, const Roads& roads, const Breakdowns& breakdowns, const Closures& closures,
                 Findings& findings) {
  const auto& l = run.legs;
  PathCheck check{run, roads, closures, findings};
  const bool recorded = !run.trajectories.edge.empty();
  if (!recorded && !l.shuttle.empty())
    findings.note("no trajectories were recorded: the paths driven cannot be checked");
  for (std::size_t k = 0; k < l.shuttle.size(); ++k) {
    const std::string& name = run.shuttle_name(l.shuttle[k]);
    const std::int64_t time = l.arrival[k] - l.departure[k];
    if (time < 0) {
      findings.add("movement.times", "{}: a leg arrives at {}, before it departs at {}", name, clock(l.arrival[k]),
                   clock(l.departure[k]));
      continue;
    }
    // Each edge on the way is rounded, half a metre and half a millisecond; without a record, as the worst of all is.
    const auto metres = static_cast<double>(l.distance[k]) - 2.0;
    const auto parts = static_cast<double>(l.samples[k]);
    const double least =
        l.samples[k] > 0 ? kLeastPerMetre * (metres - parts / 2) - parts / 2 : roads.least_per_metre() * metres;
    if (static_cast<double>(time) < least) {
      findings.add("movement.speed", "{}: the leg at {} drives {} m in {} ms, faster than 150 km/h", name,
                   clock(l.departure[k]), l.distance[k], time);
    }
    if (l.samples[k] > 0) {
      check.leg(k, breakdowns.goes_on(k));
    } else if (recorded && !roads.same_ground(l.from[k], l.to[k])) {
      findings.add("movement.path", "{}: the leg at {} has no samples", name, clock(l.departure[k]));
    }
  }
}

}  // namespace navette::verify
