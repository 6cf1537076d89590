// What is wrong with the timetable of a virtual line, and which one its shuttles could keep.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "core/errors.h"
#include "engine/world/course_blocks.h"

namespace navette {
namespace {

constexpr Milliseconds kMinute{60'000};
constexpr std::size_t kTold = 10;    // courses
constexpr std::size_t kListed = 40;  // departures
constexpr std::size_t kMostTries = 500;

Milliseconds whole_minutes(Milliseconds time) {
  return Milliseconds{(time.count + kMinute.count - 1) / kMinute.count * kMinute.count};
}

std::int64_t minutes(Milliseconds time) { return whole_minutes(time).count / kMinute.count; }

std::string clock(Milliseconds time) {
  const std::int64_t seconds = time.count / 1'000;
  const std::string minutes = fmt::format("{:02}:{:02}", seconds / 3'600, seconds / 60 % 60);
  return seconds % 60 == 0 ? minutes : fmt::format("{}:{:02}", minutes, seconds % 60);
}

// The times of a course moved so that all its stops can be booked.
GivenCourse drivable(GivenCourse course, const CourseBlocks& blocks, Milliseconds delay) {
  for (std::size_t v = 0; v < course.visits.size(); ++v) {
    const Milliseconds begins = blocks.all_booked(course)[v];
    if (begins > course.visits[v].time + delay) course.visits[v].time = whole_minutes(begins);
  }
  return course;
}

class Advice {
 public:
  Advice(const GivenService& service, const ServiceCalendar& calendar, std::int64_t days,
         const std::vector<Location>& stops, const std::vector<const Shuttle*>& shuttles, StopDrives& drive)
      : given_{service}, calendar_{calendar}, days_{days}, stops_{stops}, shuttles_{shuttles}, drive_{drive} {}

  InputErrors errors() {
    tell_slow_courses();
    tell_shuttles();
    if (told_ > kTold) errors_.add(fmt::format("services.{}: and {} more courses", given_.name, told_ - kTold));
    list_departures();
    return std::move(errors_);
  }

 private:
  void tell(const std::string& message) {
    if (++told_ <= kTold) errors_.add(fmt::format("services.{}: {}", given_.name, message));
  }

  // Courses that not even a shuttle of their own could run in their times.
  void tell_slow_courses() {
    const CourseBlocks blocks{given_, stops_, shuttles_, drive_};
    better_ = given_;
    for (std::size_t c = 0; c < given_.courses.size(); ++c) {
      const auto& visits = given_.courses[c].visits;
      const auto begins = blocks.all_booked(given_.courses[c]);
      better_.courses[c] = drivable(given_.courses[c], blocks, given_.max_course_delay);
      for (std::size_t v = 0; v < visits.size(); ++v) {
        const Milliseconds late = begins[v] - visits[v].time - given_.max_course_delay;
        if (late <= Milliseconds{0}) continue;
        std::string times;
        for (const auto& visit : better_.courses[c].visits) {
          times += (times.empty() ? "" : ", ") + clock(visit.time);
        }
        tell(fmt::format(
            "course {}, if all stops are booked, is at stop {} at {} at the earliest; its time there is {}, "
            "and max_course_delay {} s: that is {} min too soon; times that can be driven: {}",
            c + 1, name_of(visits[v].stop), clock(begins[v]), clock(visits[v].time),
            given_.max_course_delay.count / 1'000, minutes(late), times));
        break;
      }
    }
  }

  // Courses for which there is no shuttle; each is put off until there is one, and the next are looked at behind it.
  void tell_shuttles() {
    std::map<std::size_t, Milliseconds> told;  // by course, what was told first
    for (std::size_t tries = 0; tries < kMostTries; ++tries) {
      CourseBlocks blocks{better_, stops_, shuttles_, drive_};
      bool good = true;
      for (const DatedCourse& dated : dated_courses(better_, calendar_, days_)) {
        GivenCourse& course = better_.courses[dated.course];
        const auto taker = blocks.take(course, dated.start);
        if (taker) continue;
        good = false;
        const auto wait = blocks.wait_for(course, dated.start);
        const bool is_new = told.emplace(dated.course, dated.start).second;
        if (is_new || !wait) tell_no_shuttle(dated, wait);
        if (!wait) return;
        for (auto& visit : course.visits) visit.time += *wait;
        break;
      }
      if (good) {
        works_ = true;
        return;
      }
    }
  }

  void tell_no_shuttle(const DatedCourse& dated, std::optional<Milliseconds> wait) {
    const Milliseconds start = dated.start - kDay * dated.day;
    std::string when = clock(start);
    if (given_.courses[dated.course].days_before > 0) when += ", in the night before the first day of the run";
    if (dated.day > 0) when += fmt::format(" of day {} of the run", dated.day + 1);
    const std::string what =
        fmt::format("no shuttle of its {} can run course {} at {}: all are on another course, on a pause, or off duty",
                    shuttles_.size(), dated.course + 1, when);
    if (wait) {
      tell(fmt::format("{}; the first that could leaves {} min later, at {}", what, minutes(*wait),
                       clock(start + *wait)));
    } else {
      tell(fmt::format("{}; none could later that day either: give it more shuttles, or longer shifts", what));
    }
  }

  void list_departures() {
    if (!works_) return;
    std::vector<std::size_t> order(given_.courses.size());
    for (std::size_t c = 0; c < order.size(); ++c) order[c] = c;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return starts(a) < starts(b); });
    std::erase_if(order, [&](std::size_t c) { return given_.courses[c].days_before > 0; });
    std::string list;
    for (std::size_t k = 0; k < std::min(order.size(), kListed); ++k) {
      const std::size_t c = order[k];
      const Milliseconds given = given_.courses[c].visits.front().time;
      list += fmt::format("{}course {} at {}", list.empty() ? "" : ", ", c + 1, clock(starts(c)));
      if (given != starts(c)) list += fmt::format(" ({} min later)", minutes(starts(c) - given));
    }
    errors_.add(fmt::format("services.{}: departures that its {} shuttle{} can run, one after another: {}{}",
                            given_.name, shuttles_.size(), shuttles_.size() == 1 ? "" : "s", list,
                            order.size() > kListed ? ", ..." : ""));
  }

  [[nodiscard]] Milliseconds starts(std::size_t course) const { return better_.courses[course].visits.front().time; }
  [[nodiscard]] const std::string& name_of(std::int32_t stop) const {
    return given_.stops[static_cast<std::size_t>(stop)].name;
  }

  const GivenService& given_;
  const ServiceCalendar& calendar_;
  std::int64_t days_;
  const std::vector<Location>& stops_;
  const std::vector<const Shuttle*>& shuttles_;
  StopDrives& drive_;
  GivenService better_;  // with times that can be kept, as far as it was found
  bool works_ = false;
  std::size_t told_ = 0;
  InputErrors errors_;
};

}  // namespace

void refuse_timetable(const GivenService& service, const ServiceCalendar& calendar, std::int64_t days,
                      const std::vector<Location>& stops, const std::vector<const Shuttle*>& shuttles,
                      StopDrives& drive) {
  Advice{service, calendar, days, stops, shuttles, drive}.errors().throw_if_any();
  throw InputError{fmt::format("services.{}: its timetable cannot be run", service.name)};
}

}  // namespace navette
