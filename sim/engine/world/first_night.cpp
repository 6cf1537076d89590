#include "engine/world/first_night.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace navette {
namespace {

bool on_shift(const GivenService& service, Milliseconds from, Milliseconds until) {
  const auto holds = [&](const GivenShuttle& shuttle) {
    return std::any_of(shuttle.shifts.begin(), shuttle.shifts.end(),
                       [&](const Shift& shift) { return shift.start <= from && until <= shift.end; });
  };
  const auto& shuttles = service.fleet_rule.applies ? service.fleet_rule.models : service.shuttles;
  return std::any_of(shuttles.begin(), shuttles.end(), holds);
}

bool ran_on(const GivenService& service, const GivenCourse& course, std::int32_t day) {
  const auto weekday = static_cast<std::size_t>(((service.weekday_of_day_0 + day) % 7 + 7) % 7);
  return course.runs_on(day) && service.weekdays[weekday];
}

}  // namespace

std::size_t add_first_night(GivenService& service, int run_days) {
  std::vector<GivenCourse> nights;
  std::size_t left_out = 0;
  for (const GivenCourse& course : service.courses) {
    for (std::int32_t back = 1; kDay * back <= course.visits.back().time; ++back) {
      if (!ran_on(service, course, -back)) continue;
      GivenCourse night = course;
      night.days = {0};
      night.days_before = back;
      for (auto& visit : night.visits) visit.time -= kDay * back;
      std::erase_if(night.visits, [](const GivenCourse::Visit& visit) { return visit.time < Milliseconds{0}; });
      if (night.visits.size() < 2) continue;
      if (on_shift(service, night.visits.front().time, night.visits.back().time)) {
        nights.push_back(std::move(night));
      } else {
        ++left_out;
      }
    }
  }
  std::erase_if(service.courses, [&](GivenCourse& course) {
    const bool listed = !course.days.empty();
    std::erase_if(course.days, [](std::int32_t day) { return day < 0; });
    const bool gone = listed && course.days.empty();  // without days it would run on every day
    if (std::ssize(course.days) == run_days) course.days.clear();
    return gone;
  });
  service.courses.insert(service.courses.end(), nights.begin(), nights.end());
  return left_out;
}

}  // namespace navette
