#include <algorithm>
#include <limits>
#include <vector>

#include "verify/checks/checks.h"
#include "verify/leg_times.h"
#include "verify/service_days.h"

namespace navette::verify {
namespace {

using Rows = std::vector<std::size_t>;

/// The rows of a table by shuttle.
std::vector<Rows> rows_by_shuttle(const Column& shuttles, std::size_t count) {
  std::vector<Rows> rows(count);
  for (std::size_t k = 0; k < shuttles.size(); ++k) rows[static_cast<std::size_t>(shuttles[k])].push_back(k);
  return rows;
}

/// When somebody was to ride who then cancelled or did not come. The visits left out are places less to turn round at,
/// and what that takes the driver, the file does not tell.
struct LeftOut {
  std::int64_t from;
  std::int64_t until;
};

std::vector<std::vector<LeftOut>> left_out_by_shuttle(const Run& run) {
  std::vector<std::vector<LeftOut>> all(run.shuttles.size());
  const auto& o = run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if ((o.kind[k] != kCancelledEvent && o.kind[k] != kNoShowEvent) || o.request[k] < 0 || o.shuttle[k] < 0) continue;
    const auto row = static_cast<std::size_t>(o.request[k]);
    const std::int64_t latest = run.requests.latest_dropoff[row];
    all[static_cast<std::size_t>(o.shuttle[k])].push_back(
        {run.requests.departure(row), latest == kNone ? std::numeric_limits<std::int64_t>::max() : latest});
  }
  return all;
}

/// A way round closed roads.
struct WentRound {
  std::int64_t time;
  std::int64_t longer;
};

std::vector<std::vector<WentRound>> ways_round_by_shuttle(const Run& run) {
  std::vector<std::vector<WentRound>> all(run.shuttles.size());
  const auto& o = run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.kind[k] != kWentRoundEvent || o.shuttle[k] < 0) continue;
    all[static_cast<std::size_t>(o.shuttle[k])].push_back({o.time[k], o.value[k]});
  }
  return all;
}

/// What a leg takes of the driver's time, however slow the hour made it. [ms]
std::int64_t planned_driving(const Run& run, const Roads& roads, std::size_t leg) {
  const std::int64_t driven = run.legs.arrival[leg] - run.legs.departure[leg];
  if (run.rules.driving_noise <= 0) return driven;
  const std::int64_t by_road = time_by_road(run, roads, leg);
  if (by_road != kNone) return std::min(driven, by_road);
  return static_cast<std::int64_t>(static_cast<double>(driven) / (1 + kMostNoise * run.rules.driving_noise));
}

class DriverCheck {
 public:
  /// What is the shuttle's of each table.
  DriverCheck(const Run& run, const Roads& roads, const Delays& delays, std::size_t shuttle, const Rows& stops,
              const Rows& shifts, Findings& findings)
      : run_{run},
        roads_{roads},
        delays_{delays},
        shuttle_{shuttle},
        findings_{findings},
        stops_{stops},
        shifts_{shifts} {
    for (const std::size_t k : stops_) {
      if (run_.stops.kind[k] == kPause) taken_.push_back(k);
    }
  }

  /// The pauses taken are, in their order, those that are due; late by no more than the shuttle was delayed.
  void pauses(const Rows& wanted) {
    const auto& due = run_.pauses;
    if (taken_.size() != wanted.size()) {
      findings_.add("drivers.pauses", "{}: {} pauses are taken, {} are due", name(), taken_.size(), wanted.size());
    }
    for (std::size_t k = 0; k < std::min(taken_.size(), wanted.size()); ++k) {
      const std::int64_t begin = run_.stops.begin[taken_[k]];
      const std::int64_t end = run_.stops.end[taken_[k]];
      const std::int64_t latest = due.latest[wanted[k]] + delays_.until(static_cast<std::int64_t>(shuttle_), begin);
      if (begin < due.earliest[wanted[k]] || begin > latest) {
        findings_.add("drivers.pause_window", "{}: a pause begins at {}, due from {} to {}", name(), clock(begin),
                      clock(due.earliest[wanted[k]]), clock(latest));
      }
      if (end - begin < due.duration[wanted[k]] || disturbed(taken_[k])) {
        findings_.add("drivers.pause_length", "{}: the pause at {} lasts {} ms of {}, or something is done in it",
                      name(), clock(begin), end - begin, due.duration[wanted[k]]);
      }
    }
    for (const std::size_t k : taken_) {
      const auto& v = run_.stops;
      const bool at_depot = roads_.same_ground(v.place[k], run_.shuttles.depot[shuttle_]);
      if (at_depot && v.seats[k] == 0 && v.wheelchairs[k] == 0 && v.request[k] < 0) continue;
      findings_.add("drivers.pauses", "{}: the pause at {} is not at the depot, or with somebody on board", name(),
                    clock(v.begin[k]));
    }
  }

  /// `days`: the service days of all shifts.
  void spread(const std::vector<std::int64_t>& days) {
    const std::int64_t most = run_.shuttles.max_spread[shuttle_];
    if (most == kNone) return;
    for (const std::size_t first : shifts_) {
      const std::int64_t start = run_.shifts.start[first];
      for (const std::size_t last : shifts_) {
        const bool same_day = days[last] == days[first];
        if (!same_day || run_.shifts.end[last] - start <= most) continue;
        findings_.add("drivers.spread", "{}: works from {} to {}, {} ms are allowed", name(), clock(start),
                      clock(run_.shifts.end[last]), most);
      }
    }
  }

  /// Time at the wheel between the moments at which it counts anew, as the roads take it. What closed roads of which
  /// nobody knew add to rides already planned is no fault: no more than the ways round took longer, as the log tells.
  void driving(const Rows& legs, const std::vector<LeftOut>& left_out, const std::vector<WentRound>& went_round) {
    const std::int64_t most = run_.shuttles.max_continuous_driving[shuttle_];
    if (most == kNone) return;
    std::vector<std::int64_t> anew = shift_starts(run_, delays_, static_cast<std::int64_t>(shuttle_));
    for (const std::size_t k : taken_) anew.push_back(run_.stops.begin[k]);
    std::sort(anew.begin(), anew.end());
    for (std::size_t next = 0, leg = 0; leg < legs.size();) {
      while (next < anew.size() && anew[next] <= run_.legs.departure[legs[leg]]) ++next;
      const std::int64_t from = next == 0 ? std::numeric_limits<std::int64_t>::min() : anew[next - 1];
      const std::int64_t until = next == anew.size() ? std::numeric_limits<std::int64_t>::max() : anew[next];
      std::int64_t driven = 0;
      for (; leg < legs.size() && run_.legs.departure[legs[leg]] < until; ++leg) {
        driven += planned_driving(run_, roads_, legs[leg]);
      }
      const bool longer_by_turning = std::any_of(
          left_out.begin(), left_out.end(), [&](const LeftOut& one) { return one.from < until && one.until >= from; });
      std::int64_t longer = 0;
      for (const WentRound& one : went_round) longer += one.time >= from && one.time < until ? one.longer : 0;
      if (driven - longer <= most || longer_by_turning) continue;
      findings_.add("drivers.driving", "{}: {} ms at the wheel without a pause by {}, {} are allowed", name(), driven,
                    clock(run_.legs.arrival[legs[leg - 1]]), most);
    }
  }

 private:
  [[nodiscard]] const std::string& name() const { return run_.shuttles.id[shuttle_]; }

  /// Whether another visit lies in a pause; driving in it breaks movement.overlap.
  [[nodiscard]] bool disturbed(std::size_t pause) const {
    const auto& v = run_.stops;
    return std::any_of(stops_.begin(), stops_.end(), [&](std::size_t k) {
      return k != pause && v.begin[k] < v.end[pause] && v.end[k] > v.begin[pause];
    });
  }

  const Run& run_;
  const Roads& roads_;
  const Delays& delays_;
  std::size_t shuttle_;
  Findings& findings_;
  const Rows& stops_;
  const Rows& shifts_;
  Rows taken_;  // pauses, rows of /stops
};

}  // namespace

void check_drivers(const Run& run, const Roads& roads, const Delays& delays, Findings& findings) {
  const std::size_t count = run.shuttles.size();
  const auto stops = rows_by_shuttle(run.stops.shuttle, count);
  const auto shifts = rows_by_shuttle(run.shifts.shuttle, count);
  const auto pauses = rows_by_shuttle(run.pauses.shuttle, count);
  const auto legs = rows_by_shuttle(run.legs.shuttle, count);
  const auto left_out = left_out_by_shuttle(run);
  const auto went_round = ways_round_by_shuttle(run);
  const auto days = shift_days(run);
  for (std::size_t s = 0; s < count; ++s) {
    DriverCheck check{run, roads, delays, s, stops[s], shifts[s], findings};
    check.pauses(pauses[s]);
    check.spread(days);
    check.driving(legs[s], left_out[s], went_round[s]);
  }
}

}  // namespace navette::verify
