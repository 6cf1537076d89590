#include "io/gtfs/read_gtfs.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "core/errors.h"
#include "core/key_names.h"
#include "io/gtfs/feed_files.h"
#include "io/gtfs/feed_trips.h"
#include "io/gtfs/service_days.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/read_stops_csv.h"

namespace navette {
namespace {

constexpr std::size_t kMostCourses = 10'000;
constexpr std::size_t kTold = 20;  // messages per feed

// Of the days of a course those of the run, and those before it after whose last midnight it still runs; none, if that
// is every day. False: it does not run at all.
bool keep_days(GivenCourse& course, int run_days) {
  const Milliseconds last = course.visits.back().time;
  std::erase_if(course.days, [&](std::int32_t day) { return day < 0 && last < kDay * -day; });
  if (course.days.empty()) return false;
  const std::int64_t nights = std::min<std::int64_t>(last.count / kDay.count, ServiceDays::kDaysBefore);
  if (std::ssize(course.days) == run_days + nights) course.days.clear();
  return true;
}

// Puts together what the files tell of the stops and courses of some routes.
class FeedReader {
 public:
  FeedReader(const FeedFiles& feed, std::vector<GivenStop> stops) : feed_{feed}, stops_{std::move(stops)} {
    for (std::size_t s = 0; s < stops_.size(); ++s) row_of_.emplace(stops_[s].id, static_cast<std::int32_t>(s));
    used_.assign(stops_.size(), false);
  }

  // Where no trip lets anybody board, nobody does; stops of no trip are as they are.
  void use_permissions_of(const std::vector<FeedTrip>& trips) {
    const auto groups = read_location_groups(feed_);
    for (const FeedTrip& trip : trips) {
      for (const FeedCall& call : trip.calls) {
        const auto allow_at = [&](const std::string& stop) {
          if (const auto found = row_of_.find(stop); found != row_of_.end()) {
            allow(static_cast<std::size_t>(found->second), call);
          }
        };
        const auto group = groups.find(call.stop);
        if (group == groups.end()) {
          allow_at(call.stop);
        } else {
          for (const std::string& stop : group->second) allow_at(stop);
        }
      }
    }
  }

  void use_stops_of(const std::vector<FeedTrip>& trips) {
    const auto groups = read_location_groups(feed_);
    for (const FeedTrip& trip : trips) {
      for (const FeedCall& call : trip.calls) {
        if (const auto group = groups.find(call.stop); group != groups.end()) {
          for (const std::string& stop : group->second) use(trip, call, stop);
        } else if (!call.window || row_of_.contains(call.stop)) {
          use(trip, call, call.stop);
        }  // else an area of GTFS-Flex, which has no stops
      }
    }
  }

  void add_courses(std::vector<FeedTrip>& trips, const GtfsChoice& choice) {
    const ServiceDays days{feed_, choice.first_day, choice.days};
    const auto headways = read_headways(feed_);
    std::size_t timed = 0;
    for (FeedTrip& trip : trips) {
      const bool has_window =
          std::any_of(trip.calls.begin(), trip.calls.end(), [](const FeedCall& call) { return call.window; });
      if (has_window || trip.calls.empty()) continue;
      ++timed;
      const auto* on = days.of(trip.service);
      if (on == nullptr) complain(fmt::format("no calendar knows service_id {}", shown_text(trip.service)), trip);
      if (on == nullptr || on->empty()) continue;
      GivenCourse course = course_of(trip);
      if (course.visits.size() < 2) continue;
      course.days = *on;
      const auto repeated = headways.find(trip.id);
      if (repeated == headways.end()) {
        courses_.push_back(std::move(course));
        continue;
      }
      for (const Headway& headway : repeated->second) repeat(course, headway);
    }
    std::erase_if(courses_, [&](GivenCourse& course) { return !keep_days(course, choice.days); });
    if (timed == 0) {
      throw InputError{fmt::format(
          "{}: no trip of the routes has a timetable (GTFS-Flex with windows is no virtual_line)", feed_.name())};
    }
    if (courses_.size() > kMostCourses) {
      throw InputError{
          fmt::format("{}: has {} courses on these days, {} at most can be; choose routes "
                      "({})",
                      feed_.name(), courses_.size(), kMostCourses, key::service_gtfs_routes)};
    }
    std::stable_sort(courses_.begin(), courses_.end(), [](const GivenCourse& a, const GivenCourse& b) {
      return a.visits.front().time < b.visits.front().time;
    });
  }

  // All stops, as trips allow.
  std::vector<GivenStop> all_stops() { return std::move(stops_); }

  // Of all stops those that are used.
  GtfsTimetable finish() {
    if (found_ > kTold) errors_.add(fmt::format("{}: and {} more errors", feed_.name(), found_ - kTold));
    errors_.throw_if_any();
    GtfsTimetable timetable;
    std::vector<std::int32_t> row(stops_.size(), -1);
    for (std::size_t s = 0; s < stops_.size(); ++s) {
      if (!used_[s]) continue;
      row[s] = static_cast<std::int32_t>(timetable.stops.size());
      timetable.stops.push_back(std::move(stops_[s]));
    }
    for (GivenCourse& course : courses_) {
      for (auto& visit : course.visits) visit.stop = row[static_cast<std::size_t>(visit.stop)];
    }
    timetable.courses = std::move(courses_);
    return timetable;
  }

 private:
  void complain(const std::string& what, const FeedTrip& trip) {
    if (++found_ <= kTold) errors_.add(fmt::format("{}: trip {}: {}", feed_.name(), shown_text(trip.id), what));
  }

  void allow(std::size_t stop, const FeedCall& call) {
    if (!used_[stop]) stops_[stop].pickup = stops_[stop].dropoff = false;
    used_[stop] = true;
    stops_[stop].pickup = stops_[stop].pickup || call.pickup;
    stops_[stop].dropoff = stops_[stop].dropoff || call.dropoff;
  }

  void use(const FeedTrip& trip, const FeedCall& call, const std::string& stop) {
    const auto found = row_of_.find(stop);
    if (found == row_of_.end()) {
      complain(fmt::format("calls at {}, which is no stop of stops.txt", shown_text(stop)), trip);
    } else {
      allow(static_cast<std::size_t>(found->second), call);
    }
  }

  GivenCourse course_of(FeedTrip& trip) {
    GivenCourse course;
    if (trip.calls.size() < 2) return course;
    if (!complete_times(trip.calls)) {
      complain("must have a departure_time at its first and last stop, and times that do not go back", trip);
      return course;
    }
    for (const FeedCall& call : trip.calls) {
      const auto stop = row_of_.find(call.stop);
      if (stop == row_of_.end()) return {};  // told already
      course.visits.push_back({stop->second, *call.departure, call.pickup, call.dropoff});
    }
    return course;
  }

  void repeat(const GivenCourse& course, const Headway& headway) {
    for (Milliseconds start = headway.start; start < headway.end && courses_.size() <= kMostCourses;
         start += headway.every) {
      courses_.push_back(course);
      const Milliseconds shift = start - course.visits.front().time;
      for (auto& visit : courses_.back().visits) visit.time += shift;
    }
  }

  const FeedFiles& feed_;
  std::vector<GivenStop> stops_;
  std::unordered_map<std::string, std::int32_t> row_of_;
  std::vector<bool> used_;
  std::vector<GivenCourse> courses_;
  InputErrors errors_;
  std::size_t found_ = 0;
};

}  // namespace

GtfsTimetable read_gtfs(const std::filesystem::path& feed, const GtfsChoice& choice) {
  const FeedFiles files{feed};
  InputErrors errors;
  std::vector<GivenStop> stops = read_stops_csv(files.need("stops.txt", "which tells where its stops are"), errors);
  errors.throw_if_any();
  const bool all = choice.routes.empty() && !choice.courses;
  if (all && !(files.find("trips.txt") && files.find("stop_times.txt"))) return {std::move(stops), {}};
  std::vector<FeedTrip> trips = read_feed_trips(files, choice.routes);
  FeedReader reader{files, std::move(stops)};
  if (all) {
    reader.use_permissions_of(trips);
    return {reader.all_stops(), {}};
  }
  reader.use_stops_of(trips);
  if (choice.courses) reader.add_courses(trips, choice);
  return reader.finish();
}

}  // namespace navette
