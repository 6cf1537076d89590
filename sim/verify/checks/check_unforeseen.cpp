#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "verify/checks/checks.h"
#include "verify/delays.h"
#include "verify/leg_times.h"
#include "verify/limits.h"

namespace navette::verify {
namespace {

/// A shuttle at a moment.
using Moment = std::pair<std::int64_t, std::int64_t>;

/// What may put a shuttle's visits off, beginning at a moment, and by how long at most.
class Causes {
 public:
  Causes(const Run& run, const Roads& roads, const Closures& closures) : closures_{closures} {
    const auto& v = run.stops;
    for (std::size_t k = 0; k < v.shuttle.size(); ++k) {
      if (v.request[k] < 0) continue;
      const std::int64_t asked = run.requests.boarding_time[static_cast<std::size_t>(v.request[k])];
      // A shuttle waits for one who is not there, and does nothing else.
      const bool absent = run.requests.end[static_cast<std::size_t>(v.request[k])] == kNoShow;
      add({v.shuttle[k], v.begin[k]}, v.end[k] - v.begin[k] - (absent ? 0 : asked));
    }
    for (std::size_t k = 0; k < run.legs.shuttle.size() && run.rules.driving_noise > 0; ++k) {
      const Moment moment{run.legs.shuttle[k], run.legs.departure[k]};
      const std::int64_t by_road = time_by_road(run, roads, k);
      // Of a drive cut short, the file does not tell how long the rest would have taken.
      if (run.legs.diverted[k] == 1 || by_road == kNone) unknown_.insert(moment);
      if (by_road != kNone) add(moment, run.legs.arrival[k] - run.legs.departure[k] - by_road);
    }
    // Roads closed on the way: of a drive cut short, the file does not tell how long the rest would have taken.
    std::map<Moment, std::int64_t> longer;
    for (std::size_t k = 0; k < run.events.time.size(); ++k) {
      const auto& o = run.events;
      if (o.kind[k] == kWentRoundEvent) longer[{o.shuttle[k], o.time[k]}] = o.value[k];
    }
    for (std::size_t k = 0; k < run.legs.shuttle.size() && !longer.empty(); ++k) {
      const Moment moment{run.legs.shuttle[k], run.legs.departure[k]};
      const auto told = longer.find(moment);
      if (told == longer.end()) continue;
      if (run.legs.diverted[k] == 1) unknown_.insert(moment);
      const std::int64_t by_road = run.rules.driving_noise > 0 ? time_by_road(run, roads, k) : kNone;
      const std::int64_t slower = by_road == kNone ? 0 : run.legs.arrival[k] - run.legs.departure[k] - by_road;
      add(moment, told->second + slower);
    }
    // A visit left out is one place less to turn round at: what that takes, the file does not tell.
    const auto& o = run.events;
    for (std::size_t k = 0; k < o.time.size(); ++k) {
      if (o.kind[k] == kBrokeDownEvent) add({o.shuttle[k], o.time[k]}, o.value[k]);
      if (o.kind[k] == kCancelledEvent || o.kind[k] == kNoShowEvent) unknown_.insert({o.shuttle[k], o.time[k]});
      if (o.request[k] < 0 || (o.kind[k] != kAcceptedEvent && o.kind[k] != kReassignedEvent)) continue;
      const auto [with, is_new] = with_.try_emplace(o.request[k], o.shuttle[k]);
      if (!is_new) unknown_.insert({std::exchange(with->second, o.shuttle[k]), o.time[k]});
    }
  }

  [[nodiscard]] bool explain(const Moment& moment, std::int64_t delay) const {
    if (unknown_.contains(moment)) return true;
    const auto found = longest_.find(moment);
    const bool announced = closures_.announced_at(moment.second);
    if (found == longest_.end() && !announced) return false;
    // Whoever is a little late may find a road closed, and go round, or wait until all are open at the longest: who has
    // not left by then drives as planned, or faster.
    const std::int64_t waits = closures_.all_open(moment.second) - moment.second;
    return delay <= std::max(waits, found == longest_.end() ? 0 : found->second);
  }

 private:
  void add(const Moment& moment, std::int64_t length) {
    auto& longest = longest_[moment];
    longest = std::max(longest, length);
  }

  const Closures& closures_;
  std::map<std::int64_t, std::int64_t> with_;  // by request: the shuttle that it was told last
  std::map<Moment, std::int64_t> longest_;
  std::set<Moment> unknown_;
};

void check_allowed(const Run& run, Findings& findings) {
  const auto& r = run.requests;
  for (std::size_t i = 0; i < r.size(); ++i) {
    const bool with_way_out = run.rules.no_shows && r.tour[i] >= 0;
    if (r.end[i] == kCancelled && !run.rules.cancellations && !with_way_out) {
      findings.add("unforeseen.allowed", "{}: is cancelled, in a scenario in which nobody cancels", run.name(i));
    }
    if (r.end[i] == kNoShow && !run.rules.no_shows) {
      findings.add("unforeseen.allowed", "{}: is not there, in a scenario in which everybody is", run.name(i));
    }
  }
}

/// When a shuttle came for the ride back, in vain or not; kNone: none did.
std::int64_t visited(const Run& run, std::size_t back) {
  if (run.requests.pickup[back] != kNone) return run.requests.pickup[back];
  const auto& o = run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.kind[k] == kNoShowEvent && o.request[k] == static_cast<std::int64_t>(back)) return o.time[k];
  }
  return kNone;
}

/// Whether a shuttle had come for the ride back when it turned out that nobody travels out: the other shuttle was late,
/// or its promise allowed it to come so much later than asked.
bool back_before(const Run& run, const Delays& delays, std::size_t out, std::size_t back) {
  const auto& o = run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.request[k] != static_cast<std::int64_t>(out)) continue;
    if (o.kind[k] != kCancelledEvent && o.kind[k] != kNoShowEvent) continue;
    const std::int64_t came = visited(run, back);
    if (came == kNone || came > o.time[k] || o.shuttle[k] < 0) return false;
    return came <= run.requests.latest_pickup[out] || delays.until(o.shuttle[k], o.time[k]) > 0;
  }
  return false;
}

/// Who did not travel out under a contract does not travel back, and cancels at that moment if not before.
void check_ways_back(const Run& run, const Delays& delays, Findings& findings) {
  const auto& r = run.requests;
  std::map<std::int64_t, std::vector<std::size_t>> tours;
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.tour[i] >= 0) tours[r.tour[i]].push_back(i);
  }
  for (const auto& [tour, ways] : tours) {
    if (ways.size() != 2 || r.way_back[ways[0]] == r.way_back[ways[1]]) continue;
    const std::size_t out = r.way_back[ways[0]] == 0 ? ways[0] : ways[1];
    const std::size_t back = out == ways[0] ? ways[1] : ways[0];
    if (!under_contract(run, out)) continue;
    if ((r.end[out] == kCancelled || r.end[out] == kNoShow) && r.end[back] != kCancelled &&
        !back_before(run, delays, out, back)) {
      findings.add("unforeseen.way_back", "{}: did not travel out, but {} ends as {}", run.name(out), run.name(back),
                   r.end[back]);
    }
  }
}

/// The log names the shuttle of who cancels, and the shuttle of a no-show has waited.
void check_told(const Run& run, Findings& findings) {
  const auto& r = run.requests;
  const auto& v = run.stops;
  std::vector<std::size_t> pickup(r.size(), v.shuttle.size());  // row of /stops
  for (std::size_t k = 0; k < v.shuttle.size(); ++k) {
    if (v.request[k] >= 0 && v.kind[k] == kPickup) pickup[static_cast<std::size_t>(v.request[k])] = k;
  }
  const auto& o = run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.request[k] < 0) continue;
    const auto i = static_cast<std::size_t>(o.request[k]);
    if (o.kind[k] == kCancelledEvent && o.shuttle[k] != r.shuttle[i]) {
      findings.add("unforeseen.told", "{}: cancelled with shuttle {}, promised to {}", run.name(i), o.shuttle[k],
                   r.shuttle[i]);
    }
    if (o.kind[k] != kNoShowEvent) continue;
    const std::size_t row = pickup[i];
    const bool waited = row < v.shuttle.size() && v.shuttle[row] == o.shuttle[k] && v.shuttle[row] == r.shuttle[i] &&
                        v.begin[row] == o.time[k] && v.end[row] - v.begin[row] == run.rules.patience;
    if (waited) continue;
    findings.add("unforeseen.told", "{}: a no-show at {}, for whom its shuttle did not wait {} ms", run.name(i),
                 clock(o.time[k]), run.rules.patience);
  }
}

/// How much longer the ways were, round closed roads or waiting for them, that a request rode along. [ms]
std::int64_t went_round_with(const Run& run, std::size_t request) {
  const auto& r = run.requests;
  const auto& o = run.events;
  std::int64_t sum = 0;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    const bool rode =
        o.shuttle[k] == r.shuttle[request] && o.time[k] >= r.pickup[request] && o.time[k] < r.dropoff[request];
    if (rode && o.kind[k] == kWentRoundEvent) sum += o.value[k];
  }
  return sum;
}

}  // namespace

void check_unforeseen(const Run& run, const Roads& roads, const Delays& delays, const Closures& closures,
                      Findings& findings) {
  check_allowed(run, findings);
  check_ways_back(run, delays, findings);
  check_told(run, findings);
  const Causes causes{run, roads, closures};
  const auto& o = run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.kind[k] != kDelayedEvent || o.shuttle[k] < 0) continue;
    if (o.value[k] > 0 && causes.explain({o.shuttle[k], o.time[k]}, o.value[k])) continue;
    findings.add("unforeseen.cause", "{}: delayed at {} by {} ms, and nothing then kept it so long",
                 run.shuttle_name(o.shuttle[k]), clock(o.time[k]), o.value[k]);
  }
  const auto& r = run.requests;
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.end[i] != kServed || r.dropoff[i] == kNone || r.decided_at[i] == kNone) continue;
    const Breach breach = breach_of(run, i);
    const std::int64_t delayed = delays.of_request(i);
    if (breach.late > delayed) {
      findings.add("promises.cause", "{}: a promise was broken by {} ms, but its shuttles were delayed by {} ms only",
                   run.name(i), breach.late, delayed);
    }
    // Who is fetched earlier for it may ride a longer way without being late.
    const std::int64_t round = breach.too_long > delayed ? went_round_with(run, i) : 0;
    if (breach.too_long > delayed + round) {
      findings.add("promises.cause",
                   "{}: a ride was too long by {} ms, but its shuttles were delayed by {} ms and went {} ms round only",
                   run.name(i), breach.too_long, delayed, round);
    }
  }
}

}  // namespace navette::verify
