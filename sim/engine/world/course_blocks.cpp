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

// What one shuttle has taken on so far.
struct Block {
  struct Moment {
    Location place;
    Milliseconds free;  // from this time of the day
  };
  ShuttleId shuttle;
  Shift shift;
  std::map<std::int32_t, Moment> by_day;
};

}  // namespace

void Service::assign_courses(const std::vector<Shuttle>& shuttles, ServiceId id, const TravelTimeOracle& oracle) {
  TravelTimeQuery query{oracle};
  const auto drive = [&](Location from, Location to) { return query.travel_time(from, to, Milliseconds{0}); };
  const auto stop_of = [&](const GivenCourse::Visit& visit) { return stops_[static_cast<std::size_t>(visit.stop)]; };
  std::vector<std::int32_t> days{kOtherDays};
  for (const GivenCourse& course : given_.courses) days.insert(days.end(), course.days.begin(), course.days.end());
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::vector<Block> blocks;
  for (std::size_t s = 0; s < shuttles.size(); ++s) {
    if (shuttles[s].service != id || shuttles[s].shifts.empty()) continue;
    Block block{ShuttleId{s}, shuttles[s].shifts.front(), {}};
    for (const std::int32_t day : days) block.by_day[day] = {shuttles[s].depot, block.shift.start};
    blocks.push_back(std::move(block));
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
    const Location first = stop_of(visits.front());
    const Location last = stop_of(visits.back());
    const Milliseconds done = visits.back().time + given_.max_course_delay + given_.rules.stop_duration;
    const auto& on = given_.courses[c].days.empty() ? days : given_.courses[c].days;
    const auto taker = std::find_if(blocks.begin(), blocks.end(), [&](const Block& block) {
      const Location depot = shuttles[block.shuttle.index()].depot;
      return done + drive(last, depot) <= block.shift.end && std::all_of(on.begin(), on.end(), [&](std::int32_t day) {
               const Block::Moment& now = block.by_day.at(day);
               return now.free + drive(now.place, first) <= visits.front().time;
             });
    });
    if (taker == blocks.end()) {
      errors.add(
          fmt::format("services.{}: no shuttle of its {} can run course {} at {}: all are on another course, or "
                      "off duty; give it more shuttles or other times",
                      given_.name, blocks.size(), c + 1, clock(visits.front().time)));
      continue;
    }
    course_shuttle_[c] = taker->shuttle;
    for (const std::int32_t day : on) taker->by_day[day] = {last, done};
  }
  errors.throw_if_any();
}

}  // namespace navette
