// Whether a reason told can be: each supposes a rule, a shuttle or other passengers that the file must show.
#include <algorithm>
#include <vector>

#include "verify/booking_times.h"
#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

enum LaterReasonCode : std::int64_t {
  kShuttleFull = 6,
  kPromisesToOthers = 8,
  kBookedTooLate = 12,
  kBookedTooEarly = 13,
  kNoStopInReach = 14,
  kDriverRules = 18
};

/// Who was promised a ride, and still had it before them or was on it, at each moment.
class Promised {
 public:
  explicit Promised(const Run& run) : from_(run.requests.size(), kNone), until_(run.requests.size(), kNone) {
    const auto& o = run.events;
    for (std::size_t k = 0; k < o.time.size(); ++k) {
      if (o.request[k] < 0) continue;
      const auto i = static_cast<std::size_t>(o.request[k]);
      if (o.kind[k] == kAcceptedEvent) from_[i] = o.time[k];
      if (o.kind[k] == kAlightingEvent || o.kind[k] == kCancelledEvent || o.kind[k] == kNoShowEvent) {
        until_[i] = o.time[k];
      }
    }
    // Whoever alights keeps the shuttle until the visit is over.
    for (std::size_t k = 0; k < run.stops.shuttle.size(); ++k) {
      if (run.stops.request[k] < 0) continue;
      auto& until = until_[static_cast<std::size_t>(run.stops.request[k])];
      until = std::max(until, run.stops.end[k]);
    }
  }

  [[nodiscard]] bool any_at(std::int64_t time) const {
    for (std::size_t i = 0; i < from_.size(); ++i) {
      if (from_[i] != kNone && from_[i] <= time && (until_[i] == kNone || until_[i] >= time)) return true;
    }
    return false;
  }

 private:
  std::vector<std::int64_t> from_, until_;  // by request
};

bool fits_all_shuttles(const Run& run, std::size_t i) {
  for (std::size_t s = 0; s < run.shuttles.size(); ++s) {
    if (run.seats_of(i) > run.shuttles.seats[s] || run.requests.wheelchairs[i] > run.shuttles.wheelchairs[s]) {
      return false;
    }
  }
  return true;
}

/// What some service must have, for its reason to be told.
class Services {
 public:
  explicit Services(const Run& run) : run_{run} {}

  [[nodiscard]] bool closed_for(std::size_t i) const {
    return any([&](std::size_t s) {
      const auto closes = booking_closes(run_, s, run_.requests.departure(i));
      // The notice of a line goes by the day of its course, which a refused request does not tell.
      return closes && (run_.services.kind[s] == kVirtualLine || run_.requests.decided_at[i] > *closes);
    });
  }
  [[nodiscard]] bool open_late() const {
    return any([&](std::size_t s) {
      const bool by_duration =
          run_.services.booking_type[s] == kSameDay && run_.services.prior_notice_duration_max[s] != kNone;
      return by_duration || run_.services.prior_notice_start_day[s] >= 0;
    });
  }
  [[nodiscard]] bool by_stops() const {
    return any([&](std::size_t s) { return run_.services.kind[s] != kDoorToDoor; });
  }
  [[nodiscard]] bool somewhere() const {
    return !run_.service_areas.known || !run_.service_areas.service.empty() ||
           any([&](std::size_t s) { return run_.services.kind[s] == kHubAndSpoke; });
  }
  [[nodiscard]] bool sometimes() const {
    constexpr std::int64_t kEveryDay = 127;
    return !run_.service_hours.service.empty() || any([&](std::size_t s) {
      return run_.services.weekdays[s] != kEveryDay || run_.services.kind[s] == kVirtualLine;
    });
  }

 private:
  template <class Has>
  [[nodiscard]] bool any(const Has& has) const {
    for (std::size_t s = 0; s < run_.services.size(); ++s) {
      if (has(s)) return true;
    }
    return false;
  }

  const Run& run_;
};

bool drivers_are_bound(const Run& run) {
  const auto& most = run.shuttles.max_continuous_driving;
  return !run.pauses.shuttle.empty() || std::any_of(most.begin(), most.end(), [](auto time) { return time != kNone; });
}

}  // namespace

void check_possible_reasons(const Run& run, Findings& findings) {
  const auto& r = run.requests;
  const Services services{run};
  const Promised promised{run};
  for (std::size_t i = 0; i < r.size(); ++i) {
    const std::int64_t reason = r.reason[i];
    const auto require = [&](bool possible, const char* lacks) {
      if (possible) return;
      findings.add("requests.reason_possible", "{}: reason {} is told, but {}", run.name(i), reason, lacks);
    };
    if (reason == kOutsideArea) require(services.somewhere(), "every service runs anywhere");
    if (reason == kOutsideHours) require(services.sometimes(), "every service runs at any time");
    if (reason == kBookedTooLate) require(services.closed_for(i), "no service had closed its bookings");
    if (reason == kBookedTooEarly) require(services.open_late(), "no service opens its bookings at some time only");
    if (reason == kNoStopInReach) require(services.by_stops(), "every service runs from door to door");
    if (reason == kDriverRules) require(drivers_are_bound(run), "no rules bind the drivers");
    // One way of a tour may be in the way of the other, and a plan that is upset may hold who will not come.
    if (r.decided_at[i] == kNone || r.tour[i] >= 0 || anything_unforeseen(run)) continue;
    const bool full = reason == kShuttleFull;
    if (!full && reason != kPromisesToOthers) continue;
    require(promised.any_at(r.decided_at[i]) || (full && !fits_all_shuttles(run, i)), "nobody else had a promise then");
  }
}

}  // namespace navette::verify
