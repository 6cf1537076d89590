#include "verify/service_days.h"

#include <algorithm>
#include <map>
#include <utility>

namespace navette::verify {
namespace {

constexpr std::int64_t kDayLength = 86'400'000;

std::int64_t calendar_day(std::int64_t time) { return time / kDayLength - (time % kDayLength < 0 ? 1 : 0); }

/// Of a course on a calendar day; nothing: it does not run then.
std::optional<std::int64_t> day_of_course(const Run& run, std::int64_t service, std::int64_t course, std::int64_t day) {
  const auto& on = run.course_days;
  std::optional<std::int64_t> found = day;
  for (std::size_t k = 0; k < on.service.size(); ++k) {
    if (on.service[k] != service || on.course[k] != course) continue;
    found = std::nullopt;
    if (on.day[k] != day) continue;
    found = on.service_day[k];
    break;
  }
  if (!found || !runs_on(run, static_cast<std::size_t>(service), *found)) return {};
  return found;
}

/// Whether a course of a later day begins before a passenger who is ready then would have waited too long.
bool next_day_in_time(const Run& run, std::size_t service, std::int64_t departure) {
  const std::int64_t wait = run.services.max_wait_time[service];
  const std::int64_t latest = departure + std::max<std::int64_t>(0, wait) + run.services.largest_excess[service];
  const auto& v = run.course_visits;
  for (std::int64_t day = calendar_day(departure) + 1; day <= std::min(run.days - 1, calendar_day(latest)); ++day) {
    for (std::size_t k = 0; k < v.service.size(); ++k) {
      if (v.service[k] != static_cast<std::int64_t>(service)) continue;
      const bool first = k == 0 || v.service[k - 1] != v.service[k] || v.course[k - 1] != v.course[k];
      if (!first || v.time[k] + day * kDayLength > latest) continue;
      if (day_of_course(run, v.service[k], v.course[k], day)) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<std::int64_t> shift_days(const Run& run) {
  const auto& h = run.shifts;
  std::map<std::int64_t, std::int64_t> first;  // start, by shuttle
  std::vector<std::int64_t> days;
  for (std::size_t k = 0; k < h.shuttle.size(); ++k) {
    const std::int64_t since = h.start[k] - first.emplace(h.shuttle[k], h.start[k]).first->second;
    days.push_back(calendar_day(since));
  }
  return days;
}

void settle_service_days(Run& run) {
  const auto day_of_shift = shift_days(run);
  auto& begins = run.services.day_begins;
  auto& last = run.services.last_call;
  // A day without hours begins when the shifts of the evening before are over, or the first of its own begins.
  begins.assign(run.services.size(), 0);
  Column first(run.services.size(), kDayLength);
  for (std::size_t k = 0; k < run.shifts.shuttle.size(); ++k) {
    const auto shuttle = static_cast<std::size_t>(run.shifts.shuttle[k]);
    const auto s = static_cast<std::size_t>(run.shuttles.service[shuttle]);
    const std::int64_t midnight = day_of_shift[k] * kDayLength;
    begins[s] = std::max(begins[s], run.shifts.end[k] - midnight - kDayLength);
    first[s] = std::min(first[s], run.shifts.start[k] - midnight);
  }
  for (std::size_t s = 0; s < begins.size(); ++s) begins[s] = std::min(begins[s], first[s]);
  last.assign(run.services.size(), -1);
  const auto& v = run.course_visits;
  const auto& on = run.course_days;
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> nights;  // by service and course
  for (std::size_t d = 0; d < on.service.size(); ++d) {
    auto& most = nights[{on.service[d], on.course[d]}];
    most = std::max(most, on.day[d] - on.service_day[d]);
  }
  for (std::size_t k = 0; k < v.service.size(); ++k) {
    const auto later = nights.find({v.service[k], v.course[k]});
    auto& call = last[static_cast<std::size_t>(v.service[k])];
    call = std::max(call, v.time[k] + (later == nights.end() ? 0 : later->second * kDayLength));
  }
}

bool runs_on(const Run& run, std::size_t service, std::int64_t day) {
  const std::int64_t weekday = ((run.weekday_of_day_0 + day) % 7 + 7) % 7;
  return (run.services.weekdays[service] >> weekday) % 2 == 1;
}

std::optional<std::int64_t> service_day(const Run& run, std::size_t service, std::int64_t departure) {
  const auto& h = run.service_hours;
  const std::int64_t today = calendar_day(departure);
  bool has_hours = false;
  std::optional<std::int64_t> holds;
  std::optional<std::int64_t> ends;  // whose hours end at that moment
  for (std::int64_t day = today - 2; day <= today; ++day) {
    const std::int64_t since = departure - day * kDayLength;
    for (std::size_t k = 0; k < h.service.size(); ++k) {
      if (h.service[k] != static_cast<std::int64_t>(service)) continue;
      has_hours = true;
      if (!runs_on(run, service, day)) continue;
      if (!holds && h.from[k] <= since && since < h.until[k]) holds = day;
      if (!ends && since == h.until[k]) ends = day;
    }
  }
  if (has_hours) return holds ? holds : ends;
  const std::int64_t day = calendar_day(departure - run.services.day_begins[service]);
  return runs_on(run, service, day) ? std::optional{day} : std::nullopt;
}

bool runs_at(const Run& run, std::size_t service, std::int64_t departure) {
  if (service_day(run, service, departure)) return true;
  const auto& of = run.service_hours.service;
  if (run.services.kind[service] != kVirtualLine ||
      std::find(of.begin(), of.end(), static_cast<std::int64_t>(service)) != of.end()) {
    return false;
  }
  const std::int64_t today = calendar_day(departure);
  static constexpr std::int64_t kMostNights = 10;  // files may tell anything
  const std::int64_t last = run.services.last_call[service];
  const std::int64_t nights = std::clamp<std::int64_t>(last / kDayLength, 0, kMostNights);
  for (std::int64_t day = today; day >= today - nights; --day) {
    if ((day == today || departure - day * kDayLength <= last) && runs_on(run, service, day)) return true;
  }
  return next_day_in_time(run, service, departure);
}

std::int64_t courses_a_day(const Run& run, std::int64_t service) {
  const auto& v = run.course_visits;
  std::int64_t courses = 0;
  for (std::size_t k = 0; k < v.service.size(); ++k) {
    if (v.service[k] == service) courses = std::max(courses, v.course[k] + 1);
  }
  return courses;
}

std::optional<std::int64_t> day_of_course(const Run& run, std::size_t request) {
  const std::int64_t service = run.requests.service[request];
  const std::int64_t courses = courses_a_day(run, service);
  if (courses == 0 || run.requests.course[request] < 0) return {};
  return day_of_course(run, service, run.requests.course[request] % courses, run.requests.course[request] / courses);
}

}  // namespace navette::verify
