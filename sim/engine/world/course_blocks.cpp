#include "engine/world/course_blocks.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "core/errors.h"
#include "engine/world/service.h"
#include "fleet/service_day.h"

namespace navette {
namespace {

constexpr Milliseconds kMinute{60'000};

}  // namespace

CourseBlocks::CourseBlocks(const GivenService& service, const std::vector<Location>& stops,
                           const std::vector<const Shuttle*>& shuttles, StopDrives& drive)
    : service_{service}, stops_{stops}, shuttles_{shuttles}, drive_{drive} {
  for (const Shuttle* shuttle : shuttles) blocks_.push_back({0, 0, shuttle->depot, -kNever});
}

// A pause is taken before the course only where it could not be taken behind.
bool CourseBlocks::takes(const Shuttle& shuttle, Block& block, const GivenCourse& course, Milliseconds start) const {
  const auto place = [&](const GivenCourse::Visit& visit) { return stops_[static_cast<std::size_t>(visit.stop)]; };
  const Location first = place(course.visits.front());
  const Location last = place(course.visits.back());
  const Milliseconds lasts = course.visits.back().time - course.visits.front().time;
  const Milliseconds done = start + lasts + service_.max_course_delay + service_.rules.stop_duration;
  const Milliseconds back = done + drive_(last, shuttle.depot);
  for (; block.shift < shuttle.shifts.size(); ++block.shift, block.pause = 0) {
    const Shift& shift = shuttle.shifts[block.shift];
    if (block.free < shift.start) {
      block.free = shift.start;
      block.place = shuttle.depot;
    }
    if (start < shift.start) return false;
    if (back > shift.end) continue;
    for (; block.pause < shift.pauses.size() && shift.pauses[block.pause].latest < back; ++block.pause) {
      const Pause& pause = shift.pauses[block.pause];
      const Milliseconds begin = std::max(pause.earliest, block.free + drive_(block.place, shuttle.depot));
      if (begin > pause.latest) return false;
      block.free = begin + pause.duration;
      block.place = shuttle.depot;
    }
    if (block.free + drive_(block.place, first) > start) return false;
    block.place = last;
    block.free = done;
    return true;
  }
  return false;
}

std::optional<std::size_t> CourseBlocks::take(const GivenCourse& course, Milliseconds start) {
  for (std::size_t s = 0; s < blocks_.size(); ++s) {
    Block longer = blocks_[s];
    if (!takes(*shuttles_[s], longer, course, start)) continue;
    blocks_[s] = longer;
    return s;
  }
  return std::nullopt;
}

std::optional<Milliseconds> CourseBlocks::wait_for(const GivenCourse& course, Milliseconds start) const {
  for (Milliseconds later = kMinute; later <= kDay; later += kMinute) {
    for (std::size_t s = 0; s < blocks_.size(); ++s) {
      Block longer = blocks_[s];
      if (takes(*shuttles_[s], longer, course, start + later)) return later;
    }
  }
  return std::nullopt;
}

std::vector<Milliseconds> CourseBlocks::all_booked(const GivenCourse& course) const {
  std::vector<Milliseconds> begins;
  for (const GivenCourse::Visit& visit : course.visits) {
    const std::size_t v = begins.size();
    const auto place = [&](std::size_t rank) { return stops_[static_cast<std::size_t>(course.visits[rank].stop)]; };
    const Milliseconds there =
        v == 0 ? visit.time : begins.back() + service_.rules.stop_duration + drive_(place(v - 1), place(v));
    begins.push_back(std::max(there, visit.time));
  }
  return begins;
}

std::vector<DatedCourse> dated_courses(const GivenService& service, const ServiceCalendar& calendar,
                                       std::int64_t days) {
  std::vector<DatedCourse> dated;
  for (std::int64_t day = 0; day < days; ++day) {
    for (std::size_t c = 0; c < service.courses.size(); ++c) {
      const GivenCourse& course = service.courses[c];
      if (!course.runs_on(day) || !calendar.runs_on(day - course.days_before)) continue;
      dated.push_back({c, day, course.visits.front().time + kDay * day});
    }
  }
  std::stable_sort(dated.begin(), dated.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
  return dated;
}

void Service::employ(const std::vector<Shuttle>& shuttles, ServiceId id, const TravelTimeOracle& oracle) {
  std::vector<const Shuttle*> own;
  std::vector<ShuttleId> ids;
  std::vector<Shift> shifts;
  std::int64_t days = 1;
  for (std::size_t s = 0; s < shuttles.size(); ++s) {
    if (shuttles[s].service != id || shuttles[s].shifts.empty()) continue;
    own.push_back(&shuttles[s]);
    ids.emplace_back(s);
    std::copy_if(shuttles[s].shifts.begin(), shuttles[s].shifts.end(), std::back_inserter(shifts),
                 [&](const Shift& shift) { return service_day_of(shuttles[s], shift) == 0; });
    days = std::max(days, service_day_of(shuttles[s], shuttles[s].shifts.back()) + 1);
  }
  calendar_ = ServiceCalendar{given_, shifts};
  course_shuttle_.assign(given_.courses.size() * static_cast<std::size_t>(days), ShuttleId{});
  if (given_.courses.empty()) return;
  for (const GivenCourse& course : given_.courses) {
    last_call_ = std::max(last_call_, course.visits.back().time + kDay * course.days_before);
  }
  StopDrives drive{oracle};
  CourseBlocks blocks{given_, stops_, own, drive};
  bool good = true;
  for (const GivenCourse& course : given_.courses) {
    const auto begins = blocks.all_booked(course);
    for (std::size_t v = 0; v < begins.size(); ++v) {
      good = good && begins[v] <= course.visits[v].time + given_.max_course_delay;
    }
  }
  for (const DatedCourse& dated : dated_courses(given_, calendar_, days)) {
    const auto taker = good ? blocks.take(given_.courses[dated.course], dated.start) : std::nullopt;
    if (!taker) refuse_timetable(given_, calendar_, days, stops_, own, drive);
    course_shuttle_[static_cast<std::size_t>(dated.day) * given_.courses.size() + dated.course] = ids[*taker];
  }
}

}  // namespace navette
