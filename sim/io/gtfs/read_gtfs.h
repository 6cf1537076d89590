#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/world/given_service.h"

namespace navette {

/// What of a feed a service takes.
struct GtfsChoice {
  std::vector<std::string> routes;  // route_id or route_short_name; empty: all
  bool courses = false;             // their trips on the days of the run and just before it, else the stops alone
  std::chrono::year_month_day first_day{};
  int days = 1;
};

struct GtfsTimetable {
  std::vector<GivenStop> stops;  // in the order of stops.txt
  /// In order of their first departure, then of trips.txt; none: no trip on these days. Of trips that go on after the
  /// first midnight of the run, `days` names their days before it too, from -1 down.
  std::vector<GivenCourse> courses;
};

/// Reads stops, and the courses between them, of a GTFS feed: a zip or a folder (docs/services.md says what counts).
///
/// Reads stops.txt; for routes or courses also routes.txt, trips.txt and stop_times.txt, of GTFS-Flex
/// location_groups.txt and location_group_stops.txt; for courses calendar.txt, calendar_dates.txt and frequencies.txt.
/// Throws InputError with all that is wrong with a file, and if a file, a route or a timetable is missing.
GtfsTimetable read_gtfs(const std::filesystem::path& feed, const GtfsChoice& choice);

}  // namespace navette
