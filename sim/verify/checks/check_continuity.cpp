#include <algorithm>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

/// Follows one shuttle from halt to halt.
class Following {
 public:
  Following(const Run& run, const Roads& roads, const Breakdowns& breakdowns, std::size_t shuttle, Findings& findings)
      : run_{run},
        roads_{roads},
        breakdowns_{breakdowns},
        shuttle_{shuttle},
        findings_{findings},
        here_{run.shuttles.depot[shuttle]} {}

  void leg(std::size_t k) {
    const auto& l = run_.legs;
    const bool goes_on = diverted_leg_ >= 0;
    if (goes_on ? l.from[k] != here_ : !roads_.same_ground(l.from[k], here_)) {
      findings_.add("movement.continuity", "{}: leaves at {} from edge {} + {} ms, but stood at edge {} + {} ms",
                    name(), clock(l.departure[k]), l.from.edge[k], l.from.offset[k], here_.edge, here_.offset);
    }
    if (goes_on && l.departure[k] != busy_until_) {
      findings_.add("movement.continuity", "{}: diverted at {}, goes on at {}", name(), clock(busy_until_),
                    clock(l.departure[k]));
    }
    if (goes_on && l.samples[k] > 0 &&
        run_.trajectories.edge[static_cast<std::size_t>(l.first_sample[k])] != here_.edge) {
      findings_.add("movement.continuity", "{}: diverted at {}, does not go on forward", name(), clock(busy_until_));
    }
    if (l.departure[k] < busy_until_) {
      findings_.add("movement.overlap", "{}: leaves at {}, but is busy until {}", name(), clock(l.departure[k]),
                    clock(busy_until_));
    }
    here_ = l.to[k];
    busy_until_ = std::max(busy_until_, l.arrival[k]);
    arrived_ = l.arrival[k];
    just_arrived_ = l.diverted[k] == 0;
    diverted_leg_ = l.diverted[k] == 1 && !breakdowns_.ended(k) ? static_cast<std::int64_t>(k) : -1;
  }

  void stop(std::size_t k) {
    const auto& v = run_.stops;
    if (diverted_leg_ >= 0 || !roads_.same_ground(v.place[k], here_)) {
      findings_.add("movement.continuity", "{}: visits edge {} + {} ms at {}, but is at edge {} + {} ms", name(),
                    v.place.edge[k], v.place.offset[k], clock(v.begin[k]), here_.edge, here_.offset);
    }
    if (v.arrival[k] < arrived_ || v.begin[k] < v.arrival[k] || v.end[k] < v.begin[k]) {
      findings_.add("movement.overlap", "{}: visit with arrival {}, begin {}, end {}, after driving until {}", name(),
                    clock(v.arrival[k]), clock(v.begin[k]), clock(v.end[k]), clock(arrived_));
    }
    // At the place since it came, or since it was done with the visit before.
    const bool there = just_arrived_ ? v.arrival[k] == arrived_
                                     : before_ < 0 || v.arrival[k] == v.arrival[at(before_)] ||
                                           v.arrival[k] == v.end[at(before_)] || v.arrival[k] == v.begin[k];
    if (!there) {
      findings_.add("movement.arrival", "{}: visit with arrival {}, but it came at {}", name(), clock(v.arrival[k]),
                    clock(arrived_));
    }
    just_arrived_ = false;
    before_ = static_cast<std::int64_t>(k);
    busy_until_ = std::max(busy_until_, v.end[k]);
  }

  /// At the start and the end of a shift the shuttle is at its depot.
  void require_depot(const char* when) {
    if (diverted_leg_ >= 0 || !roads_.same_ground(here_, run_.shuttles.depot[shuttle_])) {
      findings_.add("movement.depot", "{}: at the {} of a shift it is at edge {} + {} ms, not at its depot", name(),
                    when, here_.edge, here_.offset);
    }
  }

 private:
  [[nodiscard]] const std::string& name() const { return run_.shuttles.id[shuttle_]; }

  static std::size_t at(std::int64_t row) { return static_cast<std::size_t>(row); }

  const Run& run_;
  const Roads& roads_;
  const Breakdowns& breakdowns_;
  std::size_t shuttle_;
  Findings& findings_;
  Place here_;
  std::int64_t busy_until_ = kNone;  // kNone is earlier than every time
  std::int64_t arrived_ = kNone;
  std::int64_t diverted_leg_ = -1;
  std::int64_t before_ = -1;   // the visit before, in this shift or an earlier one
  bool just_arrived_ = false;  // by a leg that was not cut short, and no visit since
};

}  // namespace

void check_continuity(const Run& run, const Roads& roads, const Timeline& timeline, const Delays& delays,
                      const Breakdowns& breakdowns, Findings& findings) {
  for (std::size_t s = 0; s < run.shuttles.size(); ++s) {
    const auto starts = shift_starts(run, delays, static_cast<std::int64_t>(s));
    const auto shift_at = [&](std::int64_t time) {
      return std::upper_bound(starts.begin(), starts.end(), time) - starts.begin();
    };
    Following shuttle{run, roads, breakdowns, s, findings};
    std::ptrdiff_t shift = 0;
    for (const auto& item : timeline.of_shuttle[s]) {
      const auto now = shift_at(item.is_leg ? run.legs.departure[item.row] : run.stops.begin[item.row]);
      if (now != shift && shift != 0) shuttle.require_depot("end");
      shift = now;
      item.is_leg ? shuttle.leg(item.row) : shuttle.stop(item.row);
    }
    if (!timeline.of_shuttle[s].empty()) shuttle.require_depot("end");
  }
}

}  // namespace navette::verify
