#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "core/errors.h"
#include "engine/world/service.h"

namespace navette {
namespace {

constexpr std::int32_t kOtherDays = -1;  // those on which only courses of every day run

std::string clock(Milliseconds time) {
  const std::int64_t minutes = time.count / 60'000;
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

// What one shuttle has taken on so far on one day.
struct Block {
  std::vector<Shift> shifts;  // since the day's midnight, those not over
  Location place;             // where it is then
  Milliseconds free;          // from this time of the day
};

struct Blocks {
  ShuttleId shuttle;
  std::map<std::int32_t, Block> by_day;
};

// A course, from its first stop at its time to when the shuttle has surely left the last.
struct Course {
  Location first;
  Location last;
  Milliseconds start;
  Milliseconds done;
};

// Adds a course to what a shuttle does on one day; false if the shuttle cannot run it between its other courses, shifts
// and pauses. A pause is taken before it only where it could not be taken behind.
template <class DriveTime>
bool take_on(Block& block, Location depot, const Course& course, const DriveTime& drive) {
  for (; !block.shifts.empty(); block.shifts.erase(block.shifts.begin())) {
    Shift& shift = block.shifts.front();
    if (block.free < shift.start) {
      block.free = shift.start;
      block.place = depot;
    }
    const Milliseconds back = course.done + drive(course.last, depot);
    if (course.start < shift.start) return false;
    if (back > shift.end) continue;
    while (!shift.pauses.empty() && shift.pauses.front().latest < back) {
      const Pause pause = shift.pauses.front();
      shift.pauses.erase(shift.pauses.begin());
      const Milliseconds begin = std::max(pause.earliest, block.free + drive(block.place, depot));
      if (begin > pause.latest) return false;
      block.free = begin + pause.duration;
      block.place = depot;
    }
    if (block.free + drive(block.place, course.first) > course.start) return false;
    block.place = course.last;
    block.free = course.done;
    return true;
  }
  return false;
}

}  // namespace

void Service::assign_courses(const std::vector<Shuttle>& shuttles, ServiceId id, const TravelTimeOracle& oracle) {
  TravelTimeQuery query{oracle};
  const auto drive = [&](Location from, Location to) { return query.travel_time(from, to, Milliseconds{0}); };
  const auto stop_of = [&](const GivenCourse::Visit& visit) { return stops_[static_cast<std::size_t>(visit.stop)]; };
  std::vector<std::int32_t> days{kOtherDays};
  for (const GivenCourse& course : given_.courses) days.insert(days.end(), course.days.begin(), course.days.end());
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::vector<Blocks> blocks;
  for (std::size_t s = 0; s < shuttles.size(); ++s) {
    if (shuttles[s].service != id || shuttles[s].shifts.empty()) continue;
    const auto& shifts = shuttles[s].shifts;
    const auto tomorrow =
        std::find_if(shifts.begin(), shifts.end(), [](const Shift& one) { return one.start >= kDay; });
    Blocks of_shuttle{ShuttleId{s}, {}};
    for (const std::int32_t day : days) {
      of_shuttle.by_day[day] = {{shifts.begin(), tomorrow}, shuttles[s].depot, -kNever};
    }
    blocks.push_back(std::move(of_shuttle));
  }
  std::vector<std::size_t> order(given_.courses.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return given_.courses[a].visits.front().time < given_.courses[b].visits.front().time;
  });
  InputErrors errors;
  course_shuttle_.assign(given_.courses.size(), ShuttleId{});
  for (const std::size_t c : order) {
    const auto& visits = given_.courses[c].visits;
    // With all stops booked, each visit as early as can be.
    Milliseconds begins = visits.front().time;
    for (std::size_t v = 1; v < visits.size(); ++v) {
      const Milliseconds there =
          begins + given_.rules.stop_duration + drive(stop_of(visits[v - 1]), stop_of(visits[v]));
      begins = std::max(there, visits[v].time);
      if (begins <= visits[v].time + given_.max_course_delay) continue;
      errors.add(
          fmt::format("services.{}: course {}, if all stops are booked, is at stop {} at {} at the earliest; its "
                      "time there is {}, and max_course_delay {} s",
                      given_.name, c + 1, visits[v].stop + 1, clock(begins), clock(visits[v].time),
                      given_.max_course_delay.count / 1000));
      break;
    }
    const Course course{stop_of(visits.front()), stop_of(visits.back()), visits.front().time,
                        visits.back().time + given_.max_course_delay + given_.rules.stop_duration};
    const auto& on = given_.courses[c].days.empty() ? days : given_.courses[c].days;
    const auto taker = std::find_if(blocks.begin(), blocks.end(), [&](Blocks& one) {
      Blocks longer = one;
      const Location depot = shuttles[one.shuttle.index()].depot;
      const bool takes = std::all_of(
          on.begin(), on.end(), [&](std::int32_t day) { return take_on(longer.by_day.at(day), depot, course, drive); });
      if (takes) one = std::move(longer);
      return takes;
    });
    if (taker == blocks.end()) {
      errors.add(
          fmt::format("services.{}: no shuttle of its {} can run course {} at {}: all are on another course, on a "
                      "pause, or off duty; give it more shuttles or other times",
                      given_.name, blocks.size(), c + 1, clock(visits.front().time)));
      continue;
    }
    course_shuttle_[c] = taker->shuttle;
  }
  errors.throw_if_any();
}

}  // namespace navette
