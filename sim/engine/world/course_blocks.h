#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/world/given_service.h"
#include "engine/world/service_calendar.h"
#include "fleet/shuttle.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// Fastest drives between stops and depots, each asked for once.
class StopDrives {
 public:
  explicit StopDrives(const TravelTimeOracle& oracle) : query_{oracle} {}
  Milliseconds operator()(Location from, Location to) {
    const auto [entry, is_new] = known_.try_emplace({from, to});
    if (is_new) entry->second = query_.travel_time(from, to, Milliseconds{0});
    return entry->second;
  }

 private:
  TravelTimeQuery query_;
  std::map<std::pair<Location, Location>, Milliseconds> known_;
};

/// A course on one day.
struct DatedCourse {
  std::size_t course;  // row of the service's courses
  std::int64_t day;
  Milliseconds start;  // since midnight of day 0
};

/// Courses on the road: who runs which, in order of time.
class CourseBlocks {
 public:
  /// All must outlive it. `stops`: on the road. `shuttles`: of the service.
  CourseBlocks(const GivenService& service, const std::vector<Location>& stops,
               const std::vector<const Shuttle*>& shuttles, StopDrives& drive);

  /// The row of the first shuttle that can run a course, all stops booked, behind those it runs already; it then does.
  /// A course begins at `start`, its other times follow at their distances. Nothing: no shuttle can.
  std::optional<std::size_t> take(const GivenCourse& course, Milliseconds start);
  /// Whole minutes by which a course that none can run at `start` would have to begin later; nothing: all day long none
  /// can.
  std::optional<Milliseconds> wait_for(const GivenCourse& course, Milliseconds start) const;
  /// When each visit of a course begins if all its stops are booked, each as early as can be.
  [[nodiscard]] std::vector<Milliseconds> all_booked(const GivenCourse& course) const;

 private:
  // How far a shuttle is.
  struct Block {
    std::size_t shift = 0;
    std::size_t pause = 0;  // the next, of that shift
    Location place;         // where it is when it is free
    Milliseconds free;
  };
  [[nodiscard]] bool takes(const Shuttle& shuttle, Block& block, const GivenCourse& course, Milliseconds start) const;

  const GivenService& service_;
  const std::vector<Location>& stops_;
  const std::vector<const Shuttle*>& shuttles_;
  StopDrives& drive_;
  std::vector<Block> blocks_;  // by shuttle
};

/// The courses of a service on all days of the run on which they run, in order of time, then of day and course.
std::vector<DatedCourse> dated_courses(const GivenService& service, const ServiceCalendar& calendar, std::int64_t days);

/// What is wrong with a timetable, course by course, by how many minutes, and times that its shuttles could keep.
/// Throws InputError.
[[noreturn]] void refuse_timetable(const GivenService& service, const ServiceCalendar& calendar, std::int64_t days,
                                   const std::vector<Location>& stops, const std::vector<const Shuttle*>& shuttles,
                                   StopDrives& drive);

}  // namespace navette
