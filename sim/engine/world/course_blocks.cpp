#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "core/errors.h"
#include "engine/world/service.h"

namespace navette {
namespace {

std::string clock(Milliseconds time) {
  const std::int64_t minutes = time.count / 60'000;
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

// What one shuttle has taken on so far.
struct Block {
  ShuttleId shuttle;
  Location place;     // where it is then
  Milliseconds free;  // from this time of the day
  Shift shift;
};

}  // namespace

void Service::assign_courses(const std::vector<Shuttle>& shuttles, ServiceId id, const TravelTimeOracle& oracle) {
  TravelTimeQuery query{oracle};
  const auto drive = [&](Location from, Location to) { return query.travel_time(from, to, Milliseconds{0}); };
  const auto stop_of = [&](const GivenCourse::Visit& visit) { return stops_[static_cast<std::size_t>(visit.stop)]; };
  std::vector<Block> blocks;
  for (std::size_t s = 0; s < shuttles.size(); ++s) {
    if (shuttles[s].service != id || shuttles[s].shifts.empty()) continue;
    const Shift& shift = shuttles[s].shifts.front();
    blocks.push_back({ShuttleId{s}, shuttles[s].depot, shift.start, shift});
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
    for (std::size_t v = 1; v < visits.size(); ++v) {
      const Milliseconds needed = drive(stop_of(visits[v - 1]), stop_of(visits[v])) + given_.rules.stop_duration;
      const Milliseconds given = visits[v].time - visits[v - 1].time;
      if (needed <= given) continue;
      errors.add(fmt::format("services.{}: course {} has {} s from stop {} at {} to stop {}, and needs {} s",
                             given_.name, c + 1, given.count / 1000, visits[v - 1].stop + 1, clock(visits[v - 1].time),
                             visits[v].stop + 1, (needed.count + 999) / 1000));
    }
    const Location first = stop_of(visits.front());
    const Location last = stop_of(visits.back());
    const Milliseconds done = visits.back().time + given_.max_course_delay + given_.rules.stop_duration;
    const auto taker = std::find_if(blocks.begin(), blocks.end(), [&](const Block& block) {
      const Location depot = shuttles[block.shuttle.index()].depot;
      return block.free + drive(block.place, first) <= visits.front().time &&
             done + drive(last, depot) <= block.shift.end;
    });
    if (taker == blocks.end()) {
      errors.add(
          fmt::format("services.{}: no shuttle of its {} can run course {} at {}: all are on another course, or "
                      "off duty; give it more shuttles or other times",
                      given_.name, blocks.size(), c + 1, clock(visits.front().time)));
      continue;
    }
    course_shuttle_[c] = taker->shuttle;
    taker->place = last;
    taker->free = done;
  }
  errors.throw_if_any();
}

}  // namespace navette
