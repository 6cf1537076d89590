#include "verify/limits.h"

#include <algorithm>
#include <cmath>

#include "verify/service_days.h"

namespace navette::verify {
namespace {

constexpr std::int64_t kDayLength = 86'400'000;

std::int64_t share_of(double share, std::int64_t time) {
  const double product = share * static_cast<double>(time);
  return static_cast<std::int64_t>(product < 0 ? std::ceil(product - 0.5) : std::floor(product + 0.5));
}

/// Of two limits, either of which may be absent.
std::int64_t tighter(std::int64_t a, std::int64_t b) {
  if (a == kNone) return b;
  return b == kNone ? a : std::min(a, b);
}

std::int64_t sum(std::int64_t time, std::int64_t limit) { return limit == kNone ? kNone : time + limit; }

std::size_t service_of(const Run& run, std::size_t request) {
  return static_cast<std::size_t>(std::max<std::int64_t>(0, run.requests.service[request]));
}

/// When the course of a request calls at its pickup (drop-off) stop; kNone: no course, or none that fits.
std::int64_t course_time(const Run& run, std::size_t request, bool pickup) {
  const auto visits = visits_of(run, request);
  if (!visits) return kNone;
  return pickup ? visits->pickup : visits->dropoff;
}

}  // namespace

std::optional<CourseTimes> visits_of(const Run& run, std::size_t request) {
  const auto& r = run.requests;
  const auto& v = run.course_visits;
  if (r.course[request] < 0 || r.service[request] < 0) return {};
  const std::int64_t courses = courses_a_day(run, r.service[request]);
  if (courses == 0) return {};
  const std::int64_t midnight = r.course[request] / courses * kDayLength;
  const std::int64_t course = r.course[request] % courses;
  // A stop may be called at twice: the first pair in order is as good as any that leaves late enough.
  for (std::size_t a = 0; a < v.service.size(); ++a) {
    if (v.service[a] != r.service[request] || v.course[a] != course || v.stop[a] != r.pickup_stop[request]) continue;
    if (midnight + v.time[a] < r.departure(request) + r.walk_to_pickup[request] || v.pickup[a] == 0) continue;
    for (std::size_t b = a + 1; b < v.service.size(); ++b) {
      if (v.service[b] != r.service[request] || v.course[b] != course) break;
      if (v.stop[b] == r.dropoff_stop[request] && v.dropoff[b] == 1)
        return CourseTimes{midnight + v.time[a], midnight + v.time[b]};
    }
  }
  return {};
}

bool under_contract(const Run& run, std::size_t request) {
  const std::int64_t service = run.requests.service[request];
  if (service < 0) return false;
  const auto& way_back = run.services.way_back;
  const auto in_contract = [](std::int64_t sold) { return sold == 1; };
  if (std::all_of(way_back.begin(), way_back.end(), in_contract)) return true;
  // Where others sell ways singly, one way may be settled before the other is offered a time, or asks again.
  const bool once = run.rules.booking.known && run.rules.booking.retry_interval == 0;
  return once && run.requests.agreed_departure[request] == kNone &&
         std::all_of(way_back.begin(), way_back.begin() + service + 1, in_contract);
}

std::int64_t way_back_leaves(const Run& run, std::size_t request) {
  const std::int64_t other = run.requests.other_way[request];
  if (other < 0 || run.requests.way_back[request] == 1) return kNone;
  return run.requests.earliest_departure[static_cast<std::size_t>(other)];
}

Limits limits_of(const Run& run, std::size_t request, std::int64_t excess, bool with_way_back) {
  const auto& rules = run.services;
  const std::size_t s = service_of(run, request);
  const std::int64_t earliest = run.requests.departure(request);
  const std::int64_t direct = run.requests.direct_time[request];
  const std::int64_t travel = sum(share_of(rules.max_travel_time_alpha[s], direct), rules.max_travel_time_beta[s]);
  std::int64_t by_share = kNone;
  if (rules.max_detour_alpha[s] > 0) {
    by_share = sum(share_of(rules.max_detour_alpha[s] - 1, direct), rules.max_detour_beta[s]);
    if (by_share != kNone) {
      by_share = rules.minimum_allowed_detour[s] == kNone ? kNone : std::max(by_share, rules.minimum_allowed_detour[s]);
    }
  }
  const std::int64_t promised = run.requests.promised_pickup[request];
  const std::int64_t drift = promised == kNone ? kNone : sum(promised, rules.max_allowed_pickup_delay[s]);
  const auto with_delay = [&](std::int64_t time) { return time == kNone ? kNone : time + rules.max_course_delay[s]; };
  const std::int64_t arrival =
      tighter(run.requests.latest_arrival[request], with_way_back ? way_back_leaves(run, request) : kNone);
  const std::int64_t at_door = tighter(travel == kNone ? kNone : earliest + travel + excess, arrival);
  return {tighter(tighter(sum(earliest + excess, rules.max_wait_time[s]), drift),
                  with_delay(course_time(run, request, true))),
          tighter(at_door == kNone ? kNone : at_door - run.requests.walk_from_dropoff[request],
                  with_delay(course_time(run, request, false))),
          sum(direct, tighter(rules.max_absolute_detour[s], by_share))};
}

Limits widest_limits_of(const Run& run, std::size_t request, bool with_way_back) {
  return limits_of(run, request, run.services.largest_excess[service_of(run, request)], with_way_back);
}

Limits promised_limits_of(const Run& run, std::size_t request, bool with_way_back) {
  Limits limits = limits_of(run, request, 0, with_way_back);
  const Limits widest = widest_limits_of(run, request, with_way_back);
  // What was told beyond a limit may drift as far as others can be made to wait.
  const std::int64_t drift = run.services.max_wait_time[service_of(run, request)];
  const auto exceed = [drift](std::int64_t& limit, std::int64_t promised, std::int64_t most) {
    if (limit == kNone || promised == kNone || promised <= limit) return;
    limit = std::max(limit, tighter(sum(promised, drift), most));
  };
  exceed(limits.latest_pickup, run.requests.promised_pickup[request], widest.latest_pickup);
  exceed(limits.latest_dropoff, run.requests.promised_dropoff[request], widest.latest_dropoff);
  return limits;
}

std::int64_t ready_at(const Run& run, std::size_t request) {
  const std::int64_t on_foot = run.requests.departure(request) + run.requests.walk_to_pickup[request];
  const std::int64_t course = course_time(run, request, true);
  return course == kNone ? on_foot : std::max(on_foot, course);
}

}  // namespace navette::verify
